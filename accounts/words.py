"""The words in which the logs show tables and details, instead of the names of the database."""

from functools import cache
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DETAIL_LABELS = {
    "bytes": gettext_lazy("bytes"),
    "created": gettext_lazy("new"),
    "exporter": gettext_lazy("list"),
    "dwellings_added": gettext_lazy("dwellings added"),
    "dwellings_removed": gettext_lazy("dwellings removed"),
    "fields": gettext_lazy("fields"),
    "first": gettext_lazy("first password"),
    "idle": gettext_lazy("by the idle time-out"),
    "households": gettext_lazy("households"),
    "households_changed": gettext_lazy("changed households"),
    "households_new": gettext_lazy("new households"),
    "households_unchanged": gettext_lazy("unchanged households"),
    "known": gettext_lazy("user name known"),
    "new_dwellings": gettext_lazy("new dwellings"),
    "persons": gettext_lazy("persons"),
    "persons_changed": gettext_lazy("changed persons"),
    "persons_new": gettext_lazy("new persons"),
    "persons_unchanged": gettext_lazy("unchanged persons"),
    "refused": gettext_lazy("refused rows"),
    "refused_households": gettext_lazy("refused households"),
    "rows": gettext_lazy("rows"),
    "rows_of": gettext_lazy("list"),
    "ended": gettext_lazy("last day"),
    "signed": gettext_lazy("signed by"),
    "source": gettext_lazy("source"),
    "status": gettext_lazy("status"),
    "step": gettext_lazy("step"),
    "warnings": gettext_lazy("warnings"),
}
DETAIL_VALUES = {
    "giver": gettext_lazy("whoever hands over"),
    "taker": gettext_lazy("whoever takes over"),
    "password_change": gettext_lazy("change of the password"),
    "second_factor": gettext_lazy("second factor"),
    "sign_in": gettext_lazy("sign-in"),
}


def table_label(table: str) -> str:
    """The name of what a table's rows are; the table's own name where it is none of ours."""
    model = _models().get(table)
    return str(model._meta.verbose_name) if model else table


def detail_words(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of each detail of an audit event; nested ones are for machines."""
    return [
        (str(DETAIL_LABELS.get(key) or table_label(key)), _value(value))
        for key, value in detail.items()
        if not isinstance(value, dict)
    ]


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_value(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(DETAIL_VALUES.get(value, value)) if isinstance(value, str) else str(value)


@cache
def _models() -> dict[str, Any]:
    return {model._meta.db_table: model for model in apps.get_models()}
