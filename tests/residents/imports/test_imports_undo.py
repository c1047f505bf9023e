"""A stored batch is taken back, row for row, unless something was built on it."""

from datetime import date

import pytest
from django.db import connection

from residents.actions.imports import asking
from residents.enums import ImportStatus
from residents.models import Household, Membership, Occupancy, Person
from sites.models import Building, Dwelling, Stairwell
from tests.factories import make_id_number, make_person, make_site, make_site_staff
from tests.residents.imports.rosters import import_roster, member, roster

pytestmark = pytest.mark.django_db
TABLES = [
    model._meta.db_table
    for model in (Household, Person, Membership, Occupancy, Dwelling, Stairwell, Building)
] + ["residents_namegram"]
WANG = make_id_number(date(1975, 5, 1), 21)
LI = make_id_number(date(1977, 6, 2), 22)


def dump() -> dict[str, list]:
    """Every row of every table that an import fills; grams without their row number."""
    rows = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            columns = "gram, site_id, person_id" if table.endswith("gram") else "*"
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3")
            rows[table] = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                for row in cursor.fetchall()
            ]
    return rows


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def clerk(site):
    return make_site_staff(site)


def first(**cells: str) -> bytes:
    return roster(
        member("A1", "王大山", id=WANG, building="3", stairwell="2", room="501", **cells),
        member("A1", "李秀英", "配偶", id=LI),
    )


def test_a_batch_of_new_rows_leaves_nothing_behind(site, clerk):
    empty = dump()
    batch = import_roster(clerk, site, first())
    assert dump() != empty

    blockers = asking.undo_batch(actor=clerk, batch=batch)

    batch.refresh_from_db()
    assert (blockers, batch.status, batch.undone_by) == ([], ImportStatus.UNDONE, clerk)
    assert dump() == empty


def test_a_batch_of_changes_restores_what_stood_there(site, clerk):
    import_roster(clerk, site, first(phone="13912345678", work="务农"))
    before = dump()
    batch = import_roster(
        clerk,
        site,
        roster(
            member("A1", "王大山", id=WANG, phone="13800000001", work="省外务工"),
            member("A1", "李秀英", "妻", id=LI),
            member("A1", "王新", "子", born="2024-01-02"),
        ),
    )
    assert dump() != before

    asking.undo_batch(actor=clerk, batch=batch)

    assert dump() == before


@pytest.mark.django_db(transaction=True)
def test_a_later_change_forbids_the_undo_and_is_named(site, clerk):
    batch = import_roster(clerk, site, first())
    Person.objects.filter(name="王大山").update(phone="13712345678")
    before = dump()

    blockers = asking.undo_batch(actor=clerk, batch=batch)

    assert ["王大山" in blocker.what for blocker in blockers] == [True]
    assert "2" in blockers[0].why
    batch.refresh_from_db()
    assert batch.status == ImportStatus.STORED
    assert dump() == before


@pytest.mark.django_db(transaction=True)
def test_a_later_reference_forbids_the_undo(site, clerk):
    batch = import_roster(clerk, site, first())
    make_person(Household.objects.get(site=site), name="新生儿", birth_date=date(2026, 1, 1))
    before = dump()

    blockers = asking.undo_batch(actor=clerk, batch=batch)

    assert len(blockers) == 1
    assert "A1" in blockers[0].what
    assert dump() == before


def test_a_batch_is_undone_once(site, clerk):
    batch = import_roster(clerk, site, first())
    asking.undo_batch(actor=clerk, batch=batch)
    again = import_roster(clerk, site, first())

    asking.undo_batch(actor=clerk, batch=batch)

    again.refresh_from_db()
    assert again.status == ImportStatus.STORED
    assert Person.objects.count() == 2
