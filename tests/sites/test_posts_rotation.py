"""Filling, ending and rotating posts, with the hand-over list signed by both."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from grids.enums import GridPost
from grids.models import GridPosting
from lib.periods import today
from lib.scope import Role, scope_of
from sites.actions.appointments import appoint, end_with_list, extend, rotate
from sites.actions.handovers import record_paper, sign, write_list
from sites.actions.postings import end_posting
from sites.enums import AppointmentSource, Post, ReserveStatus
from sites.models import Handover, Posting
from sites.sources import shares_of_sources
from tests import factories
from tests.sites.things import make_cadre

DAY = timedelta(days=1)


@pytest.fixture
def administrator(db):
    return factories.make_user_with(Post.COUNTY_ADMINISTRATOR)


@pytest.fixture
def secretary(db):
    return factories.make_posting(
        factories.make_user("石书记"), Post.FIRST_SECRETARY, factories.make_site()
    )


def rotated(administrator, secretary, **fields) -> Handover:
    successor = Posting(
        holder=factories.make_user("田书记"),
        post=secretary.post,
        site=secretary.site,
        valid_from=today() + DAY,
    )
    fields = {"items": ["公章", "台账"], "why": "轮换", **fields}
    return rotate(actor=administrator, posting=secretary, successor=successor, **fields)


def test_a_rotation_ends_one_posting_and_opens_the_other_without_a_gap(administrator, secretary):
    handover = rotated(administrator, secretary)

    secretary.refresh_from_db()
    taker = Posting.objects.get(holder=handover.taker)
    assert (secretary.valid_to, taker.valid_from) == (today(), today() + DAY)
    assert secretary.ended_why == "轮换"
    assert secretary.handover == handover
    roles = [scope_of(handover.taker_id, day).roles for day in (today(), today() + DAY)]
    assert [Role.SITE_STAFF in held for held in roles] == [False, True]
    assert not scope_of(handover.giver_id, today() + DAY).grants


def test_both_sign_the_list_and_nobody_changes_it_afterwards(administrator, secretary):
    handover = rotated(administrator, secretary)

    sign(actor=handover.giver, handover=handover)
    with pytest.raises(ValidationError):
        write_list(actor=handover.giver, handover=handover, items=[])
    sign(actor=handover.taker, handover=handover)

    handover.refresh_from_db()
    assert handover.is_signed
    assert handover.items.count() == 2


def test_nobody_else_signs(administrator, secretary):
    handover = rotated(administrator, secretary)

    with pytest.raises(ValidationError):
        sign(actor=administrator, handover=handover)


def test_a_paper_list_is_recorded_for_both(administrator, secretary):
    handover = rotated(administrator, secretary)

    record_paper(actor=administrator, handover=handover, paper=None)

    handover.refresh_from_db()
    assert handover.is_signed
    assert handover.giver_recorded_by == administrator


def test_a_later_successor_takes_over_the_waiting_list(administrator, secretary):
    handover = end_with_list(
        actor=administrator, posting=secretary, on=today(), items=["公章"], why="调离"
    )
    successor = factories.make_user("田书记")

    appoint(
        actor=administrator,
        posting=Posting(
            holder=successor, post=secretary.post, site=secretary.site, valid_from=today() + DAY
        ),
    )

    handover.refresh_from_db()
    assert handover.taker == successor


def test_the_reserve_pool_fills_a_vacancy_and_the_cadre_follows(administrator):
    site = factories.make_site()
    cadre = make_cadre(site)
    posting = Posting(post=Post.RESIDENTS_GROUP_HEAD, site=site, valid_from=today())

    appoint(actor=administrator, posting=posting, cadre=cadre)

    cadre.refresh_from_db()
    assert cadre.status == ReserveStatus.APPOINTED
    assert (posting.holder, posting.reserve_cadre) == (cadre.user, cadre)
    assert posting.source == AppointmentSource.FORMER_VILLAGE_CADRE
    [share] = shares_of_sources(scope_of(administrator.pk, today()), today())
    assert (share.posts, share.from_pool, share.percent) == (1, 1, 100)

    with pytest.raises(ValidationError):
        appoint(
            actor=administrator,
            posting=Posting(post=Post.MEDIATOR, site=site, valid_from=today()),
            cadre=cadre,
        )

    end_posting(actor=administrator, posting=posting, on=today())
    cadre.refresh_from_db()
    assert cadre.status == ReserveStatus.IN_POOL


def test_a_refused_appointment_leaves_the_pool_as_it_was(administrator, secretary):
    cadre = make_cadre(secretary.site)

    with pytest.raises(ValidationError):
        appoint(
            actor=administrator,
            posting=Posting(post=secretary.post, site=secretary.site, valid_from=today()),
            cadre=cadre,
        )

    cadre.refresh_from_db()
    assert (cadre.status, cadre.user) == (ReserveStatus.IN_POOL, None)


def test_a_grid_post_rotates_in_the_same_way(administrator):
    stairwell = factories.make_stairwell()
    grid = factories.make_grid(stairwell)
    posting = factories.make_posting(
        factories.make_user("孙楼长"), GridPost.GRID_LEADER, grid, building=stairwell.building
    )
    successor = GridPosting(
        holder=factories.make_user("吴楼长"),
        post=posting.post,
        site=grid.site,
        grid=grid,
        building=stairwell.building,
        valid_from=today() + DAY,
    )

    handover = rotate(
        actor=administrator, posting=posting, successor=successor, items=["名册"], why="轮换"
    )

    posting.refresh_from_db()
    assert (posting.valid_to, posting.handover) == (today(), handover)
    assert handover.taker.name == "吴楼长"


def test_a_term_is_extended_with_its_reason_and_an_ended_one_is_not(administrator, secretary):
    later = today() + 400 * DAY

    extend(actor=administrator, posting=secretary, planned_to=later, why="项目未结束")

    secretary.refresh_from_db()
    assert (secretary.planned_to, secretary.extended_why) == (later, "项目未结束")
    with pytest.raises(ValidationError):
        extend(actor=administrator, posting=secretary, planned_to=today(), why="误填")
    end_posting(actor=administrator, posting=secretary, on=today())
    with pytest.raises(ValidationError):
        extend(actor=administrator, posting=secretary, planned_to=later + DAY, why="再延")


def test_a_rotation_names_the_successors_unit_and_round(administrator, secretary, client):
    unit = factories.make_organisation(None, name="县教育局")
    factories.make_user("田书记", username="successor")
    type(administrator).objects.update(seen_first_steps=True)
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")

    client.post(
        reverse("posting_rotate", args=["site", secretary.pk]),
        {
            "colleague": "successor",
            "first": (today() + DAY).isoformat(),
            "home_organisation": unit.pk,
            "round": "2026年第一批",
            "why": "轮换",
            "items": "公章",
        },
    )

    taker = Posting.objects.get(holder__username="successor")
    assert (taker.home_organisation, taker.round) == (unit, "2026年第一批")
