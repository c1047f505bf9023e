from collections.abc import Callable

import pytest
from django.test import Client

from sites.enums import Post
from tests.admin.world import World, make_world, staff


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def sign_in(world) -> Callable[[Post], Client]:
    """A client signed in as the holder of one post at the own site, the town or the county."""

    def signed_in(post: Post) -> Client:
        client = Client()
        client.force_login(staff(world, post), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
