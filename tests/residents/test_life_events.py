"""人户变动: named events with date and evidence, dated rows taken along, undone the same day (R1)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from lib.periods import today
from lib.scope import scope_of
from residents.actions.life_events import households, members
from residents.actions.life_events.recording import Facts, undo
from residents.models import ContactPair, Household, LifeEvent, Membership, Occupancy, Person
from tests import factories
from tests.residents.world import MARK


def home_of(household) -> str:
    row = Occupancy.objects.current(today()).filter(household=household).first()
    return str(row.dwelling) if row else ""


def people_of(household) -> set[str]:
    rows = Membership.objects.current(today()).filter(household=household)
    return set(rows.values_list("person__name", flat=True))


def head_of(household) -> str:
    rows = Membership.objects.current(today()).filter(household=household, is_head=True)
    return rows.get().person.name


@pytest.fixture
def free(world):
    """A free dwelling in the second stairwell."""
    return factories.make_dwelling(world.own.second_stairwell, room_no="601", state="vacant")


def about(world, **fields):
    return {
        "actor": world.site_staff(),
        "facts": Facts(today(), evidence="户口簿"),
        "household": world.own.household,
        **fields,
    }


def test_a_split_takes_members_dwelling_and_contact_along(world, free):
    pair = factories.make_contact_pair(world.own.household)

    event = households.split(
        **about(world, persons=[world.own.child], head=world.own.child, dwelling=free)
    )

    new = event.other_household
    assert new.household_no == f"{world.own.household.household_no}-2"
    assert new.predecessor == world.own.household
    assert (people_of(world.own.household), people_of(new)) == ({"王建国"}, {"王小宝"})
    assert (head_of(new), home_of(new)) == ("王小宝", str(free))
    assert ContactPair.objects.current(today()).get(household=new).cadre == pair.cadre
    free.refresh_from_db()
    assert free.state == "self_occupied"


def test_the_same_form_sent_twice_is_one_event(world):
    facts = Facts(today(), token=uuid4())
    fields = {"name": "王新生", "sex": "1", "relation": "20"}

    first = members.birth(**about(world, facts=facts), **fields)
    second = members.birth(**about(world, facts=facts), **fields)

    assert first == second
    assert Person.objects.filter(name="王新生").count() == 1


def test_a_head_does_not_leave_without_another_one(world):
    with pytest.raises(ValidationError):
        members.marriage_out(**about(world, person=world.own.head))
    assert head_of(world.own.household) == "王建国"

    members.marriage_out(**about(world, person=world.own.head, new_head=world.own.child))

    assert head_of(world.own.household) == "王小宝"


def test_the_last_member_s_death_ends_the_household(world):
    home = factories.make_household(
        dwelling=factories.make_dwelling(world.own.stairwell), head="独居老人"
    )
    pair = factories.make_contact_pair(home)
    person = Person.objects.get(name="独居老人")

    members.death(**about(world, household=home, person=person))

    home.refresh_from_db()
    assert home.ended_on == today()
    assert home_of(home) == ""
    pair.refresh_from_db()
    assert pair.valid_to == today() - timedelta(days=1)


def test_a_move_changes_the_dwelling_and_the_grid_follows(world, free):
    old = world.own.dwelling
    grid_leader = world.grid_leader()

    households.move(**about(world, dwelling=free))

    old.refresh_from_db()
    assert (home_of(world.own.household), old.state) == (str(free), "vacant")
    seen = Household.objects.within(scope_of(grid_leader.pk, today()))
    assert world.own.household not in seen


def test_a_move_to_another_site_opens_a_linked_successor_there(world):
    event = households.other_site(**about(world, site=world.other.site))

    world.own.household.refresh_from_db()
    assert world.own.household.ended_on == today()
    assert world.own.household.site == world.own.site
    new = event.other_household
    assert (new.site, new.predecessor) == (world.other.site, world.own.household)
    assert people_of(new) == {"王建国", "王小宝"}
    assert set(Person.objects.filter(membership__household=new).values_list("site", flat=True)) == {
        world.other.site.pk
    }


def test_a_merge_moves_everybody_and_ends_the_household(world):
    households.merge(**about(world, into=world.own.neighbours))

    assert people_of(world.own.neighbours) == {"李秀英", "王建国", "王小宝"}
    assert head_of(world.own.neighbours) == "李秀英"
    assert people_of(world.own.household) == set()


def test_nothing_is_recorded_in_the_future_or_before_a_later_change(world):
    members.head(**about(world, person=world.own.child))

    for day in (today() + timedelta(days=1), today() - timedelta(days=5)):
        with pytest.raises(ValidationError):
            members.birth(**about(world, facts=Facts(day)), name="王新生", sex="1", relation="20")


def test_an_event_is_undone_on_its_day(world, free):
    event = households.move(**about(world, dwelling=free))

    assert undo(actor=world.site_staff(), event=event) == []

    assert home_of(world.own.household) == str(world.own.dwelling)
    with pytest.raises(ValidationError):
        undo(actor=world.site_staff(), event=event)


def test_an_event_of_yesterday_is_not_undone(world, free, time_machine):
    time_machine.move_to(timezone.now())
    event = households.move(**about(world, dwelling=free))
    time_machine.shift(timedelta(days=1))

    with pytest.raises(ValidationError):
        undo(actor=world.site_staff(), event=event)

    assert home_of(world.own.household) == str(free)


def test_what_was_built_on_an_event_stands_in_the_way_of_its_undo(world, free):
    event = households.split(
        **about(world, persons=[world.own.child], head=world.own.child, dwelling=free)
    )
    factories.make_care_tag(event.other_household)

    blockers = undo(actor=world.site_staff(), event=event)

    assert [str(blocker.why) for blocker in blockers]
    assert people_of(event.other_household) == {"王小宝"}


def test_the_page_shows_what_changes_before_anything_is_stored(world, signed_in, free):
    client = signed_in(world.site_staff())
    url = reverse("life_event_add", args=[world.own.household.pk, "move"])
    day = today()
    form = {"dwelling": "3-1-601", "on": day.isoformat(), "token": uuid4()}

    shown = client.post(url, form)
    assert "lives in 3-1-601 from" in shown.content.decode()
    assert not LifeEvent.objects.exists()
    assert home_of(world.own.household) == str(world.own.dwelling)

    done = client.post(url, {**form, "confirmed": "yes"}, follow=True)
    assert LifeEvent.objects.count() == 1
    assert home_of(world.own.household) == str(free)

    client.post(reverse("life_event_undo", args=[LifeEvent.objects.get().pk]))
    assert home_of(world.own.household) == str(world.own.dwelling)
    assert done.status_code == 200


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("move", {"dwelling": "9-9-999"}, "has no dwelling"),
        ("move", {"dwelling": "3-1-101"}, "Somebody lives in this dwelling"),
        ("merge", {"into": "没有"}, "has no other household"),
        ("marriage_in", {"relation": "10", "sex": "2"}, "Say who it is"),
        ("absence", {}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world, signed_in, kind, fields, sentence):
    client = signed_in(world.site_staff())
    url = reverse("life_event_add", args=[world.own.household.pk, kind])

    page = client.post(url, {"on": today().isoformat(), "note": "手写", "token": uuid4(), **fields})

    assert sentence in page.content.decode()
    assert "手写" in page.content.decode()
    assert not LifeEvent.objects.exists()


def test_another_site_s_households_and_dwellings_are_not_found(world, signed_in):
    client = signed_in(world.site_staff())
    here = reverse("life_event_add", args=[world.own.household.pk, "merge"])
    there = reverse("life_event_add", args=[world.other.household.pk, "merge"])

    page = client.post(
        here,
        {
            "into": world.other.household.household_no,
            "on": today().isoformat(),
            "token": uuid4(),
        },
    )

    assert "has no other household" in page.content.decode()
    assert client.get(there).status_code == 404
    assert MARK not in client.get(here).content.decode()


def test_a_head_who_joined_on_the_same_day_is_undone_too(world):
    birth = members.birth(**about(world), name="王新生", sex="1", relation="20")
    event = members.head(**about(world, person=birth.person))
    assert head_of(world.own.household) == "王新生"

    assert undo(actor=world.site_staff(), event=event) == []
    assert head_of(world.own.household) == "王建国"
    assert undo(actor=world.site_staff(), event=birth) == []

    assert people_of(world.own.household) == {"王建国", "王小宝"}
