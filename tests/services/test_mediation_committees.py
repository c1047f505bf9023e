"""A committee has 3 to 9 members and women among them; the master data says what is wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from services.models import MediationCommittee
from sites.enums import Post
from tests import factories


@pytest.fixture
def site(db):
    return factories.make_site()


def typed(site, *sexes: str) -> dict[str, str]:
    """The form of a committee with a member for each sex."""
    form = {
        "site": str(site.pk),
        "name": "平阳社区人民调解委员会",
        "valid_from": "2024-01-01",
        "members-TOTAL_FORMS": str(len(sexes)),
        "members-INITIAL_FORMS": "0",
    }
    for number, sex in enumerate(sexes):
        member = {
            "user": factories.make_user_with(Post.MEDIATOR, site, name=f"调解员{number}").pk,
            "sex": sex,
            "valid_from": "2024-01-01",
        }
        form |= {f"members-{number}-{name}": str(value) for name, value in member.items()}
    return form


def post(user, form: dict[str, str]):
    client = Client()
    type(user).objects.filter(pk=user.pk).update(language="en", seen_first_steps=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client.post(reverse("admin:services_mediationcommittee_add"), form)


@pytest.mark.parametrize(
    ("sexes", "sentence"),
    [
        ("12", "A mediation committee has 3 to 9 members; these are 2."),
        ("1212121212", "A mediation committee has 3 to 9 members; these are 10."),
        ("111", "A mediation committee must have women among its members."),
    ],
)
def test_a_committee_that_is_not_lawful_is_refused(site, sexes, sentence):
    response = post(factories.make_county_staff(), typed(site, *sexes))

    assert sentence in response.content.decode()
    assert not MediationCommittee.objects.exists()


def test_a_lawful_one_is_stored_with_its_members_at_its_site(site):
    response = post(factories.make_site_staff(site), typed(site, "1", "2", "1"))

    committee = MediationCommittee.objects.get()
    assert response.status_code == 302
    assert {member.site_id for member in committee.members.all()} == {site.pk}


def test_who_could_not_open_a_case_is_not_offered_as_a_mediator(site):
    form = typed(site, "1", "2", "1")
    form["members-0-user"] = str(factories.make_user_with(Post.SHOPKEEPER, site).pk)

    response = post(factories.make_site_staff(site), form)

    assert response.status_code == 200
    assert not MediationCommittee.objects.exists()
