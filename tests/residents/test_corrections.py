from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from residents.models import Household, Membership, Person
from tests.factories import make_id_number
from tests.residents.world import MARK, OTHER_ID, OTHER_PHONE, OWN_ID, OWN_PHONE


def typed(client, url: str, **changes: str) -> dict[str, str]:
    """What the form's page holds, with changes: as a browser would send it."""
    form = client.get(url).context["form"]
    values = {}
    for bound in form:
        value = bound.value()
        if value is not None and value is not False:
            values[bound.html_name] = str(value)
    return values | changes


def household_url(household) -> str:
    return reverse("household_edit", args=[household.pk])


def person_url(person) -> str:
    return reverse("person_edit", args=[person.pk])


def test_a_correction_is_stored_and_audited(world, signed_in):
    user, household = world.site_staff(), world.own.household
    client = signed_in(user)
    url = household_url(household)

    response = client.post(url, typed(client, url, relocation_year="2018", moved_in_on="20190305"))

    assert response.status_code == 302
    household.refresh_from_db()
    assert (household.relocation_year, str(household.moved_in_on), household.version) == (
        2018, "2019-03-05", 2,
    )  # fmt: skip
    event = AuditEvent.objects.get(verb="row_changed")
    assert (event.actor, event.row_id) == (user, household.pk)
    assert event.detail == {"fields": ["moved_in_on", "relocation_year"]}


def test_untouched_masked_fields_stay(world, signed_in):
    client = signed_in(world.site_staff())
    url = household_url(world.own.household)

    client.post(url, typed(client, url, relocation_year="2018"))

    world.own.household.refresh_from_db()
    assert world.own.household.origin_village == "凯峡河村"


def test_a_stale_form_says_what_changed_and_keeps_what_was_typed(world, signed_in):
    first, second = signed_in(world.site_staff()), signed_in(world.county_staff())
    url = household_url(world.own.household)
    late = typed(second, url, origin_county="江口县")
    first.post(url, typed(first, url, relocation_year="2017"))

    response = second.post(url, late)

    assert response.status_code == 409
    assert "赵社区 changed this file" in response.text
    assert "relocation year: 2017" in response.text
    assert 'value="江口县"' in response.text
    world.own.household.refresh_from_db()
    assert world.own.household.origin_county == "石阡县"

    again = {bound.html_name: str(bound.value()) for bound in response.context["form"]
             if bound.value() not in (None, False)}  # fmt: skip
    assert second.post(url, again).status_code == 302
    world.own.household.refresh_from_db()
    assert world.own.household.origin_county == "江口县"


def test_a_stale_form_of_a_person_keeps_masks(world, signed_in):
    first, second = signed_in(world.site_staff()), signed_in(world.county_staff())
    url, number = person_url(world.own.head), make_id_number(date(1990, 7, 8), 127)
    late = typed(second, url, labour_skill="砌墙")
    first.post(url, typed(first, url, new_id_number=number, new_phone="13733334444"))

    response = second.post(url, late)

    assert response.status_code == 409
    assert "phone: 137****4444" in response.text
    assert "identity number: 520699********127" in response.text
    assert number not in response.text
    assert "1990-07-08" not in response.text


def test_the_same_form_twice_is_one_change(world, signed_in):
    client = signed_in(world.site_staff())
    url = household_url(world.own.household)
    form = typed(client, url, relocation_year="2018")

    client.post(url, form)
    client.post(url, form)

    world.own.household.refresh_from_db()
    assert world.own.household.version == 2


def test_a_taken_household_number_is_refused(world, signed_in):
    client = signed_in(world.site_staff())
    url = household_url(world.own.household)

    response = client.post(url, typed(client, url, household_no="H2"))

    assert "The site has a household H2 already" in response.text
    assert Household.objects.filter(household_no="H2").count() == 1


def test_a_day_that_is_none_is_refused_with_what_is_expected(world, signed_in):
    client = signed_in(world.site_staff())
    url = household_url(world.own.household)

    response = client.post(url, typed(client, url, moved_in_on="2019-02-30"))

    assert "“2019-02-30” is no day. Write it like 2026-11-23" in response.text


def test_the_form_of_a_person_shows_masks_only(world, signed_in):
    response = signed_in(world.site_staff()).get(person_url(world.own.head))

    assert OWN_ID not in response.text
    assert OWN_PHONE not in response.text
    assert "1975-03-04" not in response.text
    assert "138****2222" in response.text


