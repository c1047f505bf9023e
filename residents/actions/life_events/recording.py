"""What every life event does: lock, check the day, change, keep what was written; and its undo."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.history import event_model, set_constraints_immediate
from lib.periods import today
from residents.actions.undoing import (
    UNDONE_MODELS,
    Blocker,
    Traces,
    blockers_of,
    by_rows,
    take_back,
)
from residents.models import ContactPair, Household, LifeEvent, Membership, Occupancy, Person
from sites.models import ResettlementSite

HISTORY_TABLES = [event_model(model)._meta.db_table for model in UNDONE_MODELS]


@dataclass(frozen=True, slots=True)
class Facts:
    """When it happened and what shows it; the same `token` twice is one event."""

    on: date
    evidence: str = ""
    note: str = ""
    token: UUID = field(default_factory=uuid4)


@transaction.atomic
def record(
    *,
    actor: User,
    facts: Facts,
    kind: str,
    household: Household,
    change: Callable[[LifeEvent], None],
    others: Iterable[Household] = (),
    site: ResettlementSite | None = None,
) -> LifeEvent:
    """Runs `change` and keeps the event with the history rows that it wrote.

    `others` are further households that it touches, `site` another site. Raises ValidationError.
    """
    set_constraints_immediate()
    touched = [household, *others]
    sites = {row.site_id for row in touched} | ({site.pk} if site else set())
    # The sites' rows are the lock, in the order of their ids: two events of one family queue up.
    list(ResettlementSite.objects.select_for_update().filter(pk__in=sites).order_by("pk"))
    known = LifeEvent.objects.filter(token=facts.token).first()
    if known is not None:
        return known
    for row in touched:
        _check_day(row, facts.on)
    event = LifeEvent(
        token=facts.token,
        site_id=household.site_id,
        kind=kind,
        household=household,
        occurred_on=facts.on,
        evidence=facts.evidence,
        note=facts.note,
        recorded_by=actor,
    )
    with pghistory.context() as context:
        marks = _last_ids()
        change(event)
        event.written = _written_since(marks, context.id)
        event.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=event, step=str(kind))
    return event


@transaction.atomic
def undo(*, actor: User, event: LifeEvent) -> list[Blocker]:
    """Takes an event back on the day on which it was recorded; gives what stands in the way.

    Raises ValidationError on a later day, or where it is undone already.
    """
    set_constraints_immediate()
    households = [event.household, *([event.other_household] if event.other_household else [])]
    sites = sorted({household.site_id for household in households})
    list(ResettlementSite.objects.select_for_update().filter(pk__in=sites).order_by("pk"))
    event = LifeEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.undone_at is not None:
        raise ValidationError(_("This event has been undone already."))
    if timezone.localdate(event.recorded_at) != today():
        raise ValidationError(
            _("An event is undone on the day on which it was recorded. Record the opposite event.")
        )
    traces = by_rows(event.written)
    with transaction.atomic():
        _forget_undone(traces)
        blockers = blockers_of(traces, event)
        if blockers:
            transaction.set_rollback(True)
            return blockers
    event.undone_at, event.undone_by = timezone.now(), actor
    _let_go(event, traces)
    event.save()
    take_back(traces)
    record_audit(actor=actor, verb=AuditVerb.ROW_DELETED, row=event)
    return []


def _forget_undone(traces: Traces) -> None:
    """Events that were undone and name rows that go now go too; the history still has them."""

    def added(model: type) -> list[int]:
        rows = event_model(model).objects.filter(
            pgh_id__in=traces.values(model), pgh_label="insert"
        )
        return list(rows.values_list("pgh_obj_id", flat=True))

    households, persons = added(Household), added(Person)
    LifeEvent.objects.filter(undone_at__isnull=False).filter(
        Q(household__in=households) | Q(other_household__in=households) | Q(person__in=persons)
    ).delete()


def _let_go(event: LifeEvent, traces: Traces) -> None:
    """The event no longer names the rows that go with it; its history still does."""
    for name in ("person", "other_household"):
        row = getattr(event, name)
        if row is None:
            continue
        history = event_model(type(row)).objects
        ids = traces.values(type(row))
        if history.filter(pgh_id__in=ids, pgh_obj_id=row.pk, pgh_label="insert").exists():
            setattr(event, name, None)


def _check_day(household: Household, on: date) -> None:
    """Not in the future, while the household lives here, and not before its latest change."""
    if on > today():
        raise ValidationError(_("The day lies in the future. Record it when it has happened."))
    if household.ended_on is not None:
        raise ValidationError(
            _("Household %(number)s has ended on %(day)s.")
            % {"number": household.household_no, "day": household.ended_on}
        )
    latest = max((day for day in _changes(household)), default=on)
    if on < latest:
        raise ValidationError(
            _(
                "Household %(number)s has changed on %(day)s already. Give that day or a later "
                "one, or correct what was recorded then."
            )
            % {"number": household.household_no, "day": latest}
        )


def _changes(household: Household) -> Iterable[date]:
    """The latest days on which dated rows of the household began or ended."""
    if household.moved_in_on:
        yield household.moved_in_on
    for model in (Membership, Occupancy, ContactPair):
        rows = model.objects.filter(household=household)
        days = rows.aggregate(first=Max("valid_from"), last=Max("valid_to"))
        if days["first"]:
            yield days["first"]
        if days["last"] and days["last"] < today():
            yield days["last"] + timedelta(days=1)


def _last_ids() -> dict[str, int]:
    """History table to the id of its newest row; one statement."""
    columns = ", ".join(f'(SELECT max(pgh_id) FROM "{table}")' for table in HISTORY_TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}")
        return dict(zip(HISTORY_TABLES, (last or 0 for last in cursor.fetchone()), strict=True))


def _written_since(marks: dict[str, int], context_id: UUID) -> dict[str, list[int]]:
    """History table to the ids of the rows that this context wrote behind the marks."""
    rows = " UNION ALL ".join(
        f"SELECT '{table}', pgh_id FROM \"{table}\" WHERE pgh_id > %s AND pgh_context_id = %s"
        for table in marks
    )
    written: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"{rows} ORDER BY 2", [part for mark in marks.values() for part in (mark, context_id)]
        )
        for table, pgh_id in cursor.fetchall():
            written.setdefault(table, []).append(pgh_id)
    return written
