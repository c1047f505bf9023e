"""An error's own words stay out of the log: PostgreSQL quotes the offending row in them."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from config.logs import FramesOnlyFormatter
from sites.enums import Post
from tests.factories import make_site, make_user_with

SECRET = "520699199001011234"


def formatted(error: BaseException) -> str:
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "Internal Server Error: /x/", (), None)
    record.exc_info = (type(error), error, error.__traceback__)
    return FramesOnlyFormatter("%(message)s").format(record)


def test_the_kind_of_an_error_and_its_place_are_logged_but_not_its_words():
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(SECRET) from first
    except ValueError:
        line = formatted(sys.exc_info()[1])

    assert "builtins.ValueError" in line
    assert "builtins.KeyError" in line
    assert "test_quiet_logs.py" in line
    assert SECRET not in line


@pytest.mark.django_db
def test_a_row_that_the_database_quotes_is_not_logged():
    user = make_user_with(Post.CENTRE_STAFF, make_site(), username=SECRET)
    copied = [field.column for field in user._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(copied)
    with (
        pytest.raises(IntegrityError, match=SECRET) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT INTO accounts_user ({columns})"
            f" SELECT {columns} FROM accounts_user WHERE id = %s",
            [user.pk],
        )

    assert SECRET not in formatted(caught.value)


def test_every_handler_uses_it():
    formatters = settings.LOGGING["formatters"]
    used = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}

    assert {formatters[name]["()"] for name in used} == {"config.logs.FramesOnlyFormatter"}


@pytest.mark.django_db
def test_pages_of_somebody_signed_in_are_not_kept_by_the_browser(client):
    client.force_login(make_user_with(Post.CENTRE_STAFF, make_site()))

    assert "no-store" in client.get(reverse("staff_list"))["Cache-Control"]
