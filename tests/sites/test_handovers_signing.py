"""Who can still sign a hand-over list: the giver here until his last day, by hand afterwards (R32)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lib.periods import today
from lib.scope import scope_of
from lib.tasks import work_of
from sites.actions.appointments import rotate
from sites.enums import Post
from sites.models import Handover, Posting
from tests import factories

pytestmark = pytest.mark.django_db
DAY_AFTER = date(2026, 3, 7)


@pytest.fixture
def site():
    return factories.make_site(name="平阳安置点")


@pytest.fixture
def handover(site, time_machine) -> Handover:
    """A rotation asked for three days before the giver's last day."""
    time_machine.move_to("2026-03-03T10:00:00+08:00", tick=False)
    giver = factories.make_user("石书记", seen_first_steps=True)
    posting = factories.make_posting(giver, Post.FIRST_SECRETARY, site)
    successor = Posting(
        holder=factories.make_user("田书记", seen_first_steps=True),
        post=posting.post,
        site=site,
        valid_from=DAY_AFTER,
    )
    return rotate(
        actor=factories.make_user_with(Post.COUNTY_ADMINISTRATOR),
        posting=posting,
        successor=successor,
        items=["公章"],
        why="轮换",
    )


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


def test_before_the_last_day_the_page_says_until_when_and_from_when_each_signs(handover):
    page = signed_in(handover.giver).get(reverse("handover_detail", args=[handover.pk]))

    assert page.context["open_sides"] == [
        "石书记 signs here until 2026-03-06; afterwards the printed list, by hand.",
        "田书记 signs here from 2026-03-07 on.",
    ]


def test_after_the_last_day_the_giver_is_sent_to_the_paper(handover, time_machine):
    time_machine.move_to("2026-03-07T00:01:00+08:00", tick=False)

    refused = signed_in(handover.giver).post(reverse("handover_sign", args=[handover.pk]))

    handover.refresh_from_db()
    assert refused.status_code == 403
    assert handover.giver_signed_at is None
    assert "lacks your signature" in refused.content.decode()
    page = signed_in(handover.taker).get(reverse("handover_detail", args=[handover.pk]))
    assert page.context["open_sides"] == [
        "石书记 does not sign in here (any more) and signs the printed list by hand.",
        "田书记 signs here.",
    ]


def test_the_paper_closes_what_the_successor_signed_here(handover, site, time_machine):
    time_machine.move_to("2026-03-07T09:00:00+08:00", tick=False)
    signed_in(handover.taker).post(reverse("handover_sign", args=[handover.pk]))
    clerk = factories.make_site_staff(site)

    signed_in(clerk).post(
        reverse("handover_paper", args=[handover.pk]),
        {"file": SimpleUploadedFile("list.jpg", b"jpeg")},
    )

    handover.refresh_from_db()
    assert handover.is_signed
    assert (handover.giver_recorded_by, handover.taker_recorded_by) == (clerk, handover.taker)


def test_a_giver_who_keeps_another_post_goes_on_signing_here(handover, site):
    factories.make_posting(handover.giver, Post.WORK_TEAM_MEMBER, site)

    page = signed_in(handover.giver).get(reverse("handover_detail", args=[handover.pk]))

    assert page.context["open_sides"][0] == "石书记 signs here."


def test_unsigned_lists_past_their_day_wait_for_the_office_and_not_for_other_sites(
    handover, site, time_machine
):
    other = factories.make_site()
    factories.make_posting(factories.make_user(), Post.FIRST_SECRETARY, other)
    clerks = [factories.make_site_staff(place) for place in (site, other)]

    def waiting(user) -> bool:
        urls = [item.url for item in work_of(scope_of(user.pk, today()))]
        return reverse("handover_list") in urls

    before = [waiting(user) for user in clerks]
    time_machine.move_to("2026-03-07T09:00:00+08:00", tick=False)

    assert before == [False, False]
    assert [waiting(user) for user in clerks] == [True, False]


def test_the_list_shows_open_ones_of_ones_own_places_alone(handover, site):
    other = factories.make_site(name="外地安置点")
    Handover.objects.create(
        site=other, post=Post.MEDIATOR, giver=factories.make_user("暗记"), due_on=today()
    )

    page = signed_in(factories.make_site_staff(site)).get(reverse("handover_list"))

    assert [row["handover"] for row in page.context["page"].rows] == [handover]
    assert "暗记" not in page.content.decode()
