"""What a roster would change: new, changed and unchanged rows, and what must be refused.

A roster adds and updates. It never removes a person who is absent from it, nor changes a
household's head or dwelling in silence: such differences become warnings.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lib.encryption import blind_index
from lib.scope import Scope
from residents.actions.imports.plans import HouseholdPlan, PersonPlan, Plan
from residents.actions.imports.register import (
    KnownHousehold,
    KnownPerson,
    Register,
)
from residents.enums import FindingCode, FindingKind
from residents.roster import Finding, Roster, RosterHousehold, RosterPerson
from residents.rules import IMPORTERS

HEAD = "02"


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
        rows: list[Any] = [household.row, *(member.row for member in household.members)]
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
            ended = known.values["ended_on"]
            if ended is not None and ended <= self.on:
                self.refuse(
                    FindingCode.HOUSEHOLD_MISSING, row, "household_no", found=row.no, ended=ended
                )
        self.dwelling(plan)
        plan.members = [self.person(plan, person) for person in row.members]
        if known is not None:
            self.head(plan, known)
        else:
            self.split(plan)
        self.plan.households.append(plan)

    def split(self, plan: HouseholdPlan) -> None:
        """Members of one household that the file has under a number of their own."""
        known = [member.known for member in plan.members if member.known]
        origins = {(person.site_id, person.household_id) for person in known}
        (site_id, household_id) = origins.pop() if len(origins) == 1 else (None, None)
        origin = self.register.households.get(known[0].household_no) if household_id else None
        if origin is None or site_id != self.register.site.pk or len(known) != len(plan.members):
            return
        if len(known) >= len(origin.members):
            return
        head = next((m.known.id for m in plan.members if m.row.is_head and m.known), None)
        self.warn(
            FindingCode.HOUSEHOLD_SPLITS, plan.row, "household_no",
            found=plan.row.no, household=known[0].household_no, count=len(known),
            address="-".join(plan.row.address or ()),
            ids={"household": origin.id, "persons": [p.id for p in known], "person": head},
        )  # fmt: skip

    def head(self, plan: HouseholdPlan, known: KnownHousehold) -> None:
        """Where the file has another head, the register's stays, and with it the relations."""
        heads = [
            member for member in plan.members
            if member.row.is_head and (not member.known or member.known.household_id == known.id)
        ]  # fmt: skip
        if not heads or (heads[0].known and heads[0].known.id == known.head_id):
            return
        row, missing = heads[0].row, known.head_id is None
        self.warn(
            FindingCode.HEAD_DIFFERS, row, "relation_code",
            found=row.values["name"], missing=missing,
            ids={"household": known.id, "person": heads[0].known and heads[0].known.id},
        )  # fmt: skip
        for member in plan.members:
            if member.known is None and member.row.is_head:
                member.row.relation_code = ""
            member.relation_changes = False
            member.changes.pop("relation_code", None)

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
                    FindingCode.DWELLING_DIFFERS, row, "room_no", found=address, register=standing,
                    ids={"household": known.id},
                )  # fmt: skip
            return
        if dwelling_id is None:
            if not self.add_dwellings:
                self.refuse(FindingCode.DWELLING_UNKNOWN, row, "room_no", found=address)
            self.plan.new_addresses.setdefault(row.address, row.floor_area_m2)
        elif dwelling_id in self.register.occupied:
            holder = self.register.occupied[dwelling_id]
            self.refuse(FindingCode.DWELLING_OCCUPIED, row, "room_no", found=address, other=holder)
        plan.moves_into = row.address

    def person(self, plan: HouseholdPlan, row: RosterPerson) -> PersonPlan:
        known = self.match(plan.known, row)
        if known is None:
            return PersonPlan(row, None)
        self.seen_persons.add(known.id)
        is_elsewhere = known.household_no != row.household_no or known.household_id is None
        if is_elsewhere or known.site_id != self.register.site.pk:
            where = self.name_of_elsewhere(known)
            left = known.left_on if where else None
            words: dict[str, Any] = {"found": row.id_number, "other": where, "left": left}
            if where and known.site_id == self.register.site.pk and plan.known is not None:
                words["ids"] = {"household": plan.known.id, "person": known.id}
                words["relation"] = row.relation_code
            self.refuse(FindingCode.ID_IN_OTHER_HOUSEHOLD, row, "id_number", **words)
            return PersonPlan(row, known)
        member = PersonPlan(row, known, _changes(row.values, known.values))
        if row.id_index is not None and known.values["id_number_index"] is None:
            member.changes["id_number"] = ("", row.id_number)
        head_id = plan.known.head_id if plan.known else None
        if row.relation_code not in ("", known.relation_code) and known.id != head_id:
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
                        FindingCode.ABSENT_IN_FILE, plan.row, "", found=name, household=plan.row.no,
                        ids={"household": plan.known.id, "person": person_id},
                    )  # fmt: skip
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
                        {"found": address, "household": number, "ids": {"household": household.id}},
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
