"""When the demonstration is not loaded, and the sentence that says why."""

import pytest
from django.core.management import CommandError, call_command

from sites.enums import Post
from sites.models import ResettlementSite
from tests import factories


def test_a_database_with_a_stranger_is_refused(db):
    factories.make_user_with(Post.COUNTY_STAFF)

    with pytest.raises(CommandError, match=r"did not make \(1 users, 0 sites\)"):
        call_command("load_demo")

    assert not ResettlementSite.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--scale", "province"], "cannot be loaded yet; use --scale county"),
        (["--as-of", "2019-01-01"], "is too early"),
        (["--as-of", "morgen"], "is not a day; write it as 2026-11-23"),
    ],
)
def test_wrong_wishes_are_refused_with_a_sentence(db, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("load_demo", *options)
