import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from tests.residents.world import MARK, OWN_ID, OWN_PHONE


def url_of(household) -> str:
    return reverse("household_print", args=[household.pk])


def test_the_paper_is_masked_unless_clear_numbers_are_asked_for(world, signed_in):
    client = signed_in(world.site_staff())

    masked = client.post(url_of(world.own.household), {"reason": "归档"})
    clear = client.post(url_of(world.own.household), {"reason": "银行", "clear": "on"})

    assert OWN_ID not in masked.text
    assert "520699********111" in masked.text
    assert OWN_ID in clear.text
    assert OWN_PHONE in clear.text
    assert "王小宝" in masked.text
    assert MARK not in masked.text + clear.text


def test_printing_is_logged_with_its_reason(world, signed_in):
    user = world.site_staff()

    signed_in(user).post(url_of(world.own.household), {"reason": "银行", "clear": "on"})

    event = AccessEvent.objects.get(kind="print")
    assert (event.actor, event.row_id, event.reason, event.fields, event.row_count) == (
        user, world.own.household.pk, "银行", "id_number, phone", 2,
    )  # fmt: skip


def test_without_a_reason_there_is_no_paper(world, signed_in):
    response = signed_in(world.site_staff()).post(url_of(world.own.household), {"reason": ""})

    assert "王小宝" not in response.text
    assert not AccessEvent.objects.filter(kind="print").exists()


def test_a_paper_is_not_cached(world, signed_in):
    response = signed_in(world.grid_leader()).post(url_of(world.own.household), {"reason": "归档"})

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("who", ["leader", "business_auditor"])
def test_masked_readers_print_masked_whatever_they_ask(world, signed_in, who):
    response = signed_in(getattr(world, who)()).post(
        url_of(world.own.household), {"reason": "抽查", "clear": "on"}
    )

    assert "王小宝" in response.text
    assert not any(
        value in response.text for value in (OWN_ID, OWN_PHONE, "501", "因病", "凯峡河村")
    )


def test_shopkeeper_does_not_print(world, signed_in):
    response = signed_in(world.shopkeeper()).post(url_of(world.own.household), {"reason": "想要"})

    assert response.status_code == 403
    assert "王小宝" not in response.text


def test_a_household_of_another_site_is_not_printed(world, signed_in):
    response = signed_in(world.site_staff()).post(url_of(world.other.household), {"reason": "想要"})

    assert response.status_code == 404
    assert MARK not in response.text
