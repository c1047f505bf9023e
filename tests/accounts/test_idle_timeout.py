"""The idle time-out: it ends the session and loses nothing that was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from accounts.actions.drafts import delete_old_drafts, draft_for
from accounts.enums import AuditVerb
from accounts.models import AuditEvent, FormDraft
from config import urls
from sites.enums import Post
from tests.factories import PASSWORD, make_site, make_user_with

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.test_idle_timeout")]
MINUTE = 60
TYPED = {"name": "李小红", "kinds": ["a", "b"], "note": "五楼漏水"}


def a_form(request):
    """A page with a form of its own: shows the draft; a post with `name` goes on."""
    if request.method == "POST" and request.POST.get("name"):
        return HttpResponse(status=302, headers={"Location": "/a-form/"})
    return HttpResponse(repr(draft_for(request)))


def a_deed(request):
    """An address that only takes posts; its form stands on the page /a-form/."""
    return HttpResponse(status=302 if request.method == "POST" else 405)


urlpatterns = [
    path("a-form/", a_form, name="a_form"),
    path("a-deed/", a_deed, name="a_deed"),
    *urls.urlpatterns,
]
handler404, handler403 = urls.handler404, urls.handler403


@pytest.fixture
def clerk():
    return make_user_with(Post.CENTRE_STAFF, make_site(), seen_first_steps=True)


@pytest.fixture
def rested(client, clerk, time_machine):
    """Signed in, one page read, then no sign of life for the given minutes."""

    def rest(minutes: float) -> Client:
        time_machine.shift(minutes * MINUTE)
        return client

    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    client.force_login(clerk)
    client.get("/a-form/")
    return rest


def sign_in_again(client, clerk, wanted):
    return client.post(
        reverse("sign_in"), {"username": clerk.username, "password": PASSWORD, "next": wanted}
    )


def test_a_session_that_rested_half_an_hour_still_lives(rested):
    assert rested(29.5).get("/a-form/").status_code == 200


def test_one_that_rested_longer_is_ended_and_says_so(rested, clerk):
    client = rested(31)

    response = client.get("/a-form/?page=2")
    page = client.get(response.url).content.decode()

    assert response.url == "/sign-in/?next=%2Fa-form%2F%3Fpage%3D2"
    assert "30" in page
    assert client.get("/a-form/").status_code == 302
    event = AuditEvent.objects.get(verb=AuditVerb.SIGNED_OUT)
    assert (event.actor_id, event.detail) == (clerk.pk, {"idle": True})


def test_work_keeps_a_session_alive(rested):
    for _ in range(5):
        assert rested(20).get("/a-form/").status_code == 200


@pytest.mark.parametrize("header", ["X-Poll", "X-Fragment"])
def test_a_page_that_asks_again_by_itself_does_not(rested, header):
    statuses = [rested(20).get("/a-form/", headers={header: "1"}).status_code for _ in range(2)]

    assert statuses == [200, 401]
    assert rested(0).get("/a-form/").status_code == 302


def test_a_form_sent_too_late_comes_back_filled(rested, clerk):
    client = rested(45)

    late = client.post("/a-form/", TYPED, headers={"Referer": "http://testserver/a-form/?page=2"})
    sign_in_again(client, clerk, "/a-form/?page=2")
    filled = client.get("/a-form/?page=2").content.decode()

    assert late.url == "/sign-in/?next=%2Fa-form%2F%3Fpage%3D2"
    assert filled == repr(TYPED)


def test_the_draft_is_gone_when_the_form_was_sent(rested, clerk):
    client = rested(45)
    client.post("/a-form/", TYPED)
    sign_in_again(client, clerk, "/a-form/")

    client.post("/a-form/", TYPED)

    assert FormDraft.objects.count() == 0
    assert client.get("/a-form/").content.decode() == "{}"


def test_a_form_on_another_page_leads_back_to_that_page(rested):
    late = rested(45).post("/a-deed/", TYPED, headers={"Referer": "http://testserver/a-form/"})

    assert late.url == "/sign-in/?next=%2Fa-form%2F"
    assert FormDraft.objects.get().form == "/a-deed/"


def test_a_foreign_page_is_never_led_back_to(rested):
    late = rested(45).post("/a-form/", TYPED, headers={"Referer": "https://evil.example/x"})

    assert late.url == "/sign-in/?next=%2Fa-form%2F"


def test_somebody_else_at_the_same_browser_does_not_see_it(rested, clerk):
    client = rested(45)
    client.post("/a-form/", TYPED)
    other = make_user_with(Post.CENTRE_STAFF, make_site())

    sign_in_again(client, other, "/a-form/")

    assert client.get("/a-form/").content.decode() == "{}"


def test_passwords_and_files_are_not_kept_and_the_rest_is_sealed(rested):
    rested(45).post(
        "/a-form/",
        {**TYPED, "new_password": "Geheim-2026", "file": SimpleUploadedFile("a.txt", b"Inhalt")},
    )

    sealed = bytes(FormDraft.objects.get().payload_sealed)
    assert "李小红".encode() not in sealed
    client = rested(0)
    assert "Geheim" not in client.get("/a-form/").content.decode()


def test_a_late_form_without_its_token_is_refused_and_kept_nowhere(clerk, time_machine):
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    client.get("/a-form/")
    time_machine.shift(45 * MINUTE)

    assert client.post("/a-form/", TYPED).status_code == 403
    assert FormDraft.objects.count() == 0


def test_a_form_sent_by_nobody_leads_through_the_sign_in_page_to_its_page(client):
    headers = {"Referer": "http://testserver/a-form/?page=2"}

    assert client.post("/a-deed/", TYPED, headers=headers).url == (
        "/sign-in/?next=%2Fa-form%2F%3Fpage%3D2"
    )
    assert FormDraft.objects.count() == 0


def test_scripts_of_nobody_are_told_so(client):
    draft = client.post(reverse("draft_save"), {**TYPED, "draft-form": "/a-form/"})

    assert draft.status_code == 401
    assert client.get("/a-form/", headers={"X-Poll": "1"}).status_code == 401


def test_drafts_are_kept_while_somebody_types(client, clerk):
    client.force_login(clerk)

    kept = client.post(reverse("draft_save"), {**TYPED, "draft-form": "/a-form/"})

    assert kept.status_code == 204
    assert client.get("/a-form/").content.decode() == repr(TYPED)


def test_an_emptied_form_drops_its_draft(client, clerk):
    client.force_login(clerk)
    client.post(reverse("draft_save"), {**TYPED, "draft-form": "/a-form/"})

    client.post(reverse("draft_save"), {"name": " ", "draft-form": "/a-form/"})

    assert FormDraft.objects.count() == 0


@pytest.mark.parametrize("form", ["", "https://evil.example/", "/" + "x" * 130])
def test_a_draft_of_no_form_of_ours_is_refused(client, clerk, form):
    client.force_login(clerk)

    assert client.post(reverse("draft_save"), {**TYPED, "draft-form": form}).status_code == 400
    assert FormDraft.objects.count() == 0


def test_a_draft_that_comes_too_late_is_kept_but_wakes_nobody(rested):
    client = rested(45)

    kept = client.post(reverse("draft_save"), {**TYPED, "draft-form": "/a-form/"})

    assert kept.status_code == 204
    assert FormDraft.objects.count() == 1
    assert client.get("/a-form/").status_code == 302


def test_drafts_nobody_comes_back_to_are_deleted_after_days(client, clerk, time_machine):
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    client.force_login(clerk)
    client.post(reverse("draft_save"), {**TYPED, "draft-form": "/a-form/"})

    time_machine.shift(6 * 24 * 60 * MINUTE)
    early = delete_old_drafts()
    time_machine.shift(2 * 24 * 60 * MINUTE)

    assert (early, delete_old_drafts()) == (0, 1)


def test_a_page_asks_for_what_was_kept_of_its_own_form_and_gets_no_other(rested, clerk):
    client = rested(45)
    late = client.post("/a-deed/", TYPED, headers={"Referer": "http://testserver/a-form/"})
    asked = {"draft-form": "/a-deed/"}

    signed_out = client.get(reverse("draft_save"), asked, headers={"X-Fragment": "1"})
    sign_in_again(client, clerk, "/a-form/")
    own = client.get(reverse("draft_save"), asked).json()
    other = client.get(reverse("draft_save"), {"draft-form": "/a-form/"}).json()
    stranger = Client()
    stranger.force_login(make_user_with(Post.CENTRE_STAFF, make_site()))

    assert late.cookies["typed"].value == "1"
    assert signed_out.status_code == 401
    assert own == {"name": ["李小红"], "kinds": ["a", "b"], "note": ["五楼漏水"]}
    assert other == {}
    assert stranger.get(reverse("draft_save"), asked).json() == {}


def test_an_idle_session_does_not_give_out_what_was_kept(rested):
    client = rested(1)
    client.post(reverse("draft_save"), {**TYPED, "draft-form": "/a-form/"})

    late = rested(45).get(
        reverse("draft_save"), {"draft-form": "/a-form/"}, headers={"X-Fragment": "1"}
    )

    assert late.status_code == 401
