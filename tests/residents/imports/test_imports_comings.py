"""Rosters against a register in which families come and go, change their head, and end."""

from datetime import date, timedelta

import pytest

from residents.actions.imports.showing import finding_report
from residents.enums import FindingKind, ImportStatus
from residents.models import Household, Membership, Occupancy, Person
from tests.factories import (
    make_building,
    make_county_staff,
    make_dwelling,
    make_household,
    make_id_number,
    make_site,
    make_site_staff,
    make_stairwell,
)
from tests.residents.imports.rosters import check, import_roster, member, roster

pytestmark = pytest.mark.django_db
WANG = make_id_number(date(1975, 5, 1), 11)
LI = make_id_number(date(1977, 6, 2), 12)
LEFT = date(2024, 1, 1)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def clerk(site):
    return make_site_staff(site)


def couple() -> bytes:
    return roster(
        member("A1", "王大山", id=WANG, moved="2019-12-15"), member("A1", "李秀英", "妻", id=LI)
    )


def findings(batch, kind=FindingKind.REFUSED):
    return [(f["row"], f["code"], f["message"]) for f in finding_report(batch, kind)]


def test_a_dwelling_that_was_lived_in_before_is_moved_into_after_its_last_day(site, clerk):
    stairwell = make_stairwell(make_building(site, name="3"), name="2")
    earlier = make_household(dwelling=make_dwelling(stairwell, room_no="501"))
    Occupancy.objects.filter(household=earlier).update(valid_from=date(2019, 12, 1), valid_to=LEFT)
    content = roster(
        member("A1", "王大山", id=WANG, building="3", stairwell="2", room="501", moved="2019-12-15")
    )

    batch = import_roster(clerk, site, content)

    assert batch.status == ImportStatus.STORED
    moved_in = Occupancy.objects.get(household__household_no="A1").valid_from
    assert moved_in == LEFT + timedelta(days=1)


def test_who_left_a_household_is_told_as_such_to_whoever_may_know(site, clerk):
    import_roster(clerk, site, couple())
    Membership.objects.filter(person__name="李秀英").update(valid_to=LEFT)

    own = findings(check(clerk, site, couple()))
    elsewhere = make_site()
    stranger = findings(check(make_site_staff(elsewhere), elsewhere, couple()))
    office = findings(check(make_county_staff(), elsewhere, couple() + b"\n"))

    assert [(row, code) for row, code, _said in own] == [(3, "id_in_other_household")]
    assert "A1" in own[0][2]
    assert "2024-01-01" in own[0][2]
    assert not any("A1" in said or "2024" in said for _row, _code, said in stranger)
    assert "2024-01-01" in office[1][2]


def test_a_household_that_ended_takes_nobody_in(site, clerk):
    import_roster(clerk, site, couple())
    Household.objects.update(ended_on=LEFT)
    Membership.objects.update(valid_to=LEFT)

    batch = import_roster(clerk, site, roster(member("A1", "赵新", id=make_id_number(order=77))))

    [(row, code, said)] = findings(batch)
    assert (row, code) == (2, "household_missing")
    assert "2024-01-01" in said
    assert not Person.objects.filter(name="赵新").exists()


def test_a_new_person_named_as_head_is_told_and_the_head_stays(site, clerk):
    import_roster(clerk, site, couple())
    content = roster(
        member("A1", "赵新", id=make_id_number(order=77)),
        member("A1", "王大山", "配偶", id=WANG),
        member("A1", "李秀英", "女", id=LI),
    )

    batch = import_roster(clerk, site, content)

    assert [(r, c) for r, c, _s in findings(batch, FindingKind.WARNING)] == [(2, "head_differs")]
    relations = Membership.objects.values_list("person__name", "is_head", "relation_code")
    assert set(relations) == {
        ("王大山", True, "02"), ("李秀英", False, "12"), ("赵新", False, "")
    }  # fmt: skip


def test_a_household_without_a_head_is_told_as_such(site, clerk):
    import_roster(clerk, site, couple())
    Membership.objects.filter(person__name="王大山").update(valid_to=LEFT, is_head=False)
    content = roster(member("A1", "李秀英", id=LI))

    [(row, code, said)] = findings(check(clerk, site, content), FindingKind.WARNING)

    assert (row, code) == (2, "head_differs")
    assert "另一人" not in said
    assert not Membership.objects.filter(is_head=True, valid_to=None).exists()


def test_a_place_of_origin_that_is_too_long_is_refused(site, clerk):
    content = (
        "户编号,姓名,与户主关系,身份证号,迁出地详细地址\n" + f"A1,王大山,户主,{WANG},{'村' * 130}"
    )

    batch = import_roster(clerk, site, content.encode())

    [(row, code, said)] = findings(batch)
    assert (batch.status, row, code) == (ImportStatus.CHECKED, 2, "code_unknown")
    assert "村村" in said
