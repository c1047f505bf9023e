from datetime import date

import pghistory
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from lib.periods import today
from lib.scope import scope_of, scoped
from residents.models import Household, ImportBatch, Membership
from tests import factories
from tests.residents.world import MARK, OWN_ID, OWN_PHONE

TABS = ["household_detail", "household_history", "household_print", "household_edit"]


@pytest.mark.parametrize("name", TABS)
@pytest.mark.parametrize("who", ["site_staff", "grid_leader", "leader"])
def test_a_household_of_another_site_is_not_found(world, signed_in, who, name):
    response = signed_in(getattr(world, who)()).get(reverse(name, args=[world.other.household.pk]))

    assert response.status_code == 404
    assert MARK not in response.text


@pytest.mark.parametrize("name", TABS)
def test_a_neighbour_outside_the_grid_is_not_found(world, signed_in, name):
    response = signed_in(world.grid_leader()).get(reverse(name, args=[world.own.neighbours.pk]))

    assert response.status_code == 404
    assert "李秀英" not in response.text


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("county_staff", set(TABS)),
        ("site_staff", set(TABS)),
        ("grid_leader", set(TABS) - {"household_edit"}),
        ("leader", set(TABS) - {"household_edit"}),
        ("business_auditor", set(TABS) - {"household_edit"}),
        ("shopkeeper", set()),
    ],
)
def test_who_may_open_what(world, signed_in, who, allowed):
    client = signed_in(getattr(world, who)())

    statuses = {
        name: client.get(reverse(name, args=[world.own.household.pk])).status_code for name in TABS
    }

    assert statuses == {name: 200 if name in allowed else 403 for name in TABS}


def test_file_shows_family_dwelling_and_masks(world, signed_in):
    user = world.site_staff()

    response = signed_in(user).get(reverse("household_detail", args=[world.own.household.pk]))

    text = response.text
    assert [member.name for member in response.context["members"]] == ["王建国", "王小宝"]
    assert "3-2-501" in text.replace("3-2-501, household", "")
    assert "520699********111" in text
    assert OWN_ID not in text
    assert OWN_PHONE not in text
    assert "138****2222" in text
    assert "凯峡河村" not in text
    assert "凯峡****" in text
    assert "因病" in text


def test_opening_a_file_is_logged(world, signed_in):
    user = world.site_staff()

    signed_in(user).get(reverse("household_detail", args=[world.own.household.pk]))

    event = AccessEvent.objects.get()
    assert (event.actor, event.kind, event.table, event.row_id, event.site_id) == (
        user, "view", "residents_household", world.own.household.pk, world.own.site.pk,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["leader", "business_auditor"])
def test_masked_readers_see_neither_hardship_nor_room_nor_child(world, signed_in, who):
    client = signed_in(getattr(world, who)())
    page = client.get(reverse("household_detail", args=[world.own.household.pk]))
    child = client.get(reverse("person_detail", args=[world.own.child.pk]))
    head = client.get(reverse("person_detail", args=[world.own.head.pk]))
    past = client.get(reverse("household_history", args=[world.own.household.pk]))

    assert "因病" not in page.text + past.text
    assert "第一小学" not in child.text + past.text
    assert "高血压" not in head.text + past.text
    assert "2020-06-01" not in child.text + past.text
    assert "3-2-***" in page.text
    assert "3-2-501" not in (page.text + past.text).replace("3-2-501, household", "")
    assert "Not for your post" in page.text
    assert 'data-open="reveal' not in page.text + head.text


def test_site_staff_see_illness_and_school(world, signed_in):
    client = signed_in(world.site_staff())

    head = client.get(reverse("person_detail", args=[world.own.head.pk]))
    child = client.get(reverse("person_detail", args=[world.own.child.pk]))

    assert "高血压" in head.text
    assert "第一小学" in child.text
    assert "1975-**-**" in head.text
    assert "1975-03-04" not in head.text


def test_timeline_tells_homes_and_members(world, signed_in):
    Membership.objects.filter(person=world.own.child).update(
        valid_from=date(2021, 2, 3), valid_to=date(2023, 4, 5)
    )

    response = signed_in(world.site_staff()).get(
        reverse("household_detail", args=[world.own.household.pk])
    )

    told = [(str(entry.on), entry.title) for entry in response.context["entries"]]
    assert told == [
        ("2023-04-05", "王小宝 ceased to be a member"),
        ("2021-02-03", "王小宝 became a member"),
        ("2020-01-01", "Moved into 3-2-501"),
        ("2020-01-01", "王建国 became the head"),
    ]


def test_somebody_who_moved_to_another_site_is_not_named(world, signed_in):
    child, household = world.own.child, world.own.household
    Membership.objects.filter(person=child).update(valid_to=date(2024, 1, 1))
    child.site, child.name = world.other.site, f"{MARK}改名"
    child.save()
    client = signed_in(world.site_staff())

    pages = [
        client.get(reverse(name, args=[household.pk])).text
        for name in ("household_detail", "household_history")
    ]

    assert MARK not in "".join(pages)
    assert "somebody who lives elsewhere now" in pages[0]
    assert client.get(reverse("person_detail", args=[child.pk])).status_code == 404


def test_open_matters_name_a_missing_head(world, signed_in):
    Membership.objects.filter(person=world.own.head).update(is_head=False)
    client = signed_in(world.site_staff())

    page = client.get(reverse("household_detail", args=[world.own.household.pk]))

    assert [matter.title for matter in page.context["matters"]] == ["The household has no head."]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("household_detail", 28), ("household_history", 19)])
def test_a_larger_family_takes_no_more_queries(
    db, signed_in, django_assert_num_queries, rows, name, queries
):
    household = factories.make_household(dwelling=factories.make_dwelling())
    for _ in range(rows):
        factories.make_person(household)
    client = signed_in(factories.make_site_staff(household.site))
    url = reverse(name, args=[household.pk])
    client.get(url)

    with django_assert_num_queries(queries):
        client.get(url)


def test_a_missing_household_is_not_found(world, signed_in):
    gone = Household.objects.order_by("-pk").first().pk + 1

    response = signed_in(world.county_staff()).get(reverse("household_detail", args=[gone]))

    assert response.status_code == 404


def test_timeline_names_the_roster_that_wrote_the_household(world, signed_in):
    user = world.site_staff()
    with scoped(scope_of(user.pk, today())), pghistory.context() as context:
        world.own.household.relocation_year = 2018
        world.own.household.save()
    ImportBatch.objects.create(
        site=world.own.site,
        uploaded_by=user,
        file_name="花名册.xlsx",
        file_digest=b"1",
        status="stored",
        stored_at=timezone.now(),
        stored_by=user,
        context_id=context.id,
    )
    client = signed_in(user)

    told = client.get(reverse("household_detail", args=[world.own.household.pk]))
    silent = client.get(reverse("household_detail", args=[world.own.neighbours.pk]))

    assert ("Written by a roster import", "赵社区") in [
        (entry.title, entry.detail) for entry in told.context["entries"]
    ]
    assert "Written by a roster import" not in silent.text
