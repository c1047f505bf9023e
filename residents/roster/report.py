"""What `import_roster --standalone --json` says of a file read by itself."""

from typing import Any

from residents.enums import FindingKind
from residents.roster.reading import read_roster
from residents.roster.rows import Finding, Roster
from residents.roster.sentences import sentence_of


def standalone_report(content: bytes, filename: str) -> dict[str, Any]:
    """The report of a file without a register: everything is new, nothing is stored.

    Raises UnreadableFile.
    """
    roster = read_roster(content, filename)
    refused = {(f.sheet, f.row) for f in roster.findings if f.kind == FindingKind.REFUSED}
    nothing = {"changed": 0, "unchanged": 0}
    return {
        "encoding": roster.encoding,
        "rows": roster.rows,
        "read": {"households": len(roster.households), "persons": len(roster.persons)},
        "households": {"new": _sound(roster.households, refused), **nothing},
        "persons": {"new": _sound(roster.persons, refused), **nothing},
        "refused": reported(roster, FindingKind.REFUSED),
        "warnings": reported(roster, FindingKind.WARNING),
        "questions": [question.as_dict() for question in roster.questions],
        "committed": False,
    }


def _sound(rows: list[Any], refused: set[tuple[str, int]]) -> int:
    return sum((row.sheet, row.row) not in refused for row in rows)


def reported(roster: Roster, kind: FindingKind) -> list[dict[str, Any]]:
    """Findings of one kind in JSON's types."""
    return [as_report(finding) for finding in roster.findings if finding.kind == kind]


def as_report(finding: Finding) -> dict[str, Any]:
    """One finding in JSON's types."""
    return {
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "code": str(finding.code),
        "message": sentence_of(finding.code, finding.words),
    }
