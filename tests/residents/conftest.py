from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests.residents.world import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A client in which this user is signed in; pages come in English."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.cookies["django_language"] = "en"
        return client

    return client_of