def test_a_new_identity_number_is_sealed_and_sets_birth_and_sex(world, signed_in):
    person = world.own.head
    number = make_id_number(date(1990, 7, 8), 124)
    client = signed_in(world.site_staff())
    url = person_url(person)

    response = client.post(url, typed(client, url, new_id_number=f" {number[:6]} {number[6:]}"))

    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.id_number, str(person.birth_date), person.sex) == (number, "1990-07-08", "2")
    assert Person.objects.with_id_number(number).get() == person
    assert number not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"new_id_number": OWN_ID[:-1] + ("1" if OWN_ID[-1] != "1" else "2")}, "should be"),
        ({"new_id_number": "123"}, "18 characters"),
        ({"new_id_number": "520699750304111"}, "old number of 15 digits"),
        ({"new_birth_date": "1975-03-05"}, "says another birth date"),
        ({"sex": "2"}, "says the other sex"),
        ({"new_phone": "12345678901"}, "cannot be dialled"),
    ],
)
def test_what_does_not_agree_is_refused(world, signed_in, changes, sentence):
    client = signed_in(world.site_staff())
    url = person_url(world.own.head)

    response = client.post(url, typed(client, url, **changes))

    assert response.status_code == 200
    assert sentence in response.text
    world.own.head.refresh_from_db()
    assert (world.own.head.id_number, world.own.head.phone, world.own.head.version) == (
        OWN_ID, OWN_PHONE, 1,
    )  # fmt: skip


def test_a_number_registered_elsewhere_names_nothing(world, signed_in):
    client = signed_in(world.site_staff())
    url = person_url(world.own.head)

    response = client.post(url, typed(client, url, new_id_number=OTHER_ID, sex="1"))

    assert "registered elsewhere. Ask the county." in response.text
    assert MARK not in response.text
    assert OTHER_PHONE not in response.text


def test_a_number_of_the_own_site_names_its_owner(world, signed_in):
    other = Person.objects.get(name="李秀英")
    client = signed_in(world.site_staff())
    url = person_url(world.own.head)

    response = client.post(url, typed(client, url, new_id_number=other.id_number))

    assert "belongs to 李秀英, household H2" in response.text


def test_phone_can_be_changed_and_removed(world, signed_in):
    client = signed_in(world.site_staff())
    url = person_url(world.own.head)

    client.post(url, typed(client, url, new_phone="0856 7621234"))
    world.own.head.refresh_from_db()
    assert world.own.head.phone == "0856-7621234"

    client.post(url, typed(client, url, remove_phone="on"))
    world.own.head.refresh_from_db()
    assert world.own.head.phone == ""


def test_the_name_keys_follow_the_name(world, signed_in):
    client = signed_in(world.site_staff())
    url = person_url(world.own.head)

    client.post(url, typed(client, url, name="欧阳海"))

    world.own.head.refresh_from_db()
    assert world.own.head.name_initials == "oyh"


@pytest.mark.parametrize("who", ["grid_leader", "leader", "business_auditor", "shopkeeper"])
def test_who_may_not_correct(world, signed_in, who):
    client = signed_in(getattr(world, who)())

    for url in (household_url(world.own.household), person_url(world.own.head)):
        assert client.post(url, {"name": "改名", "version": "1"}).status_code == 403
        assert client.get(url).status_code == 403
    world.own.head.refresh_from_db()
    assert world.own.head.name == "王建国"


def test_rows_of_another_site_are_not_found(world, signed_in):
    client = signed_in(world.site_staff())

    for url in (household_url(world.other.household), person_url(world.other.head)):
        response = client.post(url, {"version": "1"})
        assert response.status_code == 404
        assert MARK not in response.text


def test_a_form_that_was_left_is_filled_in_again(world, signed_in):
    client = signed_in(world.site_staff())
    url = household_url(world.own.household)
    form = typed(client, url, origin_county="江口县", relocation_type="accompanying")

    client.post(reverse("draft_save"), {**form, "draft-form": url})
    again = client.get(url)

    assert 'value="江口县"' in again.text
    assert again.context["form"]["relocation_type"].value() == "accompanying"


def test_the_relation_of_a_member_is_corrected_but_not_the_heads(world, signed_in):
    client = signed_in(world.site_staff())
    child, head = person_url(world.own.child), person_url(world.own.head)

    client.post(child, typed(client, child, relation="41"))
    client.post(head, typed(client, head, relation="41"))

    relations = Membership.objects.filter(household=world.own.household)
    assert set(relations.values_list("person__name", "relation_code")) == {
        ("王建国", "02"),
        ("王小宝", "41"),
    }
