"""What a password must be, and the forced change of a first or an old one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.users import create_user, new_first_password, set_first_password
from accounts.enums import AuditVerb
from accounts.models import AuditEvent, FormDraft, FormerPassword, TrustedDevice
from accounts.passwords import NotUsedBeforeValidator, ThreeKindsValidator
from sites.enums import Post
from tests.factories import PASSWORD, make_site, make_user, make_user_with

pytestmark = pytest.mark.django_db
NEW = "Anju-new-2027"


@pytest.fixture
def clerk():
    return make_user_with(Post.CENTRE_STAFF, make_site(), seen_first_steps=True)


def change(client: Client, new: str, old: str = PASSWORD, again: str | None = None):
    return client.post(
        reverse("password_change"),
        {"old_password": old, "new_password": new, "new_password_again": again or new},
    )


@pytest.mark.parametrize("password", ["abcdefghij", "abcdefgh12", "ABCDEFGH12", "abcdef----"])
def test_fewer_than_three_kinds_of_characters_are_refused(password):
    with pytest.raises(ValidationError):
        ThreeKindsValidator().validate(password)


@pytest.mark.parametrize("password", ["abcDEF1234", "abc-def-12", "ABC-DEF-12", "安居小区ab12"])
def test_three_kinds_of_characters_are_enough(password):
    assert ThreeKindsValidator().validate(password) is None


def test_the_last_five_passwords_may_not_come_again_but_older_ones_may():
    user = make_user()
    used = [PASSWORD] + [f"Anju-pass-{number}" for number in range(5)]
    for password in used[1:]:
        user.set_password(password)
        user.save()

    refused = []
    for password in used:
        try:
            NotUsedBeforeValidator(last=5).validate(password, user)
        except ValidationError:
            refused.append(password)

    assert refused == used[1:]
    assert FormerPassword.objects.filter(user=user).count() == 5


def test_a_new_password_ends_all_other_sessions(client, clerk):
    elsewhere = Client()
    elsewhere.force_login(clerk)
    client.force_login(clerk)

    response = change(client, NEW)

    assert response.status_code == 302
    assert client.get(reverse("staff_list")).status_code == 200
    assert elsewhere.get(reverse("staff_list")).status_code == 302
    event = AuditEvent.objects.get(verb=AuditVerb.PASSWORD_CHANGED)
    assert (event.actor_id, event.row_id) == (clerk.pk, clerk.pk)


@pytest.mark.parametrize(
    ("new", "old", "again"),
    [
        (NEW, "not the old one", NEW),
        (NEW, PASSWORD, NEW + "x"),
        (PASSWORD, PASSWORD, PASSWORD),
        ("Short-1", PASSWORD, "Short-1"),
        ("1234567890", PASSWORD, "1234567890"),
    ],
)
def test_a_wrong_change_is_refused_and_shows_no_password(client, clerk, new, old, again):
    client.force_login(clerk)

    response = change(client, new, old, again)

    clerk.refresh_from_db()
    assert response.status_code == 200
    assert clerk.check_password(PASSWORD)
    assert f'value="{new}"' not in response.content.decode()


def test_a_wrong_old_password_is_audited(client, clerk):
    client.force_login(clerk)

    change(client, NEW, "not the old one")

    event = AuditEvent.objects.get(verb=AuditVerb.SIGN_IN_FAILED)
    assert (event.row_id, event.detail["step"]) == (clerk.pk, "password_change")


def test_a_form_sent_before_the_change_comes_back_filled(client, clerk):
    clerk.must_change_password = True
    clerk.save()
    client.force_login(clerk)

    answer = client.post(
        reverse("staff_list"), {"words": "张"}, headers={"Referer": "http://testserver/staff/"}
    )

    assert answer.url == f"{reverse('password_change')}?next=%2Fstaff%2F"
    assert FormDraft.objects.get().form == reverse("staff_list")


def test_a_first_password_must_be_changed_before_anything_else(client, clerk):
    first = set_first_password(actor=None, user=clerk)
    client.post(reverse("sign_in"), {"username": clerk.username, "password": first})

    before = client.get(reverse("staff_list"))
    posted = client.post(reverse("staff_list"), {"words": "张"})
    changed = change(client, NEW, first)
    after = client.get(reverse("staff_list"))

    assert before.url == posted.url == f"{reverse('password_change')}?next=%2Fstaff%2F"
    assert changed.status_code == 302
    assert after.status_code == 200


def test_a_password_that_has_reached_its_age_must_be_changed(client, clerk):
    clerk.password_changed_at = timezone.now() - timedelta(days=91)
    clerk.save()
    client.force_login(clerk)

    assert reverse("password_change") in client.get(reverse("staff_list")).url
    assert change(client, NEW).status_code == 302
    assert client.get(reverse("staff_list")).status_code == 200


def test_a_first_password_takes_the_remembered_devices_away(client, clerk):
    TrustedDevice.objects.create(
        user=clerk, token_hash=b"x", expires_at=timezone.now() + timedelta(days=1)
    )
    administrator = make_user_with(Post.COUNTY_ADMINISTRATOR)

    set_first_password(actor=administrator, user=clerk)

    event = AuditEvent.objects.get(verb=AuditVerb.PASSWORD_CHANGED)
    assert TrustedDevice.objects.count() == 0
    assert (event.actor_id, event.row_id) == (administrator.pk, clerk.pk)


def test_first_passwords_keep_the_rules_and_differ():
    made = {new_first_password() for _ in range(50)}

    assert len(made) == 50
    for password in made:
        ThreeKindsValidator().validate(password)
        assert len(password) == 14


def test_a_new_user_must_change_the_password_that_he_was_given():
    user = create_user(actor=None, username="zhang.san", name="张三", password=PASSWORD)

    assert user.must_change_password
    assert AuditEvent.objects.get(verb=AuditVerb.USER_SAVED).row_id == user.pk


def test_an_entry_of_the_directory_without_a_password_cannot_sign_in(client):
    user = create_user(actor=None, username="li.si", name="李四")

    assert not user.has_usable_password()
    assert not user.must_change_password


def test_a_user_name_is_given_once_only():
    create_user(actor=None, username="li.si", name="李四")

    with pytest.raises(ValidationError):
        create_user(actor=None, username="li.si", name="别人")
