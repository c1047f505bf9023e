"""Lists of daily work that come in by sheet: each row is one form, and all are stored or none.

An app registers an `Intake` from AppConfig.ready; its headings are those of the list's export, so
that what was taken out comes back corrected.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lib.scope import Scope
from lib.spreadsheets import UnreadableFile, cell_text, read_workbook

HEADER_ROWS_SEARCHED = 20
MOST_ROWS = 500
LANGUAGES = ("zh-hans", "en")
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")


@dataclass(frozen=True, slots=True)
class Intake:
    """A list that can be taken in.

    `headings` maps the fields of the form to their columns, `needed` names those that must be
    there. `form(cells, scope)` is the bound form of one row; `store(actor, form)` stores it and
    says whether anything changed; it raises ValidationError. `back` names the list's page.
    """

    code: str
    label: str | Promise
    allowed: Callable[[Scope], bool]
    headings: dict[str, str | Promise]
    needed: tuple[str, ...]
    form: Callable[[dict[str, Any], Scope], forms.Form]
    store: Callable[[Any, forms.Form], bool]
    back: str


_intakes: dict[str, Intake] = {}


def register_intake(intake: Intake) -> None:
    """Adds a list; called from AppConfig.ready."""
    _intakes[intake.code] = intake


def intake_of(code: str) -> Intake | None:
    """The list with this code, or None."""
    return _intakes.get(code)


def read_rows(content: bytes, filename: str, intake: Intake) -> list[tuple[int, dict[str, str]]]:
    """The rows of the first sheet as (row number, field to text), headings in either language.

    Lines that fill one cell alone are no rows: titles and the foot of an export. Raises
    UnreadableFile with a sentence where columns are missing or the sheet is too long.
    """
    sheets = read_workbook(content, filename).sheets
    rows = sheets[0].rows if sheets else []
    columns, first = _columns(rows, intake)
    found = []
    for number, row in enumerate(rows[first:], start=first + 1):
        cells = {
            name: cell_text(row[place]) if place < len(row) else ""
            for name, place in columns.items()
        }
        if sum(bool(text) for text in cells.values()) > 1 or (len(columns) == 1 and any(cells)):
            found.append((number, cells))
    if len(found) > MOST_ROWS:
        raise UnreadableFile(
            _("The list has more than %(limit)s rows. Split it.") % {"limit": MOST_ROWS}
        )
    if not found:
        raise UnreadableFile(_("There are no rows below the headings. Fill in at least one."))
    return found


def _columns(rows: Sequence[list[Any]], intake: Intake) -> tuple[dict[str, int], int]:
    """Field to place of its column, and the index of the first row below the headings."""
    known = dict(_spellings(intake))
    best: dict[str, int] = {}
    for index, row in enumerate(rows[:HEADER_ROWS_SEARCHED]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            if name := known.get(_plain(cell_text(cell))):
                columns.setdefault(name, place)
        if all(name in columns for name in intake.needed):
            return columns, index + 1
        best = max(best, columns, key=len)
    missing = [str(intake.headings[name]) for name in intake.needed if name not in best]
    raise UnreadableFile(
        _("These columns were not found: %(columns)s. Take the empty sheet and fill it in.")
        % {"columns": _(", ").join(missing)}
    )


def _spellings(intake: Intake) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        with translation.override(language):
            yield from ((_plain(str(text)), name) for name, text in intake.headings.items())


def _plain(text: str) -> str:
    """A heading without what is said in brackets: 推荐单位（人） is 推荐单位."""
    return _BRACKETS.sub("", text).strip(" *").casefold()


def typed_into(form_class: type[forms.Form], cells: dict[str, str], **more: Any) -> forms.Form:
    """A bound form from the words of a row: choices and rows may be given as people write them.

    A column that the sheet does not have leaves its field as it starts or is stored.
    """
    empty = form_class(**more)
    data = {
        name: empty.get_initial_for_field(field, name)
        if name not in cells
        else _value(field, cells[name])
        for name, field in empty.fields.items()
    }
    return form_class(data, **more)


def _value(field: forms.Field, text: str) -> Any:
    if isinstance(field, forms.ModelChoiceField):
        key = field.to_field_name or "pk"
        for row in field.queryset or ():
            words = (getattr(row, "code", None), getattr(row, "name", None), str(row))
            if text and text in words:
                return getattr(row, key)
        # What is not on offer stays as it was typed, so that the form says so.
        return f"? {text}" if text else ""
    if isinstance(field, forms.ChoiceField):
        for language in LANGUAGES:
            with translation.override(language):
                for value, label in list(field.choices):  # type: ignore[arg-type]
                    if text == str(label):
                        return value
    return text


def sentences(form: forms.Form) -> str:
    """What is wrong with one row: each field's name and what its form says."""
    found = []
    for name, errors in form.errors.items():
        label = str(form.fields[name].label or name) if name in form.fields else ""
        said = " ".join(str(error) for error in errors)
        found.append(_("%(label)s: %(said)s") % {"label": label, "said": said} if label else said)
    return " ".join(found)
