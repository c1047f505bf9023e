"""Columns of a sheet of master data: how a cell becomes a value, with a sentence if it cannot."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from lib.scope import Scope

YES, NO = ("yes", "是", "true", "1"), ("no", "否", "false", "0")
DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")


class Plain(Widget):
    """Text as typed; a sheet gets the value itself."""

    def __init__(self, **options: Any) -> None:
        """Takes no notice of the options that django-import-export gives by kind of field."""
        super().__init__()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return value or ""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class PlainOrNone(Plain):
    """Text of a column that is empty as NULL."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return value or None


class Choice(Plain):
    """A label in the language of either page, or the code behind it."""

    def __init__(self, choices: Sequence[tuple[str, Any]]) -> None:
        super().__init__()
        self.choices = choices

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if not value:
            return ""
        codes = {code: code for code, _label in self.choices}
        for language in ("zh-hans", "en"):
            with translation.override(language):
                codes |= {str(label): code for code, label in self.choices}
        if value not in codes:
            raise ValueError(
                _("Found “%(found)s”. Expected one of: %(expected)s. Correct the cell.")
                % {"found": value, "expected": "、".join(str(label) for _c, label in self.choices)}
            )
        return codes[value]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return str(dict(self.choices).get(value, value or ""))


class YesNo(Plain):
    """是 or 否."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        typed = str(value or "").lower()
        if typed in YES or typed in NO:
            return typed in YES
        raise ValueError(_("Found “%(found)s”. Expected 是 or 否.") % {"found": value})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "是" if value else "否"


class YesNoOrNone(YesNo):
    """是, 否, or an empty cell for what nobody has said."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return None if value in (None, "") else super().clean(value, row, **kwargs)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else super().render(value, obj, **kwargs)


class Day(Plain):
    """A day as 2024-01-31, 2024/1/31 or a date of the sheet."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date) or not value:
            return value or None
        for form in DAY_FORMS:
            try:
                return datetime.strptime(str(value).split(" ")[0], form).date()
            except ValueError:
                continue
        raise ValueError(
            _("Found “%(found)s”. Expected a day such as 2024-01-31.") % {"found": value}
        )


class Whole(Plain):
    """A whole number."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        if value in (None, ""):
            return None
        if not str(value).isdecimal():
            raise ValueError(_("Found “%(found)s”. Expected a whole number.") % {"found": value})
        return int(value)


class Signed(Whole):
    """A whole number that may be below zero."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = str(value)
        if text.startswith("-") and text[1:].isdecimal():
            return int(text)
        return super().clean(value, row, **kwargs)


class Clock(Plain):
    """A time of day as 8:30 or a time of the sheet."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> time | None:
        if isinstance(value, datetime):
            return value.time()
        if isinstance(value, time) or value in (None, ""):
            return value or None
        hours, _colon, minutes = str(value).partition(":")
        try:
            return time(int(hours), int(minutes[:2]))
        except ValueError:
            raise ValueError(
                _("Found “%(found)s”. Expected a time such as 08:30.") % {"found": value}
            ) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return None if value is None else f"{value:%H:%M}"


class Number(Plain):
    """A number with or without decimals."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        if value in (None, ""):
            return None
        try:
            return Decimal(str(value))
        except ArithmeticError:
            raise ValueError(
                _("Found “%(found)s”. Expected a number.") % {"found": value}
            ) from None


class Related(Plain):
    """A foreign key by names: `lookup` maps this column and further ones of the row to lookups.

    Rows of the target are looked for within the scope only, so that a name or code of another
    site's row is refused exactly as one that does not exist.
    """

    def __init__(self, model: type[models.Model], field: str, **by: str) -> None:
        """`field` of the target is this column; `by` maps the target's lookups to row fields."""
        super().__init__()
        self.model, self.field, self.by = model, field, by
        self.scope: Scope | None = None
        self._found: dict[tuple, Any] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if value in (None, ""):
            return None
        lookup = {self.field: value} | {
            target: _value_at(row or {}, path) for target, path in self.by.items()
        }
        key = tuple(lookup.values())
        if key not in self._found:
            rows = self.model._default_manager.within(self.scope)  # type: ignore[attr-defined]
            self._found[key] = list(rows.filter(**lookup)[:2])
        found = self._found[key]
        if len(found) != 1:
            raise ValueError(
                _(
                    "Found “%(found)s”. Expected the %(field)s of one %(kind)s in your area. "
                    "Correct the cell, or ask the county to register it first."
                )
                % {
                    "found": value,
                    "field": self.model._meta.get_field(self.field).verbose_name,
                    "kind": self.model._meta.verbose_name,
                }
            )
        return found[0]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return None if value is None else getattr(value, self.field)


def _value_at(row: Any, path: str) -> Any:
    """The related row of another column (`site`), or something of it (`grid.site`)."""
    name, _dot, attribute = path.partition(".")
    related = row.get(f"@{name}")
    return getattr(related, attribute) if related is not None and attribute else related


WIDGETS: dict[type[models.Field], type[Widget]] = {
    models.BooleanField: YesNo,
    models.DateField: Day,
    models.DecimalField: Number,
    models.PositiveSmallIntegerField: Whole,
    models.PositiveIntegerField: Whole,
    models.SmallIntegerField: Signed,
    models.TimeField: Clock,
}
