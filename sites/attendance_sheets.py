"""The month's attendance of first secretaries and work teams as a sheet, out and in (R29)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lib.exports import Sheet
from lib.periods import Period, today
from lib.spreadsheets import UnreadableFile, cell_text, read_workbook
from sites.enums import AttendanceState
from sites.models import Posting
from sites.secondment import AttendanceLine, attendance_lines, days_of, holds_on

HEADER_ROWS_SEARCHED = 20
# What offices put into a cell besides our own marks and words.
USUAL = {
    "✓": AttendanceState.PRESENT,
    "✔": AttendanceState.PRESENT,
    "出勤": AttendanceState.PRESENT,
    "请假": AttendanceState.LEAVE,
    "x": AttendanceState.ABSENT,
    "旷工": AttendanceState.ABSENT,
}
_DAY_HEADING = re.compile(r"(\d{1,2})日?")


def mark_of(state: str | None) -> str:
    """The sign of a state on a sheet; "" for nothing written."""
    return {
        AttendanceState.PRESENT.value: pgettext("attendance mark", "P"),
        AttendanceState.MEETING.value: pgettext("attendance mark", "M"),
        AttendanceState.TRAINING.value: pgettext("attendance mark", "T"),
        AttendanceState.LEAVE.value: pgettext("attendance mark", "L"),
        AttendanceState.ABSENT.value: pgettext("attendance mark", "A"),
    }.get(state or "", "")


def legend() -> list[tuple[str, str]]:
    """Each mark with what it means."""
    return [(mark_of(state.value), str(state.label)) for state in AttendanceState]


def attendance_sheet(postings: Iterable[Posting], month: Period) -> Sheet:
    """Cadres × days with their marks; goes in again by `read_attendance`."""
    days = days_of(month)
    lines = attendance_lines(postings, month)
    return Sheet(
        title=_("Attendance %(month)s") % {"month": f"{month.first:%Y-%m}"},
        filter_text="; ".join(f"{mark} {label}" for mark, label in legend()),
        header=[
            _("user name"),
            _("holder"),
            _("post"),
            _("resettlement site"),
            *(str(day.day) for day in days),
        ],
        rows=(_cells(line) for line in lines),
    )


def _cells(line: AttendanceLine) -> list[Any]:
    posting = line.posting
    return [
        posting.holder.username,
        posting.holder.name,
        posting.get_post_display(),
        posting.site.name if posting.site else "",
        *(mark_of(state) for _day, state in line.days),
    ]


@dataclass(slots=True)
class SheetRead:
    """What a sheet says: each posting with its days, and a sentence for each wrong row."""

    states: list[tuple[Posting, dict[date, str]]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def read_attendance(
    content: bytes, filename: str, *, postings: Iterable[Posting], month: Period
) -> SheetRead:
    """Reads the first sheet: a row a cadre, a column a day of the month; empty cells say nothing.

    Cadres are looked for among `postings` alone. Raises UnreadableFile with a sentence.
    """
    sheets = read_workbook(content, filename).sheets
    rows = sheets[0].rows if sheets else []
    who, columns, first = _columns(rows, month)
    known: dict[str, list[Posting]] = {}
    for posting in postings:
        for word in {posting.holder.username, posting.holder.name}:
            known.setdefault(word, []).append(posting)
    words = _words()
    found = SheetRead()
    for number, row in enumerate(rows[first:], start=first + 1):
        cells = [cell_text(cell) for cell in row]
        names = [cells[place] for place in who if place < len(cells) and cells[place]]
        marks = {
            day: cells[place]
            for place, day in columns.items()
            if place < len(cells) and cells[place]
        }
        if not names or not marks:
            continue
        try:
            found.states += _row(names, marks, known, words)
        except ValueError as error:
            found.faults.append((number, str(error)))
    return found


def _columns(rows: list[list[Any]], month: Period) -> tuple[list[int], dict[int, date], int]:
    """Places of the columns that say who, place to day, and the index of the first row below."""
    headings = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            headings |= {_("user name"), _("holder"), _("name")}
    days = {day.day: day for day in days_of(month)}
    for index, row in enumerate(rows[:HEADER_ROWS_SEARCHED]):
        texts = [cell_text(cell) for cell in row]
        who = [place for place, text in enumerate(texts) if text in headings]
        columns = {
            place: days[int(match[1])]
            for place, text in enumerate(texts)
            if (match := _DAY_HEADING.fullmatch(text)) and int(match[1]) in days
        }
        if who and columns:
            return who, columns, index + 1
    raise UnreadableFile(
        _(
            "A row of headings with “%(holder)s” and the days 1 to %(last)s was not found. Export "
            "the sheet, fill it in and choose it again."
        )
        % {"holder": _("holder"), "last": month.last.day}
    )


def _words() -> dict[str, str]:
    """Every mark and word of a state, in both languages."""
    words: dict[str, str] = {text: state.value for text, state in USUAL.items()}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for state in AttendanceState:
                words |= {
                    mark_of(state.value).casefold(): state.value,
                    str(state.label).casefold(): state.value,
                }
    return words


def _row(
    names: list[str],
    marks: dict[date, str],
    known: dict[str, list[Posting]],
    words: dict[str, str],
) -> list[tuple[Posting, dict[date, str]]]:
    """Each posting of the cadre with its days. Raises ValueError with a sentence."""
    postings = next((known[name] for name in names if name in known), None)
    if postings is None:
        raise ValueError(
            _("“%(name)s” was no first secretary or team member here in this month.")
            % {"name": names[0][:30]}
        )
    if len({posting.holder_id for posting in postings}) > 1:
        raise ValueError(
            _("Several colleagues are called “%(name)s”. Type the user name.")
            % {"name": names[0][:30]}
        )
    found: dict[Posting, dict[date, str]] = {}
    for day, mark in marks.items():
        state = words.get(mark.casefold())
        if state is None:
            raise ValueError(
                _("%(day)s: “%(mark)s” is no mark of the sheet. Use one of: %(marks)s.")
                % {
                    "day": day,
                    "mark": mark[:20],
                    "marks": ", ".join(f"{sign} {label}" for sign, label in legend()),
                }
            )
        posting = next((row for row in postings if holds_on(row, day)), None)
        if posting is None or day > today():
            raise ValueError(
                _("%(day)s: the post was not held on this day, or it is still to come.")
                % {"day": day}
            )
        found.setdefault(posting, {})[day] = state
    return list(found.items())
