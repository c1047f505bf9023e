"""Storing a compared roster: one transaction, all of it or nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lib.encryption import sealer
from lib.history import set_constraints_immediate
from lib.names import name_keys
from lib.staging import (
    copy_rows,
    insert_from_staging,
    make_staging,
    next_ids,
    update_from_staging,
)
from residents.actions.imports.housing import add_housing, occupy
from residents.actions.imports.plans import HouseholdPlan, PersonPlan, Plan
from residents.actions.imports.register import HOUSEHOLD_FIELDS, PERSON_FIELDS, Register
from residents.models import Household, Person
from residents.models.persons import ID_NUMBER_PLACE

Progress = Callable[[int], None]
HOUSEHOLD_COLUMNS = ("id", "site_id", *HOUSEHOLD_FIELDS)
PERSON_COLUMNS = ("id", "site_id", *PERSON_FIELDS)
MEMBERSHIP_COLUMNS = (
    "id", "site_id", "household_id", "person_id", "relation_code", "is_head",
    "valid_from", "valid_to",
)  # fmt: skip


def _defaults(model: Any, columns: tuple[str, ...]) -> dict[str, Any]:
    return {
        f.attname: f.get_default()
        for f in model._meta.concrete_fields
        if f.attname in columns and f.attname != "id"
    }


def store_plan(plan: Plan, register: Register, *, on: date, progress: Progress) -> None:
    """Writes what the plan says, households with a fault left out.

    `progress` is told the per cent done. The caller holds the lock of the site and the history's
    context. Raises IntegrityError where somebody else wrote against it meanwhile.
    """
    set_constraints_immediate()
    households = plan.storable()
    addresses = {h.moves_into for h in households if h.moves_into}
    new_addresses = {a: m2 for a, m2 in plan.new_addresses.items() if a in addresses}
    add_housing(register, new_addresses)
    progress(40)
    new_households = [household for household in households if household.known is None]
    ids = _insert_households(register, new_households)
    _update_households(register, [h for h in households if h.known is not None and h.changes])
    progress(55)
    joining = [(ids.get(h.row.no) or h.stored.id, h, m) for h in households for m in h.members
               if m.known is None]  # fmt: skip
    person_ids = _insert_persons(register, [member for _, _, member in joining])
    progress(80)
    _update_persons(register, [m for h in households for m in h.members if m.known and m.changes])
    _insert_memberships(register, joining, person_ids, on)
    _update_relations([m for h in households for m in h.members if m.relation_changes])
    progress(92)
    occupy(
        register, [(ids.get(h.row.no) or h.stored.id, h) for h in households if h.moves_into], on
    )
    progress(98)


def _insert_households(register: Register, plans: list[HouseholdPlan]) -> dict[str, int]:
    """Household number to new id."""
    ids = next_ids(Household._meta.db_table, len(plans))
    default = _defaults(Household, HOUSEHOLD_COLUMNS)
    rows = []
    for new_id, plan in zip(ids, plans, strict=True):
        values = (
            default | {"site_id": register.site.pk, "household_no": plan.row.no} | plan.row.values
        )
        rows.append([new_id, *(values[name] for name in HOUSEHOLD_COLUMNS[1:])])
    _insert("staged_household", Household._meta.db_table, HOUSEHOLD_COLUMNS, rows)
    return {plan.row.no: new_id for new_id, plan in zip(ids, plans, strict=True)}


def _update_households(register: Register, plans: list[HouseholdPlan]) -> None:
    columns = ("id", *HOUSEHOLD_FIELDS)
    rows = []
    for plan in plans:
        values = plan.stored.values | {name: new for name, (_, new) in plan.changes.items()}
        values["version"] += 1
        rows.append([plan.stored.id, *(values[name] for name in HOUSEHOLD_FIELDS)])
    _update("changed_household", Household._meta.db_table, columns, rows)


def _insert_persons(register: Register, members: list[PersonPlan]) -> list[int]:
    """The new persons' ids, in the order of `members`."""
    ids = next_ids(Person._meta.db_table, len(members))
    default = _defaults(Person, PERSON_COLUMNS) | {"site_id": register.site.pk}
    seal = sealer(ID_NUMBER_PLACE)
    positions = {name: i for i, name in enumerate(PERSON_COLUMNS)}
    base = [default.get(name) for name in PERSON_COLUMNS]

    def rows() -> Any:
        for new_id, member in zip(ids, members, strict=True):
            row = base.copy()
            row[0] = new_id
            for name, value in member.row.values.items():
                row[positions[name]] = value
            if member.row.id_index is not None:
                row[positions["id_number_sealed"]] = seal(member.row.id_number.encode())
                row[positions["id_number_index"]] = member.row.id_index
            keys = name_keys(member.row.values["name"])
            row[positions["name_pinyin"]], row[positions["name_initials"]] = keys
            yield row

    _insert("staged_person", Person._meta.db_table, PERSON_COLUMNS, rows())
    return ids


def _update_persons(register: Register, members: list[PersonPlan]) -> None:
    seal = sealer(ID_NUMBER_PLACE)
    rows = []
    for member in members:
        known = member.stored
        values = known.values | {
            name: new for name, (_, new) in member.changes.items() if name in known.values
        }
        if "id_number" in member.changes:
            values["id_number_sealed"] = seal(member.row.id_number.encode())
            values["id_number_index"] = member.row.id_index
        values["name_pinyin"], values["name_initials"] = name_keys(values["name"])
        values["version"] += 1
        rows.append([known.id, *(_plain(values[name]) for name in PERSON_FIELDS)])
    _update("changed_person", Person._meta.db_table, ("id", *PERSON_FIELDS), rows)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _insert_memberships(
    register: Register,
    joining: list[tuple[int, HouseholdPlan, PersonPlan]],
    person_ids: list[int],
    on: date,
) -> None:
    ids = next_ids("residents_membership", len(joining))
    site_id = register.site.pk
    rows = (
        (
            new_id, site_id, household_id, person_id, member.row.relation_code,
            member.row.is_head and household.known is None,
            first_day(household, member, on), None,
        )
        for new_id, person_id, (household_id, household, member) in zip(
            ids, person_ids, joining, strict=True
        )
    )  # fmt: skip
    _insert("staged_membership", "residents_membership", MEMBERSHIP_COLUMNS, rows)


def _update_relations(members: list[PersonPlan]) -> None:
    rows = [(m.known.membership_id, m.row.relation_code) for m in members if m.known]
    _update("changed_membership", "residents_membership", ("id", "relation_code"), rows)


def first_day(household: HouseholdPlan, member: PersonPlan | None, on: date) -> date:
    """The first day of a new household's member: move-in or birth; of a joiner: today."""
    if household.known is not None:
        return on
    moved_in = min(household.row.values.get("moved_in_on") or on, on)
    born = member.row.values.get("birth_date") if member else None
    return max(moved_in, min(born, on)) if born else moved_in


def _insert(staging: str, table: str, columns: tuple[str, ...], rows: Any) -> None:
    make_staging(staging, table, columns)
    copy_rows(staging, columns, rows)
    insert_from_staging(staging, table, columns)


def _update(staging: str, table: str, columns: tuple[str, ...], rows: list[Any]) -> None:
    if not rows:
        return
    make_staging(staging, table, columns)
    copy_rows(staging, columns, rows)
    update_from_staging(staging, table, columns)
