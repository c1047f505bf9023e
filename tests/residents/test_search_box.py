import logging

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEvent
from residents.search import Kind, kinds_of, tidy
from tests import factories
from tests.residents.world import MARK, OTHER_ID, OTHER_PHONE, OWN_ID, OWN_PHONE


def search(client: Client, text: str):
    """What the box answers: posted, then shown under a number."""
    return client.post(reverse("search"), {"q": text}, follow=True)


def names(response) -> list[str]:
    return [row.first.text for row in response.context.get("persons", ())]


def numbers(response) -> list[str]:
    return [row.first.text for row in response.context.get("households", ())]


@pytest.mark.parametrize(
    "text", ["王", "国", "建国", "王建国", " 王 建国 ", "wjg", "WJG", "wangjian"]
)
def test_a_name_is_found_by_character_initials_and_pinyin(world, signed_in, text):
    response = search(signed_in(world.site_staff()), text)

    assert "王建国" in names(response)
    assert MARK not in response.text


def test_three_characters_must_stand_together(world, signed_in):
    factories.make_person(world.own.neighbours, name="王建建国")

    response = search(signed_in(world.site_staff()), "王建国")

    assert names(response) == ["王建国"]


@pytest.mark.parametrize(
    "text",
    [
        "3-2-501",
        "3栋2单元501",
        "３栋２单元５０１室",
        "3—2—501",
        "3号楼2单元501号",
        "3-501",
        "三栋二单元501",
        "03-02-501",
        "H1",
        "h1",
    ],
)
def test_a_household_is_found_by_dwelling_and_number(world, signed_in, text):
    response = search(signed_in(world.site_staff()), text)

    assert numbers(response) == ["H1"]
    assert MARK not in response.text


def test_a_household_number_with_characters_is_found(world, signed_in):
    factories.make_household(world.own.site, household_no="平阳-007", head=None)

    assert numbers(search(signed_in(world.site_staff()), "平阳-007")) == ["平阳-007"]


@pytest.mark.parametrize(
    "text", [OWN_PHONE, f"{OWN_PHONE[:3]} {OWN_PHONE[3:7]} {OWN_PHONE[7:]}", OWN_ID]
)
def test_a_person_is_found_by_phone_and_identity_number(world, signed_in, text):
    response = search(signed_in(world.site_staff()), text)

    assert names(response) == ["王建国"]
    assert OWN_ID not in response.text.replace(f'value="{OWN_ID}"', "")


@pytest.mark.parametrize("text", [OTHER_ID, OTHER_PHONE, MARK, f"{MARK}王", f"H{MARK}1"])
@pytest.mark.parametrize("who", ["site_staff", "grid_leader", "leader"])
def test_nothing_of_another_site_is_found(world, signed_in, who, text):
    response = search(signed_in(getattr(world, who)()), text)

    assert names(response) == []
    assert numbers(response) == []
    assert "Nothing found in your area" in response.text


def test_grid_leader_finds_only_his_stairwells(world, signed_in):
    client = signed_in(world.grid_leader())

    assert names(search(client, "王建国")) == ["王建国"]
    assert names(search(client, "李秀英")) == []
    assert numbers(search(client, "3-1-101")) == []


def test_a_masked_room_does_not_find_a_household(world, signed_in):
    client = signed_in(world.leader())

    assert numbers(search(client, "3-2-501")) == []
    assert numbers(search(client, "H1")) == ["H1"]


def test_the_text_is_in_no_address_log_or_readable_session(world, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    client = signed_in(world.site_staff())

    response = client.post(reverse("search"), {"q": "王建国"})

    assert response.status_code == 302
    assert response.url == f"{reverse('search')}?n=1"
    assert "王建国" not in caplog.text
    assert "王建国" not in str(dict(client.session))


def test_an_earlier_search_is_shown_again_under_its_number(world, signed_in):
    client = signed_in(world.site_staff())
    for text in ["王建国", "李秀英"]:
        client.post(reverse("search"), {"q": text})

    first = client.get(reverse("search"), {"n": "1"})
    unknown = client.get(reverse("search"), {"n": "99"})

    assert names(first) == ["王建国"]
    assert "no-store" in first["Cache-Control"]
    assert "persons" not in unknown.context


def test_search_by_number_is_logged_without_the_number(world, signed_in):
    user = world.site_staff()
    client = signed_in(user)

    search(client, OWN_ID)
    search(client, OWN_PHONE)
    search(client, "王建国")

    events = AccessEvent.objects.filter(kind="search").order_by("id")
    assert [(e.actor_id, e.fields, e.row_count) for e in events] == [
        (user.pk, "id_number", 1),
        (user.pk, "phone", 1),
    ]
    assert OWN_ID not in str(list(events.values()))


def test_at_most_fifty_are_shown(db, signed_in):
    site = factories.make_site()
    household = factories.make_household(site)
    for _ in range(51):
        factories.make_person(household, name="张三")

    response = search(signed_in(factories.make_site_staff(site)), "张")

    assert len(names(response)) == 50
    assert "Only the first 50 are shown" in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_answers_take_the_same_queries(db, signed_in, django_assert_num_queries, rows):
    site = factories.make_site()
    for _ in range(rows):
        factories.make_household(site, head="张三")
    client = signed_in(factories.make_site_staff(site))
    client.post(reverse("search"), {"q": "张三"})

    with django_assert_num_queries(7):
        response = client.get(reverse("search"), {"n": "1"})

    assert len(names(response)) == rows


def test_shopkeeper_may_not_search(world, signed_in):
    response = signed_in(world.shopkeeper()).post(reverse("search"), {"q": "王建国"})

    assert response.status_code == 403


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", ()),
        ("  ", ()),
        ("王", (Kind.NAME,)),
        ("阿依古丽·买买提", (Kind.NAME,)),
        ("wjg", (Kind.PINYIN, Kind.HOUSEHOLD_NO)),
        ("3-2-501", (Kind.ADDRESS, Kind.HOUSEHOLD_NO)),
        ("3栋2单元501", (Kind.ADDRESS,)),
        ("52069919750304111x", (Kind.ID_NUMBER,)),
        ("13811112222", (Kind.PHONE, Kind.HOUSEHOLD_NO)),
        ("0856-7621234", (Kind.PHONE, Kind.HOUSEHOLD_NO)),
        ("%", (Kind.HOUSEHOLD_NO,)),
        ("𠮷", (Kind.NAME,)),
    ],
)
def test_kinds_of(text, kinds):
    assert kinds_of(tidy(text)) == kinds
