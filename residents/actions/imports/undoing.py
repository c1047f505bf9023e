"""Undoing a stored batch: its own rows are deleted or restored, as the history has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import F, Max, OuterRef, Subquery
from django.utils.translation import gettext as _
from pghistory.models import Event

from lib.history import event_model, set_constraints_immediate
from residents.models import Household, ImportBatch, Membership, Occupancy, Person
from sites.models import Building, Dwelling, Stairwell

# Rows go in this order, so that none is referred to any more when it goes.
UNDONE_MODELS = (Membership, Occupancy, Person, Household, Dwelling, Stairwell, Building)
BLOCKERS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why a batch cannot be undone: what it is about, and what was built on it."""

    what: str
    why: str


def blockers_of(batch: ImportBatch) -> list[Blocker]:
    """What was later built on the batch's rows: changes and references, the first hundred."""
    found: list[Blocker] = []
    for model in UNDONE_MODELS:
        found += _later_changes(batch, model)
        found += _later_references(batch, model)
        if len(found) >= BLOCKERS_SHOWN:
            break
    return found[:BLOCKERS_SHOWN]


def take_back(batch: ImportBatch) -> dict[str, Any]:
    """Deletes the rows that the batch added and restores those that it changed.

    Returns table name to number of rows. The caller has looked for blockers in the same
    transaction, with the site locked.
    """
    set_constraints_immediate()
    numbers = {}
    for model in UNDONE_MODELS:
        restored = _restore(batch, model)
        deleted = _delete(batch, model)
        numbers[model._meta.db_table] = restored + deleted
    return numbers


def _events(batch: ImportBatch, model: type[models.Model], label: str = "") -> models.QuerySet:
    events = event_model(model).objects.filter(pgh_context_id=batch.context_id)
    return events.filter(pgh_label=label) if label else events


def _label(model: type[models.Model], event: Any) -> str:
    """A row in words; names only what the importer has typed himself."""
    shown = getattr(event, "household_no", "") or getattr(event, "name", "")
    return f"{model._meta.verbose_name} {shown or event.pgh_obj_id}"


def _later_changes(batch: ImportBatch, model: type[models.Model]) -> Iterator[Blocker]:
    own = _events(batch, model)
    later = (
        event_model(model)
        .objects.filter(pgh_obj_id__in=own.values("pgh_obj_id"))
        .exclude(pgh_context_id=batch.context_id)
        .annotate(
            ours=Subquery(
                own.filter(pgh_obj_id=OuterRef("pgh_obj_id"))
                .order_by()
                .values("pgh_obj_id")
                .annotate(last=Max("pgh_id"))
                .values("last")
            )
        )
        .filter(pgh_id__gt=F("ours"))
        .order_by("pgh_id")[:BLOCKERS_SHOWN]
    )
    for event in later:
        day = f"{event.pgh_created_at:%Y-%m-%d}"
        yield Blocker(_label(model, event), _("changed on %(day)s") % {"day": day})


def _later_references(batch: ImportBatch, model: type[models.Model]) -> Iterator[Blocker]:
    """Rows of any table that point to a row which the batch added, and are not its own."""
    added = _events(batch, model, "insert")
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
        if other in UNDONE_MODELS:
            rows = rows.exclude(pk__in=_events(batch, other, "insert").values("pgh_obj_id"))
        for row in rows.select_related(relation.field.name)[:BLOCKERS_SHOWN]:
            yield Blocker(
                f"{model._meta.verbose_name} {getattr(row, relation.field.name)}",
                _("is used by %(what)s") % {"what": other._meta.verbose_name},
            )


def _restore(batch: ImportBatch, model: type[models.Model]) -> int:
    """Writes back the state that each changed row had before the batch."""
    table, events = model._meta.db_table, event_model(model)._meta.db_table
    columns = [f.column for f in model._meta.concrete_fields if not f.primary_key]
    sets = ", ".join(f'"{column}" = before."{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE "{table}" AS live SET {sets}
            FROM (
                SELECT DISTINCT ON (old.pgh_obj_id) old.*
                FROM "{events}" old
                JOIN (
                    SELECT pgh_obj_id, min(pgh_id) AS first_id FROM "{events}"
                    WHERE pgh_context_id = %s GROUP BY pgh_obj_id
                    HAVING NOT bool_or(pgh_label = 'insert')
                ) own ON own.pgh_obj_id = old.pgh_obj_id AND old.pgh_id < own.first_id
                ORDER BY old.pgh_obj_id, old.pgh_id DESC
            ) before
            WHERE live.id = before.pgh_obj_id
            """,
            [batch.context_id],
        )
        return cursor.rowcount


def _delete(batch: ImportBatch, model: type[models.Model]) -> int:
    table, events = model._meta.db_table, event_model(model)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{table}" WHERE id IN (SELECT pgh_obj_id FROM "{events}" '
            "WHERE pgh_context_id = %s AND pgh_label = 'insert')",
            [batch.context_id],
        )
        return cursor.rowcount
