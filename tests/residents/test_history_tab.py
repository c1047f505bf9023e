from datetime import date

from django.urls import reverse

from lib.periods import today
from lib.scope import scope_of, scoped
from residents.actions.corrections import correct_household, correct_person
from tests import factories
from tests.residents.world import MARK, OWN_ID


def test_history_names_who_when_and_values_in_words(world, signed_in):
    user, household = world.site_staff(), world.own.household
    with scoped(scope_of(user.pk, today())):
        correct_household(
            actor=user,
            household=household,
            version=1,
            fields={
                "relocation_type": "accompanying",
                "title_issued_on": date(2020, 1, 2),
            },
        )

    response = signed_in(user).get(reverse("household_history", args=[household.pk]))

    deed = response.context["deeds"][0]
    story = deed.stories[0]
    assert (deed.who, story.kind, story.subject) == ("赵社区", "changed", "household")
    assert {(line.label, line.old, line.new) for line in story.lines} == {
        ("relocation type", "registered poor household", "accompanying household"),
        ("property certificate issued on", "", "2020-01-02"),
    }
    assert MARK not in response.text


def test_history_masks_numbers_phones_and_birth_dates(world, signed_in):
    user, head = world.site_staff(), world.own.head
    number = factories.make_id_number(date(1990, 7, 8), 125)
    scope = scope_of(user.pk, today())
    with scoped(scope):
        correct_person(
            actor=user,
            scope=scope,
            person=head,
            version=1,
            fields={"phone": "13733334444", "birth_date": date(1990, 7, 8)},
            id_number=number,
        )
    client = signed_in(user)

    family = client.get(reverse("household_history", args=[world.own.household.pk]))
    own = client.get(reverse("person_history", args=[head.pk]))

    for response in (family, own):
        assert not any(
            value in response.text
            for value in (number, OWN_ID, "13733334444", "13811112222", "1990-07-08", "1975-03-04")
        )
        assert "137****4444" in response.text
        assert "1990-**-**" in response.text


def test_a_leader_sees_that_health_changed_but_not_to_what(world, signed_in):
    staff = world.site_staff()
    scope = scope_of(staff.pk, today())
    with scoped(scope):
        correct_person(
            actor=staff, scope=scope, person=world.own.head, version=1, fields={"illness": "糖尿病"}
        )

    response = signed_in(world.leader()).get(reverse("person_history", args=[world.own.head.pk]))

    line = response.context["deeds"][0].stories[0].lines[0]
    assert (line.label, line.old, line.new) == ("illness", "****", "****")
    assert "糖尿病" not in response.text


def test_history_of_another_site_is_not_found(world, signed_in):
    client = signed_in(world.site_staff())

    for name, row in [
        ("household_history", world.other.household),
        ("person_history", world.other.head),
    ]:
        response = client.get(reverse(name, args=[row.pk]))
        assert response.status_code == 404
        assert MARK not in response.text
