"""What PostgreSQL refuses, in a sentence; what a deletion would take along, in numbers."""

from collections import Counter
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

STILL_REFERRED_TO, NOT_UNIQUE = "23503", "23505"


def sentence_of(error: Exception) -> str:
    """The sentence for the person who typed: the constraint's own, else one for its kind."""
    cause = error.__cause__
    name = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return str(constraint.violation_error_message)
    code = getattr(cause, "pgcode", "")
    if isinstance(error, models.ProtectedError) or code == STILL_REFERRED_TO:
        return _("Other rows still refer to this one. Change or delete those first.")
    if code == NOT_UNIQUE:
        return _(
            "A row with these values is stored already, perhaps since a moment ago. "
            "Look for it in the list."
        )
    return _("The row breaks a rule of the register and was not stored. Check every field.")


REFUSALS = (IntegrityError, models.ProtectedError, models.RestrictedError)


def deletion_preview(
    rows: Any, request: HttpRequest, site: AdminSite
) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
    """What Django's delete pages need: own rows by name, everything else by kind and number.

    Rows that hang on them may lie beyond the reader's scope, so they are counted, never named.
    """
    rows = list(rows)
    if not rows:
        return [], {}, set(), []
    collector = NestedObjects(using=DEFAULT_DB_ALIAS, origin=rows)
    collector.collect(rows)
    model = type(rows[0])
    chosen = {row.pk for row in rows}
    hanging = Counter(
        {
            other: len([row for row in found if other is not model or row.pk not in chosen])
            for other, found in collector.model_objs.items()
        }
    )
    keeper = site.get_model_admin(model)
    lacking = {
        str(model._meta.verbose_name)
        for row in rows
        if not keeper.has_delete_permission(request, row)
    }
    return (
        [str(row) for row in rows] + _counted(hanging),
        {str(other._meta.verbose_name_plural): len(f) for other, f in collector.model_objs.items()},
        lacking,
        _counted(Counter(type(row) for row in collector.protected)),
    )


def _counted(numbers: Counter) -> list[str]:
    return [
        f"{capfirst(str(model._meta.verbose_name_plural))}: {number}"
        for model, number in numbers.items()
        if number
    ]
