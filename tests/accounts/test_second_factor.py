"""The second factor: a real TOTP code, obligatory posts, remembered devices, clearing."""

import base64
from datetime import timedelta
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp

from accounts.actions.second_factor import NEW_KEY, clear_second_factor
from accounts.enums import AuditVerb
from accounts.models import AuditEvent, SecondFactor, TrustedDevice
from sites.enums import Post
from tests.factories import PASSWORD, make_site, make_user_with

pytestmark = pytest.mark.django_db
ASK, SET_UP = "/second-factor/", "/second-factor/set-up/"


@pytest.fixture(autouse=True)
def obligatory(settings, time_machine):
    settings.SECOND_FACTOR_OBLIGATORY = True
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)


@pytest.fixture
def officer():
    return make_user_with(Post.COUNTY_STAFF, seen_first_steps=True)


@pytest.fixture
def later(time_machine):
    """A code works once only: moves on to the next half minute."""
    return lambda seconds=60: time_machine.shift(seconds)


def code_for(key: str) -> str:
    """What the phone shows now."""
    return f"{totp(SecondFactor(key=key).bin_key):06d}"


def code_of(user) -> str:
    return code_for(SecondFactor.objects.get(user=user).key)


def sign_in(client: Client, user):
    return client.post(reverse("sign_in"), {"username": user.username, "password": PASSWORD})


def set_up(client: Client, **more):
    client.get(SET_UP)
    return client.post(SET_UP, {"otp": code_for(client.session[NEW_KEY]), **more})


def signed_in_with_device(user, **more) -> Client:
    client = Client()
    sign_in(client, user)
    assert set_up(client, **more).status_code == 302
    return client


@pytest.mark.parametrize(
    "post", [Post.COUNTY_ADMINISTRATOR, Post.COUNTY_STAFF, Post.AUDITOR, Post.BUSINESS_AUDITOR]
)
def test_county_posts_see_no_page_before_they_have_set_up_a_second_factor(client, post):
    sign_in(client, make_user_with(post))

    page = client.get(reverse("staff_list"))
    posted = client.post(reverse("staff_list"), {"words": "张"})

    assert urlsplit(page.url).path == urlsplit(posted.url).path == ASK
    assert client.get(ASK).url == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_site_posts_need_none(client):
    sign_in(client, make_user_with(Post.CENTRE_STAFF, make_site()))

    assert client.get(reverse("staff_list")).status_code == 200


def test_the_demonstration_needs_none(client, officer, settings):
    settings.SECOND_FACTOR_OBLIGATORY = False
    sign_in(client, officer)

    assert client.get(reverse("staff_list")).status_code == 200


def test_the_set_up_page_shows_the_key_as_a_picture_without_inline_parts(client, officer):
    sign_in(client, officer)

    page = client.get(SET_UP).content.decode()

    assert 'src="data:image/svg+xml' in page
    assert "style=" not in page


def test_a_right_code_sets_the_device_up_and_opens_the_pages(client, officer):
    sign_in(client, officer)

    response = set_up(client, next=reverse("staff_list"))

    assert response.url == reverse("staff_list")
    assert client.get(reverse("staff_list")).status_code == 200
    assert NEW_KEY not in client.session
    event = AuditEvent.objects.get(verb=AuditVerb.SECOND_FACTOR_SET)
    assert (event.actor_id, event.row_id) == (officer.pk, officer.pk)


@pytest.mark.parametrize("code", ["000000", "12345", "abcdef", "", "１２３"])
def test_a_wrong_code_sets_nothing_up(client, officer, code):
    sign_in(client, officer)
    client.get(SET_UP)

    response = client.post(SET_UP, {"otp": code})

    assert response.status_code == 200
    assert SecondFactor.objects.count() == 0


def test_the_next_sign_in_asks_for_a_code(client, officer, later):
    signed_in_with_device(officer)
    later()
    sign_in(client, officer)

    before = client.get(reverse("staff_list"))
    answer = client.post(ASK, {"otp": code_of(officer), "next": reverse("staff_list")})

    assert urlsplit(before.url).path == ASK
    assert answer.url == reverse("staff_list")
    assert client.get(reverse("staff_list")).status_code == 200


def test_full_width_digits_are_understood(client, officer, later):
    signed_in_with_device(officer)
    later()
    sign_in(client, officer)
    wide = code_of(officer).translate({48 + n: 0xFF10 + n for n in range(10)})

    assert client.post(ASK, {"otp": wide}).status_code == 302


def test_a_password_alone_cannot_set_up_another_device(client, officer):
    signed_in_with_device(officer)
    key = SecondFactor.objects.get().key
    sign_in(client, officer)

    page = client.get(SET_UP)
    posted = client.post(SET_UP, {"otp": "123456"})

    assert page.url == posted.url == ASK
    assert SecondFactor.objects.get().key == key


def test_a_code_works_once_only(officer, later):
    signed_in_with_device(officer)
    later()
    first, second = Client(), Client()
    sign_in(first, officer)
    sign_in(second, officer)
    code = code_of(officer)

    assert first.post(ASK, {"otp": code}).status_code == 302
    assert second.post(ASK, {"otp": code}).status_code == 200
    assert urlsplit(second.get(reverse("staff_list")).url).path == ASK


