"""What a roster has otherwise than the register becomes proposed life events."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from lib.periods import today
from residents.models import Household, LifeEvent, Membership, Occupancy, Person
from tests import factories
from tests.factories import make_dwelling, make_household, make_id_number, make_person
from tests.residents.imports.rosters import check, member, roster, store

WANG, LI, SON, ZHAO, AUNT, COUSIN = (make_id_number(date(1975, 5, n), n) for n in range(11, 17))
YESTERDAY = today() - timedelta(days=1)


@pytest.fixture
def site(db):
    return factories.make_site()


@pytest.fixture
def clerk(site):
    return factories.make_site_staff(site)


@pytest.fixture
def register(site):
    """Household A1 of four in 3-2-501, B1 of two in 3-2-502, an empty 3-2-503."""
    stairwell = factories.make_stairwell(factories.make_building(site, name="3"), name="2")
    homes = [make_dwelling(stairwell, room_no=room) for room in ("501", "502")]
    make_dwelling(stairwell, room_no="503", state="vacant")
    first = make_household(dwelling=homes[0], head=None, household_no="A1")
    make_person(first, name="王大山", is_head=True, relation="02", id_number=WANG)
    make_person(first, name="李秀英", relation="10", id_number=LI)
    make_person(first, name="王小宝", relation="20", id_number=SON)
    make_person(first, name="王姑", relation="75", id_number=AUNT)
    second = make_household(dwelling=homes[1], head=None, household_no="B1")
    make_person(second, name="赵一", is_head=True, relation="02", id_number=ZHAO)
    make_person(second, name="赵二", relation="20", id_number=COUSIN)
    return first, second


@pytest.fixture
def opened(clerk):
    """Opens and sends the page of a batch: (url, context of GET, post)."""
    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")

    def open_page(batch):
        url = reverse("import_proposals", args=[batch.token])
        return client, url, client.get(url).context["form"]

    return open_page


def typed(form, *chosen, **kinds) -> dict[str, str]:
    """The ticks of these proposals, by the number of the household and the event."""
    data = {
        "on": YESTERDAY.isoformat(),
        "evidence": "走访核实",
        "token": str(form["token"].value()),
    }
    for row in form.proposals:
        key = (row.household.household_no, row.kinds[0].value)
        if row.is_open and key in chosen:
            data[f"take_{row.finding.pk}"] = "on"
            kind = kinds.get(key[0], key[1])
            data[f"kind_{row.finding.pk}"] = kind if kind in row.kinds else key[1]
    return data


def everything(site) -> bytes:
    """The aunt gone, another head, B1 in the empty flat, Zhao Er with A1, the son by himself."""
    return roster(
        member("A1", "李秀英", id=LI, building="3", stairwell="2", room="501"),
        member("A1", "王大山", "配偶", id=WANG),
        member("B1", "赵一", id=ZHAO, building="3", stairwell="2", room="503"),
        member("C9", "王小宝", id=SON),
    )


def homes() -> dict[str, str]:
    rows = Occupancy.objects.current(today()).select_related("household", "dwelling")
    return {row.household.household_no: row.dwelling.room_no for row in rows}


def people(number: str) -> dict[str, bool]:
    rows = Membership.objects.current(today()).filter(household__household_no=number)
    return dict(rows.values_list("person__name", "is_head"))


def test_every_difference_is_proposed_with_its_likeliest_event(site, clerk, register, opened):
    batch = check(clerk, site, everything(site))

    _client, _url, form = opened(batch)

    found = {(row.household.household_no, row.kinds[0].value) for row in form.proposals}
    assert found == {
        ("A1", "out"), ("A1", "head"), ("A1", "split"), ("B1", "move"), ("B1", "out"),
    }  # fmt: skip
    assert batch.counts["proposed"] == len(form.proposals) == 5
    assert all(row.is_open for row in form.proposals)


def test_chosen_ones_are_shown_first_and_then_recorded_together(site, clerk, register, opened):
    client, url, form = opened(check(clerk, site, everything(site)))
    data = typed(form, ("A1", "out"), ("A1", "split"), ("B1", "move"), ("B1", "out"), A1="out")
    aunt = next(row for row in form.proposals if row.persons and row.persons[0].name == "王姑")
    data[f"kind_{aunt.finding.pk}"] = "marriage_out"

    preview = client.post(url, data)

    shown = " ".join(line for _one, lines, _m in preview.context["preview"] for line in lines)
    assert "C9" in shown
    assert "3-2-503" in shown
    assert not LifeEvent.objects.exists()

    client.post(url, data | {"confirmed": "yes"})
    client.post(url, data | {"confirmed": "yes"})

    kinds = dict(LifeEvent.objects.values_list("kind", "household__household_no"))
    assert kinds == {"marriage_out": "A1", "split": "A1", "move": "B1", "out": "B1"}
    assert set(LifeEvent.objects.values_list("evidence", "occurred_on")) == {
        ("走访核实", YESTERDAY)
    }
    assert people("A1") == {"王大山": True, "李秀英": False}
    assert people("C9") == {"王小宝": True}
    assert homes() == {"A1": "501", "B1": "503"}
    left = opened(check(clerk, site, everything(site)))[2].proposals
    assert [row.kinds[0].value for row in left if row.is_open] == ["head"]


def test_what_the_register_agrees_to_meanwhile_is_settled(site, clerk, register, opened):
    batch = check(clerk, site, everything(site))
    client, url, form = opened(batch)
    client.post(url, typed(form, ("B1", "move")) | {"confirmed": "yes"})

    again = opened(batch)[2]

    states = {row.kinds[0].value: row.settled for row in again.proposals}
    assert states == {"out": False, "head": False, "split": False, "move": True}


def test_one_that_cannot_be_recorded_stops_all_and_says_why(site, clerk, register, opened):
    headless = roster(
        member("A1", "王大山", id=WANG),
        member("A1", "李秀英", "配偶", id=LI),
        member("A1", "王小宝", "子", id=SON),
        member("B1", "赵二", "子", id=COUSIN),
    )
    client, url, form = opened(check(clerk, site, headless))
    (head,) = [row for row in form.proposals if row.household.household_no == "B1"]

    answer = client.post(url, typed(form, ("A1", "out"), ("B1", "out")) | {"confirmed": "yes"})

    assert list(answer.context["reasons"]) == [head.finding.pk]
    assert not LifeEvent.objects.exists()
    assert answer.context["form"]["evidence"].value() == "走访核实"


def test_an_absent_head_hands_over_to_the_one_whom_the_file_names(site, clerk, register, opened):
    client, url, form = opened(
        check(
            clerk, site,
            roster(member("A1", "李秀英", id=LI), member("A1", "王小宝", "子", id=SON),
                   member("A1", "王姑", "姐", id=AUNT)),
        )
    )  # fmt: skip

    data = typed(form, ("A1", "out"), ("A1", "head"), A1="death")
    head = next(row for row in form.proposals if row.kinds[0] == "head")
    data[f"kind_{head.finding.pk}"] = "head"
    client.post(url, data | {"confirmed": "yes"})

    assert list(LifeEvent.objects.values_list("kind", flat=True)) == ["death"]
    assert people("A1") == {"李秀英": True, "王小宝": False, "王姑": False}


def test_somebody_of_another_household_is_proposed_to_join_this_one(site, clerk, register, opened):
    client, url, form = opened(
        check(
            clerk, site,
            roster(member("A1", "王大山", id=WANG), member("A1", "李秀英", "配偶", id=LI),
                   member("A1", "王小宝", "子", id=SON), member("A1", "王姑", "姐", id=AUNT),
                   member("B1", "赵二", id=COUSIN), member("A1", "赵一", "其他", id=ZHAO)),
        )
    )  # fmt: skip
    (row,) = [row for row in form.proposals if row.kinds[0] == "join"]
    assert ZHAO not in client.get(url).content.decode()
    single = re.search(r'href="([^"]+/events/join/[^"]+)"', client.get(url).content.decode())
    address = unescape(single.group(1))
    assert ZHAO not in address

    asked = client.get(address)
    assert set(asked.context["form"].fields) == {
        "relation", "new_head", "on", "evidence", "note", "token",
    }  # fmt: skip
    new_head = Person.objects.get(name="赵二")
    answer = client.post(
        address,
        {
            "relation": "97", "new_head": new_head.pk, "on": YESTERDAY.isoformat(),
            "evidence": "申请", "token": str(asked.context["form"]["token"].value()),
            "confirmed": "yes",
        },
    )  # fmt: skip

    assert answer.url == url
    assert people("A1")["赵一"] is False
    assert people("B1") == {"赵二": True}
    assert opened(row.finding.batch)[2].proposals[0].settled


def test_a_whole_household_that_is_absent_is_proposed_to_have_left(site, clerk, register, opened):
    full = roster(
        member("A1", "王大山", id=WANG, building="3", stairwell="2", room="501"),
        member("A1", "李秀英", "配偶", id=LI),
        member("A1", "王小宝", "子", id=SON),
        member("A1", "王姑", "姐", id=AUNT),
    )
    client, url, form = opened(check(clerk, site, full))
    (row,) = form.proposals
    assert (row.household.household_no, row.kinds, row.persons) == ("B1", ("out",), [])

    client.post(url, typed(form, ("B1", "out")) | {"confirmed": "yes"})

    assert Household.objects.get(household_no="B1").ended_on == YESTERDAY
    assert opened(row.finding.batch)[2].proposals[0].settled


def test_a_new_person_as_head_waits_for_the_storing(site, clerk, register, opened):
    batch = check(
        clerk, site,
        roster(member("B1", "新来人", id=make_id_number(date(1980, 1, 1), 7)),
               member("B1", "赵一", "配偶", id=ZHAO), member("B1", "赵二", "子", id=COUSIN)),
    )  # fmt: skip
    (row,) = opened(batch)[2].proposals
    assert (row.is_open, bool(row.why_not)) == (False, True)

    assert store(clerk, batch).status == "stored"

    (row,) = opened(batch)[2].proposals
    assert (row.is_open, row.head.name) == (True, "新来人")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries(site, clerk, opened, rows, django_assert_num_queries):
    stairwell = factories.make_stairwell(factories.make_building(site, name="3"), name="2")
    lines = []
    for number in range(rows):
        ids = [make_id_number(date(1970, 1, 1 + number), 50 + n) for n in range(2)]
        household = make_household(
            dwelling=make_dwelling(stairwell), head=None, household_no=f"A{number}"
        )
        make_person(household, name="甲", is_head=True, relation="02", id_number=ids[0])
        make_person(household, name="乙", relation="20", id_number=ids[1])
        lines += [member(f"A{number}", "乙", id=ids[1])]
    batch = check(clerk, site, roster(*lines))
    client, url, form = opened(batch)
    assert len(form.proposals) == 2 * rows

    with django_assert_num_queries(13):
        client.get(url)
