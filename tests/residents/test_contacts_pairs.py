"""Contact pairs (R39): one cadre a household, assigned singly or for a whole stairwell."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent
from lib.exports import exporter_of
from lib.periods import today
from lib.scope import scope_of
from residents.actions.contacts import assign_contact, end_contact
from residents.models import ContactPair
from tests import factories
from tests.residents.world import MARK

YESTERDAY = today() - timedelta(days=1)


def assign(world, cadre, *households, on=None) -> int:
    return assign_contact(
        actor=world.site_staff(), households=households, cadre=cadre, on=on or today(), address=None
    )


def dates(household) -> list[tuple]:
    pairs = ContactPair.objects.filter(household=household).order_by("valid_from")
    return [(pair.cadre.name, pair.valid_from, pair.valid_to) for pair in pairs]


def test_another_cadre_ends_the_pair_the_day_before(world):
    household = world.own.household
    factories.make_contact_pair(household, factories.make_user("甲"))

    assert assign(world, factories.make_user("乙"), household) == 1

    assert dates(household) == [("甲", factories.FIRST_DAY, YESTERDAY), ("乙", today(), None)]


def test_the_same_cadre_again_changes_nothing(world):
    household, cadre = world.own.household, factories.make_user("甲")
    assign(world, cadre, household)
    events = AuditEvent.objects.count()

    assert assign(world, cadre, household) == 0

    assert dates(household) == [("甲", today(), None)]
    assert AuditEvent.objects.count() == events


def test_a_slip_of_the_same_day_is_corrected_in_place(world):
    assign(world, factories.make_user("甲"), world.own.household)

    assign(world, factories.make_user("乙"), world.own.household)

    assert dates(world.own.household) == [("乙", today(), None)]


def test_a_later_pair_stays_and_ends_the_new_one(world):
    later = today() + timedelta(days=30)
    factories.make_contact_pair(world.own.household, factories.make_user("丙"), valid_from=later)

    assign(world, factories.make_user("乙"), world.own.household)

    assert dates(world.own.household) == [
        ("乙", today(), later - timedelta(days=1)),
        ("丙", later, None),
    ]


def test_many_households_are_one_line_of_the_log(world):
    assign(world, factories.make_user("甲"), world.own.household, world.own.neighbours)

    event = AuditEvent.objects.get(table="residents_contactpair")
    assert (event.site_id, event.detail) == (world.own.site.pk, {"households": 2})


@pytest.mark.parametrize("days", [-1, 10])
def test_a_pair_ends_within_its_days(world, days):
    last = today() + timedelta(days=5)
    pair = factories.make_contact_pair(world.own.household, valid_from=today(), valid_to=last)

    with pytest.raises(ValidationError):
        end_contact(
            actor=world.site_staff(), pair=pair, on=today() + timedelta(days=days), address=None
        )

    pair.refresh_from_db()
    assert pair.valid_to == last


def test_a_stairwell_is_shown_before_it_is_stored(world, signed_in):
    own = world.own
    second = factories.make_household(dwelling=factories.make_dwelling(own.stairwell))
    factories.make_contact_pair(second, factories.make_user("甲"))
    user = factories.make_site_staff(own.site)
    client = signed_in(user)
    url = reverse("contact_stairwell", args=[own.stairwell.pk])
    typed = {"cadre": user.pk, "on": today().isoformat(), "which": "missing"}

    preview = client.post(url, typed)

    assert [row.pk for row in preview.context["changing"]] == [own.household.pk]
    assert not ContactPair.objects.filter(household=own.household).exists()
    answer = client.post(url, {**typed, "which": "all", "confirmed": "1"})
    assert answer.url == reverse("building_board", args=[own.building.pk])
    held = ContactPair.objects.current(today())
    assert {pair.household_id: pair.cadre_id for pair in held} == {
        own.household.pk: user.pk,
        second.pk: user.pk,
    }


def test_the_way_back_never_leaves_the_portal(world, signed_in):
    user = factories.make_site_staff(world.own.site)
    url = reverse("contact_household", args=[world.own.household.pk])

    answer = signed_in(user).post(
        f"{url}?next=https://evil.example/", {"cadre": user.pk, "on": today().isoformat()}
    )

    assert answer.url == reverse("household_detail", args=[world.own.household.pk])


def test_a_cadre_of_another_site_is_no_choice(world, signed_in):
    stranger = factories.make_site_staff(world.other.site)
    client = signed_in(world.site_staff())

    answer = client.post(
        reverse("contact_household", args=[world.own.household.pk]),
        {"cadre": stranger.pk, "on": today().isoformat()},
    )

    assert answer.status_code == 200
    assert not ContactPair.objects.exists()


def test_the_list_and_its_export_hold_the_own_pairs_only(world, signed_in):
    for place in (world.own, world.other):
        factories.make_contact_pair(place.household, factories.make_user(place.head.name))
    user = world.site_staff()

    page = signed_in(user).get(reverse("contact_list"))
    sheet = exporter_of("contact_pairs").sheet(scope_of(user.pk, today()), {})

    assert [row.household_id for row in page.context["page"].rows] == [world.own.household.pk]
    assert MARK not in page.text
    assert [row[1:4] for row in sheet.rows] == [
        [world.own.household.household_no, "王建国", "王建国"]
    ]


def test_the_file_names_the_contact_cadre(world, signed_in):
    factories.make_contact_pair(world.own.household, factories.make_user("联系甲"))
    client = signed_in(world.site_staff())

    page = client.get(reverse("household_detail", args=[world.own.household.pk]))

    assert "联系甲" in page.text
    assert reverse("contact_household", args=[world.own.household.pk]) in page.text


def send(client, site, *lines):
    content = "\n".join(",".join(line) for line in [("户编号", "户主", "联系干部"), *lines])
    file = SimpleUploadedFile("pairs.csv", content.encode())
    typed = {"site": site.pk, "on": today().isoformat(), "file": file}
    return client.post(reverse("contact_import"), typed)


def test_a_sheet_of_pairs_comes_in_whole(world, signed_in):
    own, user = world.own, world.site_staff()
    factories.make_contact_pair(own.neighbours, factories.make_user("甲"))
    lines = [
        (own.household.household_no, "王建国", user.name),
        (own.neighbours.household_no, "", user.username),
    ]

    answer = send(signed_in(user), own.site, *lines)

    assert answer.url == reverse("contact_list")
    held = ContactPair.objects.current(today())
    assert {pair.household_id: pair.cadre_id for pair in held} == {
        own.household.pk: user.pk,
        own.neighbours.pk: user.pk,
    }
    assert dates(own.neighbours)[0] == ("甲", factories.FIRST_DAY, YESTERDAY)


def test_one_wrong_row_keeps_all_others_out_and_is_named(world, signed_in):
    own, user = world.own, world.site_staff()
    stranger = factories.make_site_staff(world.other.site)
    lines = [
        (own.household.household_no, "", user.username),
        (world.other.household.household_no, "", user.username),
        (own.neighbours.household_no, "", stranger.username),
    ]

    answer = send(signed_in(user), own.site, *lines)

    assert [row for row, _sentence in answer.context["faults"]] == [3, 4]
    assert not ContactPair.objects.exists()
    assert world.other.head.name not in answer.text


def test_a_household_is_named_once_in_a_sheet(world, signed_in):
    own, user = world.own, world.site_staff()
    line = (own.household.household_no, "", user.username)

    answer = send(signed_in(user), own.site, line, line)

    assert "is named twice" in answer.text
    assert not ContactPair.objects.exists()


def test_a_sheet_goes_to_a_site_of_ones_own_only(world, signed_in):
    other, user = world.other, world.site_staff()

    answer = send(signed_in(user), other.site, (other.household.household_no, "", user.username))

    assert answer.context["form"].errors.keys() == {"site"}
    assert not ContactPair.objects.exists()
