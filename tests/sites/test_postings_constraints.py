"""Constraints of postings, each with the sentence that the user reads."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sites.enums import Post
from sites.models import Posting
from tests.admin.world import FIRST_DAY, make_user, make_world, post_at


@pytest.fixture
def world(db):
    return make_world()


def test_one_seat_is_taken_at_its_own_place_only(world):
    free = make_user("free")
    world.other.posting.delete()

    Posting(
        holder=free, post=Post.FIRST_SECRETARY, site=world.other.site, valid_from=FIRST_DAY
    ).full_clean()

    with pytest.raises(ValidationError, match="只有一个名额"):
        Posting(
            holder=free, post=Post.FIRST_SECRETARY, site=world.own.site, valid_from=FIRST_DAY
        ).full_clean()


def test_the_same_post_may_be_held_at_two_sites_but_not_twice_at_one(world):
    holder = make_user("both")
    post_at(world.own.site, holder, Post.CENTRE_STAFF)

    Posting(
        holder=holder, post=Post.CENTRE_STAFF, site=world.other.site, valid_from=FIRST_DAY
    ).full_clean()

    with pytest.raises(ValidationError):
        Posting(
            holder=holder,
            post=Post.CENTRE_STAFF,
            site=world.own.site,
            valid_from=date(2025, 1, 1),
        ).full_clean()
