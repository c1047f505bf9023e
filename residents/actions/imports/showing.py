"""A batch's findings for pages, for the command's report and for the marked workbook."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lib.masking import mask_identity_number, mask_phone
from lib.scope import Scope
from residents.actions.imports.files import content_of, words_of
from residents.enums import FindingKind
from residents.facts import SENSITIVE, mask_birth_date, mask_origin
from residents.models import ImportBatch, ImportFinding
from residents.roster import Finding, mark_workbook, sentence_of
from residents.roster.labels import label_of_field, model_field
from residents.rules import SENSITIVE_READERS, can_read_roster_file
from residents.sight import HIDDEN

# What a line says without telling of anybody's number, address, health or school.
OPEN = frozenset({"household_no", "head_name", "name", "sex", "relation_code"})
# The parts of a sentence that quote a cell or the register.
QUOTED = ("found", "register")
MASKS: dict[str, Callable[[str], str]] = {
    "phone": mask_phone,
    "id_number": mask_identity_number,
    "origin_village": mask_origin,
    "birth_date": lambda day: mask_birth_date(date.fromisoformat(day)),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as a page shows it; `old` and `new` only for a changed value."""

    sheet: str
    row: int
    column: str
    code: str
    sentence: str
    whose: str = ""
    label: str = ""
    old: str = ""
    new: str = ""
    line: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetProblems:
    """The refused rows of one sheet, as they stand in it: headings by letter, rows, sentences."""

    sheet: str
    headings: list[tuple[str, str]]
    rows: list[tuple[int, list[str], list[tuple[str, bool]]]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody may see of a batch: the cells of its file, and of the register what is
    sensitive (health, hardship, children)."""

    sees_file: bool
    sees_sensitive: bool


def reader_of(scope: Scope, batch: ImportBatch) -> Reader:
    """What the holder of this scope may see of the batch."""
    return Reader(
        sees_file=can_read_roster_file(scope, batch),
        sees_sensitive=scope.has(SENSITIVE_READERS, site_id=batch.site_id),
    )


def finding_lines(
    batch: ImportBatch, findings: Iterable[ImportFinding], reader: Reader
) -> list[Line]:
    """The findings of one page, opened and put into sentences, masked as the reader's posts say."""
    fields = batch.counts.get("fields", {})
    return [_line(f, words_of(f), reader, fields.get(f.sheet, {})) for f in findings]


def _line(
    finding: ImportFinding, words: dict[str, Any], reader: Reader, fields: dict[str, str]
) -> Line:
    place = (finding.sheet, finding.row, finding.column, finding.code)
    if finding.kind == FindingKind.CHANGED:
        return _changed(place, words, reader)
    cells = words.get("line", {})
    if not reader.sees_file:
        words = words | {name: HIDDEN for name in QUOTED if words.get(name)}
        cells = {
            letter: text if fields.get(letter) in OPEN or not text else HIDDEN
            for letter, text in cells.items()
        }
    return Line(*place, sentence_of(finding.code, words), line=cells)


def _changed(place: tuple[str, int, str, str], words: dict[str, Any], reader: Reader) -> Line:
    """What the register holds masked is masked here; what the file says, its sender has seen."""
    name, old, new = words["field"], words["old"], words["new"]
    guarded = name in SENSITIVE or (words.get("of_child") and name not in OPEN)
    if guarded and not reader.sees_sensitive:
        old, new = (HIDDEN if value else "—" for value in (old, new))
    else:
        old = _masked(name, old)
        new = _shown(name, new) if reader.sees_file else _masked(name, new)
    return Line(
        *place, sentence="", whose=words["whose"], label=label_of_field(name), old=old, new=new
    )


def _masked(name: str, value: Any) -> str:
    mask = MASKS.get(name)
    return mask(str(value)) if mask and value else _shown(name, value)


def problems_by_sheet(batch: ImportBatch, lines: Iterable[Line]) -> list[SheetProblems]:
    """Refused rows in the layout of their sheets: (row, sentences, cells with "is faulty")."""
    found: dict[str, dict[int, list[Line]]] = {}
    for line in lines:
        found.setdefault(line.sheet, {}).setdefault(line.row, []).append(line)
    problems = []
    for sheet, rows in found.items():
        headings = sorted(
            batch.counts.get("headings", {}).get(sheet, {}).items(), key=lambda h: (len(h[0]), h[0])
        )
        shown = []
        for number, row in rows.items():
            faulty = {line.column for line in row}
            cells = [(row[0].line.get(letter, ""), letter in faulty) for letter, _text in headings]
            shown.append((number, [line.sentence for line in row], cells))
        problems.append(SheetProblems(sheet, headings, shown))
    return problems


def _shown(name: str, value: Any) -> str:
    """Codes as labels, yes and no as words, an empty value as a dash."""
    if value in (None, ""):
        return "—"
    field = model_field(name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(field.flatchoices).get(value, value)) if field is not None else str(value)


def finding_report(batch: ImportBatch, kind: FindingKind) -> list[dict[str, Any]]:
    """Findings of one kind in JSON's types."""
    return [
        {
            "sheet": finding.sheet,
            "row": finding.row,
            "column": finding.column,
            "code": finding.code,
            "message": sentence_of(finding.code, words_of(finding)),
        }
        for finding in batch.findings.filter(kind=kind).order_by("position")
    ]


def marked_workbook(batch: ImportBatch) -> bytes:
    """The uploaded file with its refused cells marked."""
    refused = batch.findings.filter(kind=FindingKind.REFUSED).order_by("position")
    findings = [Finding(f.kind, f.code, f.sheet, f.row, f.column, words_of(f)) for f in refused]
    return mark_workbook(content_of(batch), batch.file_name, findings)
