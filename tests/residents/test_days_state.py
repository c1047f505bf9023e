"""某日状态: a household as it was on any past day, by what had happened until then (R1)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lib.periods import today
from residents.actions.corrections import correct_household
from residents.actions.life_events import households, members
from residents.actions.life_events.recording import Facts, undo
from tests import factories
from tests.residents.world import MARK

BEFORE, EVENT_DAY, AFTER = (today() - timedelta(days=n) for n in (11, 10, 9))


@pytest.fixture
def day_of(world, signed_in):
    """The page of a household on a day, as its site's staff see it."""
    client = signed_in(world.site_staff())

    def page(on, household=None):
        url = reverse("household_day", args=[(household or world.own.household).pk])
        return client.get(url, {"on": on.isoformat()}).context

    return page


def about(world, on=EVENT_DAY, **fields):
    return {
        "actor": world.site_staff(),
        "facts": Facts(on),
        "household": world.own.household,
        **fields,
    }


def lives_here(person) -> None:
    person.residence_code = "resident"
    person.save()


def names(page) -> list[str]:
    return [member.name for member in page["members"]]


def test_a_split_is_seen_from_its_day_on_and_not_before(world, day_of):
    free = factories.make_dwelling(world.own.second_stairwell, room_no="601", state="vacant")
    event = households.split(
        **about(world, persons=[world.own.child], head=world.own.child, dwelling=free)
    )

    before, then = day_of(BEFORE), day_of(EVENT_DAY)
    new = day_of(AFTER, event.other_household)

    assert (names(before), names(then)) == (["王建国", "王小宝"], ["王建国"])
    assert (names(new), new["address_then"]) == (["王小宝"], str(free))
    assert names(day_of(BEFORE, event.other_household)) == []
    assert [row.kind for row in then["events"]] == ["split"]
    assert EVENT_DAY in then["days"]


def test_a_move_and_another_head_show_the_old_home_and_the_old_head(world, day_of):
    free = factories.make_dwelling(world.own.second_stairwell, room_no="601", state="vacant")
    households.move(**about(world, dwelling=free))
    members.head(**about(world, person=world.own.child))

    before, after = day_of(BEFORE), day_of(AFTER)

    assert before["address_then"] == str(world.own.dwelling)
    assert after["address_then"] == str(free)
    assert [before["then"].head_name, after["then"].head_name] == ["王建国", "王小宝"]


def test_long_absence_holds_from_its_day_until_the_return(world, day_of):
    lives_here(world.own.child)
    members.absence(**about(world, persons=[world.own.child]))
    members.come_back(**about(world, on=today() - timedelta(days=2), persons=[world.own.child]))

    def residence(on):
        return {member.name: member.residence for member in day_of(on)["members"]}["王小宝"]

    found = [residence(day) for day in (BEFORE, EVENT_DAY, AFTER, today())]
    assert found == ["", "living elsewhere", "living elsewhere", "living here"]


def test_what_was_undone_never_was(world, day_of):
    lives_here(world.own.child)
    event = members.absence(**about(world, persons=[world.own.child]))
    undo(actor=world.site_staff(), event=event)

    page = day_of(AFTER)

    assert {member.residence for member in page["members"] if member.name == "王小宝"} == {""}
    assert page["days"] == [factories.FIRST_DAY]


def test_own_facts_are_those_that_the_register_had_then(world, day_of):
    """The history's clock is the database's: the register of this test began today."""
    household = world.own.household
    household.refresh_from_db()
    correct_household(
        actor=world.site_staff(),
        household=household,
        version=household.version,
        fields={"industry_support": "茶园"},
    )

    def facts(on) -> list[str]:
        return [fact.value for group in day_of(on)["groups"] for fact in group.facts]

    assert "茶园" in facts(today())
    assert "茶园" not in facts(today() - timedelta(days=1))


def test_the_page_takes_no_future_day_and_hides_what_the_reader_may_not_see(world, signed_in):
    url = reverse("household_day", args=[world.own.household.pk])
    client = signed_in(world.site_staff())

    future = client.get(url, {"on": (today() + timedelta(days=1)).isoformat()})
    nonsense = client.get(url, {"on": "吃饭"})
    leader = signed_in(world.leader()).get(url)

    assert future.context["form"].errors
    assert nonsense.context["form"].errors
    assert future.context["on"] == today()
    assert leader.context["address_then"] == "3-2-***"
    assert MARK not in future.content.decode()
