"""Who changed what, when: a reader over pghistory's event tables; and what makes a ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
import pgtrigger
from django.db import models, transaction

# Tables that are only ever added to; `accounts.grants` takes UPDATE and DELETE on them away.
LEDGERS: list[str] = []


def tracked(*, update_trigger: str | None = None, **options: Any) -> Callable:
    """Class decorator: insert, update and delete of the model are kept by statement triggers.

    New tracker objects for every model: pghistory copies its default trackers deeply, and a copied
    operation is no longer the one that pgtrigger compares by identity.
    A trigger's function is named after five digits of a hash of its model; where two models get
    the same, one of them names its `update_trigger` otherwise.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(trigger_name=update_trigger),
        pghistory.DeleteEvent(),
        **options,
    )


def ledger_triggers() -> list[pgtrigger.Trigger]:
    """Triggers that refuse change and truncation of a ledger even to the tables' owner."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="no_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func="RAISE EXCEPTION 'this table is append-only';",
        ),
    ]


def register_ledger(model: type[models.Model]) -> None:
    """Names a model's table as a ledger; called from AppConfig.ready."""
    if model._meta.db_table not in LEDGERS:
        LEDGERS.append(model._meta.db_table)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one change; values as stored, the page labels and masks them."""

    field: models.Field
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one row: `kind` is insert, update or delete."""

    at: datetime
    kind: str
    user_id: int | None
    context: dict[str, Any]
    model: type[models.Model]
    row_id: int
    fields: tuple[FieldChange, ...]


def event_model(model: type[models.Model]) -> Any:
    """The history table of a tracked model."""
    return model.pgh_event_model  # type: ignore[attr-defined]


def changes_of(model: type[models.Model], row_ids: Iterable[int]) -> list[Change]:
    """All changes of these rows, newest first; two SQL statements."""
    events = (
        event_model(model)
        .objects.filter(pgh_obj_id__in=list(row_ids))
        .select_related("pgh_context")
        .order_by("pgh_obj_id", "pgh_id")
    )
    previous: dict[int, Any] = {}
    changes = []
    for event in events:
        before = previous.get(event.pgh_obj_id)
        context = event.pgh_context.metadata if event.pgh_context else {}
        changes.append(
            Change(
                at=event.pgh_created_at,
                kind=event.pgh_label,
                user_id=context.get("user"),
                context=context,
                model=model,
                row_id=event.pgh_obj_id,
                fields=tuple(_differences(model, before, event)),
            )
        )
        previous[event.pgh_obj_id] = event
    # What one request wrote has one time: of those the last comes first too.
    return sorted(reversed(changes), key=lambda change: change.at, reverse=True)


def _differences(model: type[models.Model], before: Any, after: Any) -> Iterable[FieldChange]:
    for field in model._meta.concrete_fields:
        if field.primary_key or not hasattr(after, field.attname):
            continue
        old = getattr(before, field.attname) if before else None
        new = getattr(after, field.attname)
        if old != new and (before or new not in (None, "")):
            yield FieldChange(field, old, new)


def set_constraints_immediate() -> None:
    """First statement of every bulk action: with deferred keys the history is quadratic."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
