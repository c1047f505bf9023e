"""What the cells of every ledger say: days, words of a list, free text."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from lib.dates import NotADate, read_date
from services.ledgers.days import LedgerDays
from services.ledgers.rows import Entry, LedgerRow

_NUMBER = re.compile(r"(\d{1,5})\s*[人名户]?")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")


def day_of(entry: Entry, name: str, days: LedgerDays) -> date | None:
    """The day in a cell; None where it is missing, wrong or none of `days`, with a fault."""
    row = entry.row
    if not row.text(name):
        entry.refuse(name, _("The day is missing. Write it like 2025-03-12."))
        return None
    day = _read_day(row, name)
    if day is None:
        entry.refuse(
            name,
            _("“%(found)s” is no date that can be. Write it like 2019-12-15 or 2019年12月15日.")
            % {"found": row.text(name)[:40]},
        )
    elif fault := days.fault(day):
        entry.refuse(name, fault)
        return None
    return day


def _read_day(row: LedgerRow, name: str) -> date | None:
    try:
        match = _MONTH_AND_DAY.fullmatch(row.text(name))
        if match and row.year and isinstance(row.cells[name], str):
            return date(row.year, int(match[1]), int(match[2]))
        return read_date(row.cells[name])
    except (NotADate, ValueError):
        return None


def text_of(entry: Entry, name: str, most: int) -> str:
    """The text of a cell; a longer one is a fault."""
    text = entry.row.text(name)
    if len(text) > most:
        entry.refuse(
            name,
            _("The text has %(length)s characters, %(limit)s are expected at most. Shorten it.")
            % {"length": len(text), "limit": most},
        )
        return ""
    return text


def code_of(entry: Entry, name: str, words: Mapping[str, str], labels: Mapping[str, object]) -> str:
    """The code of a cell's word: a label in either language, or one of `words`; "" where empty."""
    text = entry.row.text(name)
    if not text:
        return ""
    known = {str(label).casefold(): code for code, label in labels.items()}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            known |= {str(label).casefold(): code for code, label in labels.items()}
    code = known.get(text.casefold()) or words.get(text)
    if code is None:
        shown = "、".join(str(label) for label in labels.values())
        entry.refuse(
            name,
            _(
                "“%(found)s” is not known in this column. Write one of: %(words)s; or leave the "
                "cell empty."
            )
            % {"found": text[:40], "words": shown},
        )
        return ""
    return code


def number_of(entry: Entry, name: str) -> int | None:
    """A whole number, its unit left out; None where empty or wrong, then with a fault."""
    text = entry.row.text(name)
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        entry.refuse(
            name,
            _("“%(found)s” is no number of people. Write digits only, such as 36.")
            % {"found": text[:40]},
        )
        return None
    return int(found[1])
