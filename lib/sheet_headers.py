"""Finding the headings of a sheet, and which column holds which field, by a vocabulary.

Rosters, ledgers and whatever else offices keep in Excel are read so; what the words mean is the
vocabulary's, where they stand is found here: below titles, over one to three rows, merged or not.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lib.spreadsheets import Merge, cell_text, column_letter

# A column that is known and not read.
IGNORED = "ignored"
HEADER_ROWS_SEARCHED = 40
_NOISE = re.compile(r"[\s*＊:：、,，.。/／()（）\[\]【】]|[(（].*?[)）]")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")

Texts = dict[int, tuple[str, str]]  # column to its own heading and that of its group


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What headings mean, compared without spaces, signs and brackets.

    `field_of` maps a heading to its field; `special(own, group)` is asked first. `ambiguous` names
    the fields that a heading may mean; one is struck out where another column holds it or, as
    `covered(field, taken)` says, holds it in finer columns; a field of `sure` is not asked about
    where it or nothing is meant. `groups` stand over several columns. Below `fewest` known headings
    a line is no header.
    """

    field_of: Mapping[str, str]
    groups: frozenset[str] = frozenset()
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()
    fewest: int = 3
    special: Callable[[str, str], str | None] = lambda own, group: None
    covered: Callable[[str, set[str]], bool] = lambda field, taken: False

    def knows(self, text: str) -> bool:
        return text in self.field_of or text in self.groups or text in self.ambiguous

    def meant(self, own: str, group: str) -> str | None:
        return self.special(own, group) or self.field_of.get(own)


@dataclass(slots=True)
class Question:
    """A heading that can be read in several ways; `candidates` are names of fields."""

    column: str
    header: str
    candidates: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The question in JSON's types."""
        return {
            "column": self.column,
            "header": self.header,
            "candidates": list(self.candidates),
        }


@dataclass(slots=True)
class Header:
    """Where a table starts (index of its first data row) and its columns: index to field.

    `places` gives a field's columns from left to right; `scales` what its numbers are multiplied
    by, where the heading says another unit than ours (万元, 亩).
    """

    first_row: int
    columns: dict[int, str]
    texts: dict[int, str]
    places: dict[str, list[int]]
    scales: dict[str, Decimal] = field(default_factory=dict)

    def letters(self) -> dict[str, str]:
        """Field to column letter."""
        return {field: column_letter(columns[0]) for field, columns in self.places.items()}


def plain(cell: Any) -> str:
    """A heading without spaces, signs and what stands in brackets."""
    return _NOISE.sub("", _BRACKETS.sub("", cell_text(cell)))


def find_header(
    rows: list[list[Any]],
    merges: list[Merge],
    words: Vocabulary,
    *,
    choices: Mapping[str, str] | None = None,
    refine: Callable[[dict[int, str], Texts], dict[int, str]] = lambda columns, texts: columns,
) -> tuple[Header | None, list[Question]]:
    """The header of a sheet, None where it has none, and what has to be asked about it.

    `choices` are answers of before (heading to field); `refine` has the last word on the columns.
    """
    best, best_score = -1, words.fewest - 1
    for index, row in enumerate(rows[:HEADER_ROWS_SEARCHED]):
        known = {words.field_of[text] for cell in row if (text := plain(cell)) in words.field_of}
        score = len(known - {IGNORED})
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        return None, []
    texts, first_row = _texts(rows, merges, best, words)
    columns, questions = _read(texts, choices or {}, words)
    columns = refine(columns, texts)
    places: dict[str, list[int]] = {}
    for index in sorted(columns):
        places.setdefault(columns[index], []).append(index)
    labels = {index: own for index, (own, _group) in texts.items()}
    return Header(first_row, columns, labels, places), questions


def _texts(
    rows: list[list[Any]], merges: list[Merge], best: int, words: Vocabulary
) -> tuple[Texts, int]:
    """Column to (own heading, heading of its group), for headers of one to three rows."""
    width = max(len(row) for row in rows[max(best - 2, 0) : best + 2])
    main = _spread(rows, merges, best, width, words, whole=False)
    above = _spread(rows, merges, best - 1, width, words) if best else [""] * width
    if not any(words.knows(text) for text in above):
        above = [""] * width
    top = _spread(rows, merges, best - 2, width, words) if best > 1 and any(above) else [""] * width
    below = [plain(cell) for cell in rows[best + 1]] if best + 1 < len(rows) else []
    known = [text for text in below if text]
    is_second = bool(known) and all(
        text in words.field_of or text in words.ambiguous for text in known
    )
    texts: Texts = {}
    if is_second:
        group = _spread(rows, merges, best, width, words)
        below += [""] * (width - len(below))
        for index, own in enumerate(below):
            texts[index] = (own, group[index]) if own else (main[index] or above[index], "")
    else:
        for index, own in enumerate(main):
            higher = above[index] or (top[index] if top[index] in words.field_of else "")
            texts[index] = (own, higher) if own else (higher, "")
    return {i: pair for i, pair in texts.items() if pair[0]}, best + (2 if is_second else 1)


def _spread(
    rows: list[list[Any]],
    merges: list[Merge],
    index: int,
    width: int,
    words: Vocabulary,
    *,
    whole: bool = True,
) -> list[str]:
    """A row of headings, each spread over the cells that it is merged over; downwards only where
    not `whole`.
    """
    row = [plain(cell) for cell in rows[index]]
    row += [""] * (width - len(row))
    for top, left, bottom, right in merges:
        if top <= index <= bottom and left < width and (whole or top < index):
            text = plain(rows[top][left]) if left < len(rows[top]) else ""
            if right - left > 3 and not (text in words.groups or text in words.field_of):
                continue  # a title
            for column in range(left, min(right + 1, width) if whole else left + 1):
                row[column] = row[column] or text
    return row


def _read(
    texts: Texts, choices: Mapping[str, str], words: Vocabulary
) -> tuple[dict[int, str], list[Question]]:
    columns: dict[int, str] = {}
    fields = {IGNORED, *words.field_of.values()}
    for index, (own, group) in texts.items():
        chosen = choices.get(own)
        field = chosen if chosen in fields else words.meant(own, group)
        if field:
            columns[index] = field
    taken = set(columns.values())
    questions = []
    for index, (own, _group) in texts.items():
        if index in columns or own not in words.ambiguous:
            continue
        left = [f for f in words.ambiguous[own] if f not in taken and not words.covered(f, taken)]
        if len(left) == 1 or (left[1:] == [IGNORED] and left[0] in words.sure):
            columns[index] = left[0]
            taken.add(left[0])
        elif left:
            candidates = tuple(dict.fromkeys((*left, IGNORED)))
            questions.append(Question(column_letter(index), own, candidates))
    return {i: f for i, f in columns.items() if f != IGNORED}, questions
