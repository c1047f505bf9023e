"""What a life event changes, in words, before it is recorded: it is done, read and taken back."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from lib.history import event_model
from lib.scope import Scope
from lib.timeline import Matter, matters_of
from residents.actions.life_events.deeds import DEEDS
from residents.actions.proposals import Chosen, accept
from residents.forms.life_events import LifeEventForm
from residents.models import ContactPair, Household, LifeEvent, Membership, Occupancy, Person
from sites.models import Dwelling


def record_event(*, actor: User, household: Household, form: LifeEventForm) -> LifeEvent:
    """Records what the valid form says. Raises ValidationError."""
    deed = DEEDS[form.kind]
    return deed(actor=actor, facts=form.facts(), household=household, **form.arguments())


def preview(*, actor: User, household: Household, form: LifeEventForm, scope: Scope) -> list[str]:
    """Every change that the event would make, a line each. Raises ValidationError.

    The event is really recorded, read from the history and rolled back, so that the preview
    cannot say anything else than what happens.
    """
    with transaction.atomic():
        event = record_event(actor=actor, household=household, form=form)
        lines = list(lines_of(event))
        transaction.set_rollback(True)
    return lines


def preview_together(
    *, actor: User, chosen: list[Chosen], on: date, evidence: str, token: UUID, scope: Scope
) -> list[tuple[Chosen, list[str], list[Matter]]]:
    """What accepting these proposals would change, and what hangs on each household.

    Done and rolled back, as `preview`. Raises NotAccepted.
    """
    with transaction.atomic():
        done = accept(actor=actor, chosen=chosen, on=on, evidence=evidence, token=token)
        told = [(one, list(lines_of(event))) for one, event in done]
        transaction.set_rollback(True)
    return [(one, lines, matters_of(one.proposal.household, scope)) for one, lines in told]


def lines_of(event: LifeEvent) -> Iterable[str]:
    """What the event has changed, a line each."""
    for model, words in WORDS.items():
        history = event_model(model)
        ids = event.written.get(history._meta.db_table, [])
        for row in history.objects.filter(pgh_id__in=ids).order_by("pgh_id"):
            line = words(row, row.pgh_label == "insert")
            if line:
                yield line


def _household(row: Any, is_new: bool) -> str:
    number = {"number": row.household_no}
    if is_new:
        return _("New household %(number)s") % number
    if row.ended_on:
        return _("Household %(number)s ends on %(day)s") % {**number, "day": row.ended_on}
    if row.hukou_transferred_on:
        return _("Hukou of household %(number)s: transferred on %(day)s") % {
            **number,
            "day": row.hukou_transferred_on,
        }
    return ""


def _person(row: Any, is_new: bool) -> str:
    if is_new:
        return _("New person %(name)s") % {"name": row.name}
    state = dict(Person._meta.get_field("residence_code").flatchoices).get(row.residence_code, "")
    return _("%(name)s: %(state)s") % {"name": row.name, "state": state}


def _membership(row: Any, is_new: bool) -> str:
    words = {
        "name": Person.objects.get(pk=row.person_id).name,
        "number": Household.objects.get(pk=row.household_id).household_no,
        "first": row.valid_from,
        "last": row.valid_to,
    }
    if row.valid_to:
        return _("%(name)s belongs to household %(number)s until %(last)s") % words
    if row.is_head:
        return _("%(name)s is the head of household %(number)s from %(first)s") % words
    return _("%(name)s belongs to household %(number)s from %(first)s") % words


def _occupancy(row: Any, is_new: bool) -> str:
    words = {
        "dwelling": Dwelling.objects.get(pk=row.dwelling_id),
        "number": Household.objects.get(pk=row.household_id).household_no,
        "first": row.valid_from,
        "last": row.valid_to,
    }
    if row.valid_to:
        return _("Household %(number)s lives in %(dwelling)s until %(last)s") % words
    return _("Household %(number)s lives in %(dwelling)s from %(first)s") % words


def _contact(row: Any, is_new: bool) -> str:
    words = {
        "name": User.objects.get(pk=row.cadre_id).name,
        "number": Household.objects.get(pk=row.household_id).household_no,
    }
    if row.valid_to:
        return _("%(name)s no longer keeps in touch with household %(number)s") % words
    return _("%(name)s keeps in touch with household %(number)s") % words


WORDS: dict[Any, Callable[[Any, bool], str]] = {
    Household: _household,
    Person: _person,
    Membership: _membership,
    Occupancy: _occupancy,
    ContactPair: _contact,
}