def test_wrong_codes_are_audited_and_slow_down(client, officer, later):
    signed_in_with_device(officer)
    later()
    sign_in(client, officer)

    client.post(ASK, {"otp": "000000"})
    at_once = client.post(ASK, {"otp": code_of(officer)})
    later()
    afterwards = client.post(ASK, {"otp": code_of(officer)})

    event = AuditEvent.objects.get(verb=AuditVerb.SIGN_IN_FAILED)
    assert event.detail == {"step": "second_factor"}
    assert "000000" not in repr(event.detail)
    assert (at_once.status_code, afterwards.status_code) == (200, 302)


def test_a_remembered_device_is_not_asked_for_thirty_days(officer, later):
    client = signed_in_with_device(officer, remember="on")
    client.post(reverse("sign_out"))

    later(29 * 24 * 3600)
    sign_in(client, officer)
    within = client.get(reverse("staff_list")).status_code
    client.post(reverse("sign_out"))
    later(2 * 24 * 3600)
    sign_in(client, officer)
    after = client.get(reverse("staff_list"))

    assert within == 200
    assert urlsplit(after.url).path == ASK


def test_only_a_hash_of_the_remembered_device_is_kept(officer):
    client = signed_in_with_device(officer, remember="on")

    cookie = client.cookies[f"known_device_{officer.pk}"]
    device = TrustedDevice.objects.get()
    assert cookie.value.encode() not in bytes(device.token_hash)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert device.expires_at - device.created_at == timedelta(days=30)
    assert AuditEvent.objects.filter(verb=AuditVerb.DEVICE_TRUSTED).count() == 1


def test_a_remembered_device_is_that_of_one_person_and_one_browser(officer, later):
    other = make_user_with(Post.COUNTY_STAFF)
    client = signed_in_with_device(officer, remember="on")
    signed_in_with_device(other)
    later()
    stolen = client.cookies[f"known_device_{officer.pk}"].value
    client.post(reverse("sign_out"))
    client.cookies[f"known_device_{other.pk}"] = stolen

    sign_in(client, other)

    assert urlsplit(client.get(reverse("staff_list")).url).path == ASK


def test_clearing_ends_what_open_sessions_had_proved_and_forgets_devices(officer):
    administrator = make_user_with(Post.COUNTY_ADMINISTRATOR)
    client = signed_in_with_device(officer, remember="on")

    clear_second_factor(actor=administrator, user=officer)

    assert urlsplit(client.get(reverse("staff_list")).url).path == ASK
    assert client.get(ASK).url.startswith(SET_UP)
    assert (SecondFactor.objects.count(), TrustedDevice.objects.count()) == (0, 0)
    event = AuditEvent.objects.get(verb=AuditVerb.SECOND_FACTOR_CLEARED)
    assert (event.actor_id, event.row_id) == (administrator.pk, officer.pk)


def test_who_has_set_one_up_of_his_own_accord_is_asked_too(later):
    clerk = make_user_with(Post.CENTRE_STAFF, make_site())
    signed_in_with_device(clerk)
    later()
    client = Client()
    sign_in(client, clerk)

    assert urlsplit(client.get(reverse("staff_list")).url).path == ASK


def test_the_session_gets_a_new_key_with_the_second_factor(client, officer):
    sign_in(client, officer)
    before = client.session.session_key

    set_up(client)

    assert client.session.session_key != before


def test_the_secret_stands_in_clear_neither_in_the_table_nor_in_the_session(client, officer):
    sign_in(client, officer)
    client.get(SET_UP)
    waiting = client.session[NEW_KEY]
    set_up(client)
    device = SecondFactor.objects.get()

    for kept in (waiting, device.key):
        assert device.bin_key.hex() not in kept
        assert base64.b32encode(device.bin_key).decode() not in kept
    assert device.key == waiting


def test_a_secret_whose_key_was_lost_lets_nobody_in_and_breaks_nothing(officer, later, settings):
    signed_in_with_device(officer)
    later()
    code = code_of(officer)
    other = base64.urlsafe_b64encode(b"x" * 32).decode()
    client = Client()
    sign_in(client, officer)

    settings.PERSONAL_DATA_KEYS = [f"1:{other}"]
    page = client.post(ASK, {"otp": code})

    assert page.status_code == 200
    assert client.get("/").url.startswith(ASK)


def test_secrets_of_earlier_versions_are_sealed_by_the_migration(officer):
    module = import_module("accounts.migrations.0003_second_factor_sealed")
    secret = b"s" * 20
    device = SecondFactor.objects.create(user=officer, name="totp", key=secret.hex())

    module.seal_secrets(apps, None)
    device.refresh_from_db()
    sealed, opened = device.key, device.bin_key
    module.open_secrets(apps, None)
    device.refresh_from_db()

    assert opened == secret
    assert secret.hex() not in sealed
    assert device.key == secret.hex()
