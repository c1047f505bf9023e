"""A batch's findings for pages, for the command's report and for the marked workbook."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from residents.actions.imports.files import content_of, words_of
from residents.enums import FindingKind
from residents.facts import SENSITIVE
from residents.models import ImportBatch, ImportFinding
from residents.roster import Finding, mark_workbook, sentence_of
from residents.roster.labels import label_of_field, model_field
from residents.sight import HIDDEN


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


def finding_lines(findings: Iterable[ImportFinding], *, sees_sensitive: bool) -> list[Line]:
    """The findings of one page, opened and put into sentences.

    What the register knows of health and hardship is hidden from whoever may not see it there.
    """
    return [_line(finding, words_of(finding), sees_sensitive) for finding in findings]


def _line(finding: ImportFinding, words: dict[str, Any], sees_sensitive: bool) -> Line:
    place = (finding.sheet, finding.row, finding.column, finding.code)
    if finding.kind != FindingKind.CHANGED:
        return Line(*place, sentence_of(finding.code, words), line=words.get("line", {}))
    name = words["field"]
    is_open = sees_sensitive or name not in SENSITIVE
    return Line(
        *place,
        sentence="",
        whose=words["whose"],
        label=label_of_field(name),
        old=_shown(name, words["old"]) if is_open else HIDDEN,
        new=_shown(name, words["new"]) if is_open else HIDDEN,
    )


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
