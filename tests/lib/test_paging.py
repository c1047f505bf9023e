"""Paging by key: the next page starts after a row."""

import pytest
from django.http import QueryDict

from accounts.models import User
from lib.paging import page_by_key
from tests import factories


@pytest.fixture
def users(db) -> list[User]:
    return [factories.make_user(username=f"u{number}") for number in range(5)]


def page(query: str = "", rows=None):
    return page_by_key(rows or User.objects.all(), QueryDict(query), keys=("id",), size=2)


def test_forwards_and_back_show_the_same_rows(users):
    second = page(page().next_query)
    again = page(second.previous_query)

    assert second.rows == users[2:4]
    assert again.rows == users[:2]


def test_back_from_a_row_that_has_left_the_list_starts_at_the_top(users):
    second = page(page().next_query)

    rest = User.objects.exclude(pk=second.rows[0].pk)
    found = page(second.previous_query, rest)

    assert found.rows == users[:2]
    assert found.previous_query == ""
