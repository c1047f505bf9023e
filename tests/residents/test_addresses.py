"""No name, number or phone stands in an address: addresses end in logs and histories."""

import re
from urllib.parse import unquote

import pytest
from django.urls import reverse

from tests.residents.world import OWN_ID, OWN_PHONE

NAMES_AND_NUMBERS = ("王建国", "王小宝", "李秀英", OWN_ID, OWN_PHONE, "501")


def addresses(html: str) -> str:
    found = re.findall(r'(?:href|action|src|data-[a-z-]*url)="([^"]*)"', html)
    return "\n".join(unquote(address) for address in found)


@pytest.mark.parametrize(
    "path",
    [
        "/households/?sort=address&state=all",
        "/persons/?sort=name",
        "/buildings/",
        "/households/{household}/",
        "/households/{household}/history/",
        "/households/{household}/edit/",
        "/persons/{person}/",
        "/persons/{person}/edit/",
        "/buildings/{building}/",
    ],
)
def test_links_and_forms_carry_ids_and_codes_only(world, signed_in, path):
    client = signed_in(world.site_staff())

    response = client.get(
        path.format(
            household=world.own.household.pk,
            person=world.own.head.pk,
            building=world.own.building.pk,
        )
    )

    assert response.status_code == 200
    shown = addresses(response.text)
    assert [value for value in NAMES_AND_NUMBERS if value in shown] == []


def test_answers_of_a_search_link_by_id(world, signed_in):
    client = signed_in(world.site_staff())

    response = client.post(reverse("search"), {"q": OWN_ID}, follow=True)

    shown = addresses(response.text) + str(response.redirect_chain)
    assert [value for value in NAMES_AND_NUMBERS if value in shown] == []
    assert f"/persons/{world.own.head.pk}/" in shown


def test_a_name_in_the_address_filters_nothing(world, signed_in):
    client = signed_in(world.site_staff())

    plain = client.get(reverse("person_list"))
    named = client.get(reverse("person_list"), {"name": "王建国", "q": "王建国"})

    assert [row.first.text for row in named.context["page"].rows] == [
        row.first.text for row in plain.context["page"].rows
    ]
