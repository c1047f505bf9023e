"""Signing in and out: the session, the lock-out, and what the audit log says of it."""

import logging

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.enums import AuditVerb
from accounts.models import AuditEvent
from lib.sign_ins import demo_sign_ins
from sites.enums import Post
from tests.factories import PASSWORD, make_site, make_user_with

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "192.0.2.10", "192.0.2.20"


@pytest.fixture
def clerk():
    return make_user_with(Post.CENTRE_STAFF, make_site(), seen_first_steps=True)


@pytest.fixture
def behind_proxy(settings):
    settings.AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]


def try_to_sign_in(client: Client, username: str, password: str = PASSWORD, address: str = HERE):
    return client.post(
        reverse("sign_in"),
        {"username": username, "password": password},
        headers={"X-Forwarded-For": address},
    )


def events(*verbs: AuditVerb):
    return list(
        AuditEvent.objects.filter(verb__in=verbs)
        .order_by("id")
        .values_list("verb", "actor_id", "row_id", "address")
    )


def test_the_page_says_what_this_is_and_whom_to_ask(client):
    page = client.get(reverse("sign_in")).content.decode()

    assert "安置" in page
    assert "县级管理员" in page


def test_every_other_page_leads_to_the_sign_in_page(client):
    response = client.get(reverse("staff_list"))

    assert response.status_code == 302
    assert response.url == f"{reverse('sign_in')}?next={reverse('staff_list')}"


def test_who_knows_the_password_gets_in_and_comes_to_the_page_wanted(client, clerk):
    response = client.post(
        reverse("sign_in"),
        {"username": clerk.username, "password": PASSWORD, "next": "/staff/"},
    )

    assert (response.status_code, response.url) == (302, "/staff/")
    assert client.get("/staff/").status_code == 200
    assert events(AuditVerb.SIGNED_IN) == [("signed_in", clerk.pk, clerk.pk, "127.0.0.1")]


def test_no_other_site_is_ever_the_page_wanted(client, clerk):
    response = client.post(
        reverse("sign_in"),
        {"username": clerk.username, "password": PASSWORD, "next": "https://evil.example/x"},
    )

    assert response.url == reverse("home")


def test_the_first_sign_in_shows_the_first_steps_until_they_are_understood(client, clerk):
    clerk.seen_first_steps = False
    clerk.save()

    first = try_to_sign_in(client, clerk.username)
    page = client.get(first.url)
    understood = client.post(first.url)
    client.post(reverse("sign_out"))
    second = try_to_sign_in(client, clerk.username)

    assert first.url == reverse("first_steps")
    assert page.content.decode().count("<h2>") == 3
    assert understood.url == second.url == reverse("home")


def test_the_language_of_the_user_comes_with_him(client, clerk):
    clerk.language = "en"
    clerk.save()

    response = try_to_sign_in(client, clerk.username)

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert "Staff directory" in client.get(reverse("staff_list")).content.decode()


def test_the_language_switch_is_remembered_with_the_user(client, clerk):
    client.force_login(clerk)

    client.post(reverse("set_language"), {"language": "en", "next": "/staff/"})

    clerk.refresh_from_db()
    assert clerk.language == "en"


def test_large_type_is_switched_on_and_off(client, clerk):
    client.force_login(clerk)

    on = client.post(reverse("preferences"), {"large_type": "1", "next": "/staff/"})
    page = client.get("/staff/").content.decode()
    client.post(reverse("preferences"), {"large_type": ""})

    clerk.refresh_from_db()
    assert on.url == "/staff/"
    assert 'class="large-type"' in page
    assert clerk.large_type is False


def test_signing_out_ends_the_session_and_only_a_post_does(client, clerk):
    client.force_login(clerk)

    by_link = client.get(reverse("sign_out")).status_code
    client.post(reverse("sign_out"))

    assert by_link == 405
    assert client.get(reverse("staff_list")).status_code == 302
    assert events(AuditVerb.SIGNED_OUT) == [("signed_out", clerk.pk, clerk.pk, "127.0.0.1")]


