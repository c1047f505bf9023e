"""What is decided about a case beside its mediation: more time, a higher level, its risk."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from lib.periods import today
from services.actions.dispute_parties import check_readers, end_participation
from services.actions.dispute_steps import locked, move
from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove
from services.enums.disputes import Capacity, DisputeChannel, DisputeLevel
from services.models import Dispute, DisputeParticipant


@transaction.atomic
def extend_dispute(*, actor: User, dispute: Dispute, due_on: date, note: str) -> Dispute:
    """Both parties agree in writing to a longer time; their consent belongs into the file."""
    dispute = locked(dispute)
    if dispute.due_on and due_on <= max(dispute.due_on, today()):
        raise ValidationError(
            {
                "due_on": _("%(day)s is no longer time: give a day after %(due)s.")
                % {"day": due_on.isoformat(), "due": max(dispute.due_on, today()).isoformat()}
            }
        )
    return move(
        actor=actor,
        dispute=dispute,
        to=DisputeMove.EXTEND,
        on=today(),
        note=note,
        step={"due_on": due_on},
        due_on=due_on,
    )


@transaction.atomic
def escalate_dispute(
    *,
    actor: User,
    dispute: Dispute,
    level: str,
    note: str,
    handler: User | None,
    due_on: date | None = None,
) -> Dispute:
    """One hop upwards with its reason; `handler` takes the case over there and reads it.

    Who handled it before leaves it. From the grid it comes to the service centre, and what is
    settled there is the centre's (R48). Raises ValidationError, also for a handler who could not
    open the case.
    """
    dispute = locked(dispute)
    order = list(DisputeLevel)
    if order.index(DisputeLevel(level)) <= order.index(DisputeLevel(dispute.level)):
        raise ValidationError(
            {"level": _("The case stands at this level already. Choose a higher one.")}
        )
    if handler is None and level in (DisputeLevel.TOWN, DisputeLevel.COUNTY):
        raise ValidationError(
            {"handler": _("Name the colleague who takes it over: nobody else there can read it.")}
        )
    if due_on is not None and due_on < today():
        raise ValidationError({"due_on": _("The new day has passed already. Give a later day.")})
    before = dispute.level
    at_centre = dispute.channel == DisputeChannel.GRID and level == DisputeLevel.COMMUNITY
    channel = DisputeChannel.SERVICE_CENTRE if at_centre else ""
    dispute = move(
        actor=actor,
        dispute=dispute,
        to=DisputeMove.ESCALATE,
        on=today(),
        note=note,
        step={
            "from_level": before,
            "to_level": level,
            "to_channel": channel,
            "due_on": due_on,
        },
        level=level,
        **({"channel": channel} if channel else {}),
        **({"due_on": due_on} if due_on and dispute.accepted_on else {}),
    )
    if handler is not None:
        _hand_over(actor, dispute, handler)
    return dispute


@transaction.atomic
def flag_risk(*, actor: User, dispute: Dispute, risk: str, note: str) -> Dispute:
    """Whether the quarrel may turn violent or collective, and what makes one think so.

    The same risk with the same words on the same day is the same submit twice.
    """
    dispute = locked(dispute)
    DISPUTE_MACHINE.next_state(dispute.stage, DisputeMove.FLAG_RISK)
    last = dispute.steps.filter(move=DisputeMove.FLAG_RISK).order_by("-pk").first()
    same = (actor.pk, today(), risk, note.strip())
    if last and (last.actor_id, last.happened_on, last.risk, last.note) == same:
        return dispute
    return move(
        actor=actor,
        dispute=dispute,
        to=DisputeMove.FLAG_RISK,
        on=today(),
        note=note,
        step={"risk": risk},
        risk=risk,
    )


def _hand_over(actor: User, dispute: Dispute, handler: User) -> None:
    """`handler` comes, who handled it before goes: nobody reads a case that is no longer his."""
    present = dispute.participants.current().filter(capacity=Capacity.HANDLER)
    for former in present.exclude(user=handler):
        end_participation(
            actor=actor,
            dispute=dispute,
            participant=former,
            reason=_("handed to a higher level"),
        )
    DisputeParticipant.objects.get_or_create(
        dispute=dispute,
        user=handler,
        capacity=Capacity.HANDLER,
        left_on=None,
        defaults={"site_id": dispute.site_id, "joined_on": today()},
    )
    check_readers(dispute, [handler], "handler")
