"""Undoing a deed: the rows that it wrote are deleted or restored, as the history has them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _
from pghistory.models import Event

from lib.history import event_model, set_constraints_immediate
from residents.models import ContactPair, Household, Membership, Occupancy, Person
from sites.models import Building, Dwelling, Stairwell

# Rows go in this order, so that none is referred to any more when it goes.
UNDONE_MODELS = (
    ContactPair, Membership, Occupancy, Person, Household, Dwelling, Stairwell, Building,
)  # fmt: skip
BLOCKERS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Traces:
    """The history rows that one deed wrote: those whose `column` is among `values(model)`.

    `tables` are those that the deed may have written, so ordered that what refers to another
    goes first.
    """

    column: str
    values: Callable[[type[models.Model]], list[Any]]
    tables: Sequence[type[models.Model]] = UNDONE_MODELS


def by_context(context_id: Any, tables: Sequence[type[models.Model]] = UNDONE_MODELS) -> Traces:
    """All that was written in one context: a request or a job that did nothing else."""
    return Traces("pgh_context_id", lambda model: [context_id], tables)


def by_rows(written: dict[str, list[int]]) -> Traces:
    """History table to the ids of its rows."""
    return Traces("pgh_id", lambda model: written.get(event_model(model)._meta.db_table, []))


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why a deed cannot be undone: what it is about, and what was built on it."""

    what: str
    why: str


def blockers_of(traces: Traces, own_row: models.Model | None = None) -> list[Blocker]:
    """What was later built on the deed's rows: changes and references, the first hundred.

    `own_row` is the record of the deed itself, which refers to what the deed made.
    """
    found: list[Blocker] = []
    for model in traces.tables:
        if not traces.values(model) or not _events(traces, model).exists():
            continue
        found += _later_changes(traces, model)
        found += _later_references(traces, model, own_row)
        if len(found) >= BLOCKERS_SHOWN:
            break
    return found[:BLOCKERS_SHOWN]


def take_back(traces: Traces) -> dict[str, Any]:
    """Deletes the rows that the deed added and restores those that it changed.

    Returns table name to number of rows. The caller has looked for blockers in the same
    transaction, with the site locked.
    """
    set_constraints_immediate()
    numbers = {}
    for model in traces.tables:
        if not traces.values(model):
            continue
        # A row that began where another one ended goes first: in time they may not overlap.
        deleted = _delete(traces, model)
        restored = _restore(traces, model)
        numbers[model._meta.db_table] = restored + deleted
    return numbers


def _events(traces: Traces, model: type[models.Model], label: str = "") -> models.QuerySet:
    events = event_model(model).objects.filter(**{f"{traces.column}__in": traces.values(model)})
    return events.filter(pgh_label=label) if label else events


def _label(model: type[models.Model], event: Any) -> str:
    """A row in words; names only what the importer has typed himself."""
    shown = getattr(event, "household_no", "") or getattr(event, "name", "")
    return f"{model._meta.verbose_name} {shown or event.pgh_obj_id}"


def _later_changes(traces: Traces, model: type[models.Model]) -> Iterator[Blocker]:
    """Rows that are no longer as the deed left them; what was undone since leaves no mark."""
    own, history = _events(traces, model), event_model(model).objects
    ours = own.filter(pgh_obj_id=OuterRef("pgh_obj_id")).order_by("-pgh_id")
    latest = (
        history.filter(pgh_obj_id__in=own.values("pgh_obj_id"))
        .exclude(**{f"{traces.column}__in": traces.values(model)})
        .annotate(ours=Subquery(ours.values("pgh_id")[:1]))
        .filter(pgh_id__gt=F("ours"))
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    names = [field.attname for field in model._meta.concrete_fields]
    for event in latest:
        left = history.get(pgh_id=event.ours)
        same = all(getattr(event, name) == getattr(left, name) for name in names)
        if event.pgh_label == "delete" or not same:
            day = f"{event.pgh_created_at:%Y-%m-%d}"
            yield Blocker(_label(model, event), _("changed on %(day)s") % {"day": day})


def _later_references(
    traces: Traces, model: type[models.Model], own_row: models.Model | None
) -> Iterator[Blocker]:
    """Rows of any table that point to a row which the deed added, and are not its own."""
    added = _events(traces, model, "insert")
    if not added.exists():
        return
    relations: list[Any] = list(model._meta.get_fields(include_hidden=True))
    for relation in relations:
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        other = relation.related_model
        if issubclass(other, Event):
            continue
        rows = other._base_manager.filter(
            **{f"{relation.field.name}__in": added.values("pgh_obj_id")}
        )
        if other in traces.tables:
            rows = rows.exclude(pk__in=_events(traces, other, "insert").values("pgh_obj_id"))
        if isinstance(own_row, other):
            rows = rows.exclude(pk=own_row.pk)
        for row in rows.select_related(relation.field.name)[:BLOCKERS_SHOWN]:
            yield Blocker(
                f"{model._meta.verbose_name} {getattr(row, relation.field.name)}",
                _("is used by %(what)s") % {"what": other._meta.verbose_name},
            )


def _restore(traces: Traces, model: type[models.Model]) -> int:
    """Writes back the state that each changed row had before the deed.

    What a deed wrote row by row goes back row by row, the last one first: on the way two rows
    must not hold at once (the old head returns only when the new one has gone). A roster writes
    each row for itself, so its rows go back together.
    """
    values = traces.values(model)
    if traces.column != "pgh_id":
        return _restore_rows(traces.column, values, model)
    own: dict[int, list[int]] = {}
    rows = event_model(model).objects.filter(pgh_id__in=values).order_by("-pgh_id")
    for row_id, pgh_id in rows.values_list("pgh_obj_id", "pgh_id"):
        own.setdefault(row_id, []).append(pgh_id)
    return sum(_restore_rows("pgh_id", ids, model) for ids in own.values())


def _restore_rows(column: str, values: list[Any], model: type[models.Model]) -> int:
    table, events = model._meta.db_table, event_model(model)._meta.db_table
    columns = [f.column for f in model._meta.concrete_fields if not f.primary_key]
    sets = ", ".join(f'"{name}" = before."{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE "{table}" AS live SET {sets}
            FROM (
                SELECT DISTINCT ON (old.pgh_obj_id) old.*
                FROM "{events}" old
                JOIN (
                    SELECT pgh_obj_id, min(pgh_id) AS first_id FROM "{events}"
                    WHERE {column} = ANY(%s) GROUP BY pgh_obj_id
                    HAVING NOT bool_or(pgh_label = 'insert')
                ) own ON own.pgh_obj_id = old.pgh_obj_id AND old.pgh_id < own.first_id
                ORDER BY old.pgh_obj_id, old.pgh_id DESC
            ) before
            WHERE live.id = before.pgh_obj_id
            """,
            [values],
        )
        return cursor.rowcount


def _delete(traces: Traces, model: type[models.Model]) -> int:
    table, events = model._meta.db_table, event_model(model)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{table}" WHERE id IN (SELECT pgh_obj_id FROM "{events}" '
            f"WHERE {traces.column} = ANY(%s) AND pgh_label = 'insert')",
            [traces.values(model)],
        )
        return cursor.rowcount
