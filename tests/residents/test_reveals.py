import logging

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from tests.residents.world import OTHER_ID, OWN_ID, OWN_PHONE


def url_of(person, name: str = "id_number") -> str:
    return reverse("person_reveal", args=[person.pk, name])


@pytest.mark.parametrize(
    ("name", "value"), [("id_number", OWN_ID), ("phone", OWN_PHONE), ("birth_date", "1975-03-04")]
)
def test_a_reveal_shows_the_value_once_and_is_logged(world, signed_in, name, value):
    user = world.site_staff()

    response = signed_in(user).post(url_of(world.own.head, name), {"reason": "银行办卡"})

    assert value in response.text
    assert "no-store" in response["Cache-Control"]
    event = AccessEvent.objects.get(kind="reveal")
    assert (event.actor, event.fields, event.row_id, event.reason, event.site_id) == (
        user, name, world.own.head.pk, "银行办卡", world.own.site.pk,
    )  # fmt: skip


def test_a_fragment_holds_the_plain_value_in_place_of_the_mask(world, signed_in):
    client = signed_in(world.grid_leader())
    page = client.get(reverse("person_detail", args=[world.own.head.pk]))

    response = client.post(url_of(world.own.head), {"reason": "核对"}, headers={"X-Fragment": "1"})

    assert OWN_ID in response.text
    assert "<html" not in response.text
    place = 'data-fragment="masked-person-id_number"'
    assert (place in page.text, place in response.text) == (True, True)


def test_the_origin_of_a_household_is_revealed(world, signed_in):
    url = reverse("household_reveal", args=[world.own.household.pk, "origin_village"])

    response = signed_in(world.site_staff()).post(url, {"reason": "老宅复垦"})

    assert "凯峡河村" in response.text
    assert AccessEvent.objects.get(kind="reveal").fields == "origin_village"


def test_without_a_reason_nothing_is_shown(world, signed_in):
    response = signed_in(world.site_staff()).post(url_of(world.own.head), {"reason": "  "})

    assert response.status_code == 400
    assert OWN_ID not in response.text
    assert not AccessEvent.objects.filter(kind="reveal").exists()


@pytest.mark.parametrize("who", ["leader", "business_auditor", "shopkeeper"])
def test_masked_readers_may_not_reveal(world, signed_in, who):
    response = signed_in(getattr(world, who)()).post(url_of(world.own.head), {"reason": "想看"})

    assert response.status_code == 403
    assert OWN_ID not in response.text
    assert not AccessEvent.objects.exists()


@pytest.mark.parametrize("who", ["site_staff", "grid_leader"])
def test_a_person_of_another_site_is_not_found(world, signed_in, who):
    response = signed_in(getattr(world, who)()).post(url_of(world.other.head), {"reason": "想看"})

    assert response.status_code == 404
    assert OTHER_ID not in response.text


def test_other_fields_are_no_reveal(world, signed_in):
    response = signed_in(world.site_staff()).post(
        url_of(world.own.head, "illness"), {"reason": "核对"}
    )

    assert response.status_code == 404


def test_a_reveal_is_never_a_get(world, signed_in):
    response = signed_in(world.site_staff()).get(url_of(world.own.head))

    assert response.status_code == 405


def test_the_value_is_in_no_log(world, signed_in, caplog):
    caplog.set_level(logging.DEBUG)

    signed_in(world.site_staff()).post(url_of(world.own.head), {"reason": "核对"})

    assert OWN_ID not in caplog.text
