"""Accepting life events that a roster proposes, one or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from residents.actions.life_events.deeds import DEEDS
from residents.actions.life_events.recording import Facts
from residents.enums import LifeEventKind
from residents.models import LifeEvent, Membership
from residents.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Chosen:
    """A proposal and the kind of event that it was."""

    proposal: Proposal
    kind: str


@dataclass
class NotAccepted(Exception):
    """Some of the chosen ones cannot be recorded: finding id to the sentences why."""

    reasons: dict[int, list[str]] = field(default_factory=dict)


@transaction.atomic
def accept(
    *, actor: User, chosen: Sequence[Chosen], on: date, evidence: str, token: UUID
) -> list[tuple[Chosen, LifeEvent]]:
    """Records all of them or none; the same `token` twice is recorded once. Raises NotAccepted.

    One may wait for another (a dwelling that is left before it is moved into), so those that fail
    are tried again for as long as any succeeds. A change of head comes last: where the head left,
    his leaving has named the new one.
    """
    left = sorted(chosen, key=lambda one: one.kind == LifeEventKind.HEAD)
    done: list[tuple[Chosen, LifeEvent]] = []
    while left:
        failed: dict[int, list[str]] = {}
        waiting = []
        for one in left:
            if one.kind == LifeEventKind.HEAD and _is_head(one, on):
                continue
            try:
                done.append((one, _record(actor, one, on, evidence, token)))
            except ValidationError as error:
                failed[one.proposal.finding.pk] = error.messages
                waiting.append(one)
        if len(waiting) == len(left):
            raise NotAccepted(failed)
        left = waiting
    return done


@transaction.atomic
def _record(actor: User, one: Chosen, on: date, evidence: str, token: UUID) -> LifeEvent:
    facts = Facts(on, evidence=evidence, token=uuid5(token, str(one.proposal.finding.pk)))
    given = one.proposal.arguments(one.kind)
    return DEEDS[one.kind](actor=actor, facts=facts, household=one.proposal.household, **given)


def _is_head(one: Chosen, on: date) -> bool:
    heads = Membership.objects.current(on).filter(household=one.proposal.household, is_head=True)
    return heads.filter(person=one.proposal.head).exists()
