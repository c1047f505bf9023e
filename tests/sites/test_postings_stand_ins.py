"""Leave and stand-ins: access for just his days, and never in a count."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from lib.periods import since_last_year
from lib.scope import Role, scope_of
from sites.actions.leaves import record_leave, stand_in
from sites.actions.postings import end_posting
from sites.enums import LeaveKind, Post
from sites.figures import postings_of, sites_without
from sites.models import Posting
from tests import factories

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 6)
DAY = timedelta(days=1)


@pytest.fixture
def secretary(db):
    site = factories.make_site()
    return factories.make_posting(factories.make_user(), Post.FIRST_SECRETARY, site)


def act(secretary, first=FIRST, last=LAST) -> Posting:
    colleague = factories.make_user("李代班")
    return stand_in(
        actor=factories.make_county_staff(),
        posting=secretary,
        holder=colleague,
        first=first,
        last=last,
    )


def on_leave(secretary) -> None:
    record_leave(
        actor=secretary.holder,
        holder=secretary.holder,
        kind=LeaveKind.ANNUAL,
        first=FIRST,
        last=LAST,
        site=secretary.site,
    )


def test_a_stand_in_has_access_for_just_his_days(secretary):
    on_leave(secretary)
    holder = act(secretary).holder

    held = [
        Role.SITE_STAFF in scope_of(holder.pk, day).roles
        for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)
    ]

    assert held == [False, True, True, False]


def test_a_stand_in_acts_within_a_leave_alone(secretary):
    on_leave(secretary)

    with pytest.raises(ValidationError):
        act(secretary, last=LAST + DAY)


def test_ended_future_and_stand_in_postings_do_not_count(secretary):
    on_leave(secretary)
    act(secretary)
    team, post = factories.make_site(), Post.FIRST_SECRETARY
    factories.make_posting(factories.make_user(), post, team, valid_to=FIRST - DAY)
    factories.make_posting(factories.make_user(), post, team, valid_from=FIRST + DAY)
    scope, period = scope_of(factories.make_county_staff().pk, FIRST), since_last_year(FIRST)

    assert list(postings_of(post)(scope, period)) == [secretary]
    assert list(sites_without(post)(scope, period)) == [team]


def test_ending_a_post_ends_who_stands_in(secretary):
    on_leave(secretary)
    row = act(secretary)

    end_posting(actor=secretary.holder, posting=secretary, on=FIRST)

    row.refresh_from_db()
    assert row.valid_to == FIRST
