"""What storing a roster would do: the plan, household by household and row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lib.periods import today
from residents.actions.imports.register import Address, KnownHousehold, KnownPerson
from residents.enums import FindingKind
from residents.roster import Finding, RosterHousehold, RosterPerson
from residents.roster.checking import age
from residents.sight import CHILD_UNDER


@dataclass(slots=True)
class FieldChange:
    """One changed value, for the preview: whose, where in the file, which field, old and new.

    `of_child` marks what belongs to a child, which fewer people may see.
    """

    whose: str
    sheet: str
    row: int
    column: str
    field: str
    old: Any
    new: Any
    of_child: bool = False


@dataclass(slots=True)
class PersonPlan:
    """One row of the file against the register; `known` is None for a new person."""

    row: RosterPerson
    known: KnownPerson | None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    relation_changes: bool = False

    @property
    def stored(self) -> KnownPerson:
        """What the register holds, where the plan is not for a new person."""
        assert self.known is not None
        return self.known


@dataclass(slots=True)
class HouseholdPlan:
    """One household of the file against the register; `known` is None for a new one."""

    row: RosterHousehold
    known: KnownHousehold | None
    members: list[PersonPlan] = field(default_factory=list)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    moves_into: Address | None = None
    faulty: bool = False

    @property
    def stored(self) -> KnownHousehold:
        """What the register holds, where the plan is not for a new household."""
        assert self.known is not None
        return self.known

    @property
    def is_changed(self) -> bool:
        return bool(self.changes) or (self.known is not None and self.moves_into is not None)


@dataclass(slots=True)
class Plan:
    """What storing would do, household by household, and every finding of the file."""

    households: list[HouseholdPlan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    new_addresses: dict[Address, Any] = field(default_factory=dict)

    @property
    def refused(self) -> list[Finding]:
        return [f for f in self.findings if f.kind == FindingKind.REFUSED]

    @property
    def warnings(self) -> list[Finding]:
        return [f for f in self.findings if f.kind == FindingKind.WARNING]

    def storable(self) -> list[HouseholdPlan]:
        """The households without a fault."""
        return [household for household in self.households if not household.faulty]

    def counts(self) -> dict[str, int]:
        """Numbers for the preview; refused rows are in neither of new, changed, unchanged."""
        bad = {(f.sheet, f.row) for f in self.refused}
        persons = [
            (household, member)
            for household in self.households
            for member in household.members
            if (member.row.sheet, member.row.row) not in bad
        ]
        sound = [h for h in self.households if (h.row.sheet, h.row.row) not in bad]
        return {
            "households_new": sum(h.known is None for h in sound),
            "households_changed": sum(h.known is not None and h.is_changed for h in sound),
            "households_unchanged": sum(h.known is not None and not h.is_changed for h in sound),
            "persons_new": sum(_is_new(m) for _, m in persons),
            "persons_changed": sum(not _is_new(m) and _is_changed(m) for _, m in persons),
            "persons_unchanged": sum(not _is_new(m) and not _is_changed(m) for _, m in persons),
            "refused": len(self.refused),
            "refused_households": sum(h.faulty for h in self.households),
            "warnings": len(self.warnings),
            "proposed": sum("ids" in f.words for f in self.findings),
            "new_dwellings": len(self.new_addresses),
        }

    def field_changes(self) -> Iterable[FieldChange]:
        """Every changed value, old and new, in the order of the file."""
        for household in self.households:
            if household.faulty:
                continue
            for name, (old, new) in household.changes.items():
                yield _field_change(household.row.no, household.row, name, old, new)
            for member in household.members:
                whose, of_child = member.row.values["name"], _is_child(member)
                for name, (old, new) in member.changes.items():
                    yield _field_change(whose, member.row, name, old, new, of_child)


def _is_new(member: PersonPlan) -> bool:
    return member.known is None


def _is_changed(member: PersonPlan) -> bool:
    return bool(member.changes) or member.relation_changes


def _is_child(member: PersonPlan) -> bool:
    born = member.row.values.get("birth_date") or member.stored.values["birth_date"]
    return born is not None and age(born, today()) < CHILD_UNDER


def _field_change(
    whose: str, row: Any, name: str, old: Any, new: Any, of_child: bool = False
) -> FieldChange:
    column = row.columns.get(name, "")
    return FieldChange(whose, row.sheet, row.row, column, name, old, new, of_child)