def test_a_user_who_is_not_active_cannot_sign_in_and_loses_his_session(client, clerk):
    client.force_login(clerk)
    clerk.is_active = False
    clerk.save()

    assert client.get(reverse("staff_list")).status_code == 302
    assert try_to_sign_in(client, clerk.username).status_code == 200


def test_a_failure_is_kept_with_the_user_but_never_what_was_typed(client, clerk, caplog):
    typed = "Geheim-520699199001011234"
    with caplog.at_level(logging.DEBUG):
        try_to_sign_in(client, clerk.username, "wrong")
        try_to_sign_in(client, typed, "wrong")

    found = AuditEvent.objects.filter(verb=AuditVerb.SIGN_IN_FAILED).order_by("id")
    assert [(event.actor_id, event.row_id) for event in found] == [(None, clerk.pk), (None, None)]
    assert typed not in repr(list(found.values()))
    assert typed not in caplog.text
    assert clerk.username not in caplog.text


def test_attempts_are_counted_without_the_name_that_was_typed(client):
    from axes.models import AccessAttempt

    try_to_sign_in(client, "Geheim-1990", "wrong")

    stored = repr(list(AccessAttempt.objects.values()))
    assert AccessAttempt.objects.count() == 1
    assert "Geheim" not in stored
    assert "wrong" not in stored


def test_five_failures_lock_the_user_at_this_address_alone(client, clerk, behind_proxy):
    colleague = make_user_with(Post.CENTRE_STAFF, make_site())
    answers = [try_to_sign_in(client, clerk.username, "wrong").status_code for _ in range(5)]

    locked = try_to_sign_in(client, clerk.username)
    by_the_colleague = try_to_sign_in(Client(), colleague.username)
    from_elsewhere = try_to_sign_in(Client(), clerk.username, address=ELSEWHERE)

    assert answers == [200, 200, 200, 200, 429]
    assert locked.status_code == 429
    assert "15" in locked.content.decode()
    assert by_the_colleague.status_code == 302
    assert from_elsewhere.status_code == 302
    assert events(AuditVerb.SIGN_IN_FAILED) == [("sign_in_failed", None, clerk.pk, HERE)] * 4
    assert events(AuditVerb.LOCKED_OUT) == [("locked_out", None, clerk.pk, HERE)] * 2


def test_the_lock_opens_after_a_quarter_of_an_hour(client, clerk, time_machine):
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    for _ in range(5):
        try_to_sign_in(client, clerk.username, "wrong")

    time_machine.shift(14 * 60)
    early = try_to_sign_in(client, clerk.username).status_code
    time_machine.shift(16 * 60)
    late = try_to_sign_in(client, clerk.username).status_code

    assert (early, late) == (429, 302)


def test_without_a_proxy_a_made_up_address_does_not_dodge_the_lock(client, clerk):
    for number in range(5):
        try_to_sign_in(client, clerk.username, "wrong", address=f"198.51.100.{number}")

    assert try_to_sign_in(client, clerk.username, address="198.51.100.9").status_code == 429


def test_demonstration_sign_ins_are_shown_in_the_demonstration_only(client, settings):
    assert demo_sign_ins()
    real = client.get(reverse("sign_in")).content.decode()
    settings.DEMO = True
    demo = client.get(reverse("sign_in")).content.decode()

    assert "demo-site" not in real
    assert demo_sign_ins()[0].password not in real
    assert "demo-site" in demo


def test_passwords_are_kept_as_argon2_hashes():
    from config import settings as real

    assert real.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_a_name_that_is_no_text_is_refused_and_kept_as_a_failure(client, db):
    answer = client.post(reverse("sign_in"), {"username": "clerk\x00", "password": "x"})

    assert answer.status_code == 200
    assert AuditEvent.objects.filter(verb=AuditVerb.SIGN_IN_FAILED).count() == 1
