"""A posting that ended takes its access with it at midnight: in sessions, admin and queued jobs."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.actions.exports import ask_for_export
from accounts.enums import ExportStatus
from accounts.models import User
from grids.enums import GridPost
from lib.periods import today
from lib.scope import scope_of
from sites.actions.leaves import change_leave, record_leave, stand_in
from sites.actions.postings import end_posting
from sites.enums import LeaveKind, Post
from sites.models import Posting
from tests import factories
from tests.residents.world import make_world

pytestmark = pytest.mark.django_db
LAST_MINUTE = "2026-03-06T23:58:00+08:00"
AFTER_MIDNIGHT = "2026-03-07T00:01:00+08:00"
LAST_DAY = date(2026, 3, 6)
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def leaver(world, time_machine):
    """Somebody of the site's centre whose posting has its last day today."""
    time_machine.move_to(LAST_MINUTE, tick=False)
    user = factories.make_user_with(
        Post.CENTRE_STAFF, world.own.site, name="赵社区", seen_first_steps=True
    )
    end_posting(actor=user, posting=Posting.objects.get(holder=user), on=LAST_DAY)
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_open_session_is_refused_from_midnight_on(world, leaver, time_machine):
    client = signed_in(leaver)
    address = reverse("household_detail", args=[world.own.household.pk])
    before = client.get(address)

    time_machine.move_to(AFTER_MIDNIGHT, tick=False)
    after = client.get(address)

    assert (before.status_code, after.status_code) == (200, 403)
    assert "王建国" in before.content.decode()
    assert "王建国" not in after.content.decode()


def test_the_admin_is_closed_from_midnight_on(leaver, time_machine):
    client = signed_in(leaver)
    address = reverse("admin:sites_building_changelist")
    before = client.get(address)

    time_machine.move_to(AFTER_MIDNIGHT, tick=False)

    assert (before.status_code, client.get(address).status_code) == (200, 403)


def test_a_queued_export_is_refused_from_midnight_on(leaver, time_machine):
    job = ask_for_export(
        actor=leaver,
        scope=scope_of(leaver.pk, today()),
        exporter="households",
        params={"query": "", "columns": [], "clear": False},
        reason="季度核对",
    )

    time_machine.move_to(AFTER_MIDNIGHT, tick=False)
    call_command("worker", "--batch")

    job.refresh_from_db()
    assert job.status == ExportStatus.REFUSED
    assert not job.file_sealed


@pytest.fixture
def absent(world):
    """The first secretary of the own site, on leave from 2 to 6 March 2026."""
    secretary = factories.make_posting(
        factories.make_user("石书记"), Post.FIRST_SECRETARY, world.own.site
    )
    leave = record_leave(
        actor=secretary.holder,
        holder=secretary.holder,
        kind=LeaveKind.ANNUAL,
        first=date(2026, 3, 2),
        last=LAST_DAY,
        site=world.own.site,
    )
    return secretary, leave


def stands_in(posting) -> User:
    colleague = factories.make_user("李代班", seen_first_steps=True)
    stand_in(
        actor=posting.holder,
        posting=posting,
        holder=colleague,
        first=date(2026, 3, 2),
        last=LAST_DAY,
    )
    return colleague


def test_a_stand_in_has_access_for_just_his_days(world, absent, time_machine):
    time_machine.move_to("2026-03-01T10:00:00+08:00", tick=False)
    posting, _leave = absent
    address = reverse("household_detail", args=[world.own.household.pk])

    colleague = stands_in(posting)

    found = []
    for day in ("2026-03-01", "2026-03-02", "2026-03-06", "2026-03-07"):
        time_machine.move_to(f"{day}T10:00:00+08:00", tick=False)
        found.append(signed_in(colleague).get(address).status_code)

    assert found == [403, 200, 200, 403]


def test_a_stand_in_for_a_building_head_sees_that_building_alone(world, time_machine):
    time_machine.move_to("2026-03-02T10:00:00+08:00", tick=False)
    posting = factories.make_posting(
        factories.make_user("孙楼长"), GridPost.GRID_LEADER, world.own.grid
    )
    record_leave(
        actor=posting.holder,
        holder=posting.holder,
        kind=LeaveKind.SICK,
        first=date(2026, 3, 2),
        last=LAST_DAY,
        site=world.own.site,
    )
    client = signed_in(stands_in(posting))

    own, next_door, elsewhere = (
        client.get(reverse("household_detail", args=[household.pk])).status_code
        for household in (world.own.household, world.own.neighbours, world.other.household)
    )

    assert (own, next_door, elsewhere) == (200, 404, 404)


def test_a_shortened_leave_ends_the_stand_in_with_it(world, absent, time_machine):
    time_machine.move_to("2026-03-03T10:00:00+08:00", tick=False)
    posting, leave = absent
    colleague = stands_in(posting)

    change_leave(actor=posting.holder, leave=leave, last=date(2026, 3, 3))

    assert posting.stand_ins.get().valid_to == date(2026, 3, 3)
    address = reverse("household_detail", args=[world.own.household.pk])
    before = signed_in(colleague).get(address).status_code
    time_machine.move_to("2026-03-04T00:01:00+08:00", tick=False)
    assert (before, signed_in(colleague).get(address).status_code) == (200, 403)
