"""What a roster would change: new, changed and unchanged rows, and what must be refused.

A roster adds and updates. It never removes a person who is absent from it, nor changes a
household's head or dwelling in silence: such differences become warnings.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lib.encryption import blind_index
from lib.scope import Scope
from residents.actions.imports.register import (
    Address,
    KnownHousehold,
    KnownPerson,
    Register,
)
from residents.enums import FindingCode, FindingKind
from residents.roster import Finding, Roster, RosterHousehold, RosterPerson
from residents.rules import IMPORTERS

HEAD = "02"


@dataclass(slots=True)
class FieldChange:
    """One changed value, for the preview: whose, where in the file, which field, old and new."""

    whose: str
    sheet: str
    row: int
    column: str
    field: str
    old: Any
    new: Any


@dataclass(slots=True)
class PersonPlan:
    """One row of the file against the register; `known` is None for a new person."""

    row: RosterPerson
    known: KnownPerson | None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    relation_changes: bool = False


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
                for name, (old, new) in member.changes.items():
                    yield _field_change(member.row.values["name"], member.row, name, old, new)


def _is_new(member: PersonPlan) -> bool:
    return member.known is None


def _is_changed(member: PersonPlan) -> bool:
    return bool(member.changes) or member.relation_changes


def _field_change(whose: str, row: Any, name: str, old: Any, new: Any) -> FieldChange:
    return FieldChange(whose, row.sheet, row.row, row.columns.get(name, ""), name, old, new)


def compare(
    roster: Roster,
    register: Register,
    *,
    add_dwellings: bool,
    on: date,
    name_of_elsewhere: Callable[[KnownPerson], str],
) -> Plan:
    """Holds a checked roster against the register; no SQL of its own.

    `name_of_elsewhere` says where a person of another household stands, or "" where the clerk may
    not know (then the sentence names nothing).
    """
    plan = Plan(findings=list(roster.findings))
    comparison = _Comparison(register, plan, add_dwellings, on, name_of_elsewhere)
    for row in roster.households:
        comparison.household(row)
    comparison.absent()
    refused = {(f.sheet, f.row) for f in plan.refused}
    for household in plan.households:
        rows = [household.row, *(member.row for member in household.members)]
        household.faulty = household.row.faulty or any((r.sheet, r.row) in refused for r in rows)
    plan.findings.sort(key=lambda finding: (finding.sheet, finding.row))
    return plan


def elsewhere_within(scope: Scope) -> Callable[[KnownPerson], str]:
    """Names the household that a person stands in, where the clerk may read that site."""
    area = scope.only(IMPORTERS).area

    def name_of(person: KnownPerson) -> str:
        return person.household_no if area.county or person.site_id in area.sites else ""

    return name_of


@dataclass
class _Comparison:
    """The state of one comparison."""

    register: Register
    plan: Plan
    add_dwellings: bool
    on: date
    name_of_elsewhere: Callable[[KnownPerson], str]
    seen_persons: set[int] = field(default_factory=set)

    def find(self, kind: str, code: str, row: Any, name: str, **words: object) -> None:
        self.plan.findings.append(
            Finding(kind, code, row.sheet, row.row, row.columns.get(name, ""), words)
        )

    def refuse(self, code: str, row: Any, name: str, **words: object) -> None:
        self.find(FindingKind.REFUSED, code, row, name, **words)

    def warn(self, code: str, row: Any, name: str, **words: object) -> None:
        self.find(FindingKind.WARNING, code, row, name, **words)

    def household(self, row: RosterHousehold) -> None:
        known = self.register.households.get(row.no)
        plan = HouseholdPlan(row, known)
        if known is not None:
            plan.changes = _changes(row.values, known.values)
        self.dwelling(plan)
        for person in row.members:
            member = self.person(plan, person)
            if member is not None:
                plan.members.append(member)
        self.plan.households.append(plan)

    def dwelling(self, plan: HouseholdPlan) -> None:
        row, known = plan.row, plan.known
        if row.address is None:
            return
        dwelling_id = self.register.dwellings.get(row.address)
        address = "-".join(row.address)
        if known is not None and known.dwelling_id is not None:
            if dwelling_id != known.dwelling_id:
                standing = self.register.address_of(known.dwelling_id)
                self.warn(
                    FindingCode.DWELLING_DIFFERS, row, "room_no", found=address, register=standing
                )
            return
        if dwelling_id is None:
            if not self.add_dwellings:
                self.refuse(FindingCode.DWELLING_UNKNOWN, row, "room_no", found=address)
            self.plan.new_addresses.setdefault(row.address, row.floor_area_m2)
        elif dwelling_id in self.register.occupied:
            holder = self.register.occupied[dwelling_id]
            self.refuse(FindingCode.DWELLING_OCCUPIED, row, "room_no", found=address, other=holder)
        plan.moves_into = row.address

    def person(self, plan: HouseholdPlan, row: RosterPerson) -> PersonPlan | None:
        known = self.match(plan.known, row)
        if known is None:
            return PersonPlan(row, None)
        self.seen_persons.add(known.id)
        if known.household_no != row.household_no or known.site_id != self.register.site.pk:
            where = self.name_of_elsewhere(known)
            words = {"found": row.id_number, "other": where}
            self.refuse(FindingCode.ID_IN_OTHER_HOUSEHOLD, row, "id_number", **words)
            return PersonPlan(row, known)
        member = PersonPlan(row, known, _changes(row.values, known.values))
        if row.id_index is not None and known.values["id_number_index"] is None:
            member.changes["id_number"] = ("", row.id_number)
        head_id = plan.known.head_id if plan.known else None
        if row.is_head and known.id != head_id:
            self.warn(FindingCode.HEAD_DIFFERS, row, "relation_code", found=row.values["name"])
        elif (
            row.relation_code not in ("", known.relation_code)
            and not row.is_head
            and known.id != head_id
        ):
            member.relation_changes = True
            member.changes["relation_code"] = (known.relation_code, row.relation_code)
        return member

    def match(self, household: KnownHousehold | None, row: RosterPerson) -> KnownPerson | None:
        """By identity number; without one in the register by household, name and birth date."""
        if row.id_index is not None:
            known = self.register.by_id_index.get(row.id_index)
            if known is not None:
                return known
        if household is None or row.values.get("birth_date") is None:
            return None
        for person_id in household.members:
            person = self.register.persons[person_id]
            same = (
                person.values["name"] == row.values["name"]
                and person.values["birth_date"] == row.values["birth_date"]
            )
            numbered = person.values["id_number_index"] is not None
            if same and not (numbered and row.id_index is not None):
                return person
        return None

    def absent(self) -> None:
        """Members of the file's households, and households of its buildings, that it lacks."""
        listed = {plan.row.no for plan in self.plan.households}
        for plan in self.plan.households:
            if plan.known is None:
                continue
            for person_id in plan.known.members:
                if person_id not in self.seen_persons:
                    name = self.register.persons[person_id].values["name"]
                    self.warn(
                        FindingCode.ABSENT_IN_FILE, plan.row, "", found=name, household=plan.row.no
                    )
        buildings = {plan.row.address[0] for plan in self.plan.households if plan.row.address}
        at = {self.register.dwellings[a]: a for a in self.register.dwellings if a[0] in buildings}
        last = self.plan.households[-1].row if self.plan.households else None
        for number, household in self.register.households.items():
            if number not in listed and household.dwelling_id in at and last is not None:
                address = "-".join(at[household.dwelling_id])
                self.plan.findings.append(
                    Finding(
                        FindingKind.WARNING,
                        FindingCode.ABSENT_IN_FILE,
                        last.sheet,
                        0,
                        "",
                        {"found": address, "household": number},
                    )
                )


def _changes(new: dict[str, Any], old: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Fields that the file fills and the register has otherwise; an empty cell changes nothing."""
    return {
        name: (old[name], value)
        for name, value in new.items()
        if value not in (None, "") and name in old and old[name] != value
    }


def id_index_of(number: str) -> bytes | None:
    """The blind index of a checked number; None for a missing one, which never matches."""
    return blind_index(number) if number else None
