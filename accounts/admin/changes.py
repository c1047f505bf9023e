"""The history of a row in words: who changed what when, from the history tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from lib.history import Change, changes_of


@dataclass(frozen=True, slots=True)
class Line:
    """One change of one row; `fields` are (label, old, new) in words."""

    at: datetime
    kind: str
    who: str
    fields: list[tuple[str, str, str]]


def lines_of(row: models.Model, masks: dict[str, Callable[[str], str]]) -> list[Line]:
    """The row's changes, newest first; values of masked fields are masked, sealed ones left out."""
    changes = changes_of(type(row), [row.pk])
    people = User.objects.in_bulk({change.user_id for change in changes if change.user_id})
    names = _names_of_related(changes)
    kinds = {"insert": _("added"), "update": _("changed"), "delete": _("deleted")}
    return [
        Line(
            at=change.at,
            kind=kinds.get(change.kind, change.kind),
            who=str(people.get(change.user_id, _("system"))),
            fields=[
                (
                    capfirst(str(part.field.verbose_name)),
                    _in_words(part.field, part.old, names, masks),
                    _in_words(part.field, part.new, names, masks),
                )
                for part in change.fields
                if not isinstance(part.field, models.BinaryField)
            ],
        )
        for change in changes
    ]


def _names_of_related(changes: list[Change]) -> dict[models.Field, dict[Any, Any]]:
    """Foreign key to the rows that its old and new values name; one query a foreign key."""
    wanted: dict[models.Field, set[Any]] = {}
    for change in changes:
        for part in change.fields:
            if part.field.is_relation:
                wanted.setdefault(part.field, set()).update({part.old, part.new} - {None})
    return {
        field: field.remote_field.model._base_manager.in_bulk(keys)
        for field, keys in wanted.items()
    }


def _in_words(
    field: models.Field,
    value: Any,
    names: dict[models.Field, dict[Any, Any]],
    masks: dict[str, Callable[[str], str]],
) -> str:
    if value in (None, ""):
        return "–"
    if field.name in masks:
        return masks[field.name](str(value))
    if field.is_relation:
        return str(names[field].get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(field.flatchoices).get(value, value))
