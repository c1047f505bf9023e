"""Ending grid posts: a posting is never deleted, its last day is written."""

from datetime import date

from accounts.models import User
from grids.models import GridPosting
from sites.actions.postings import end_posting


def end_grid_posting(*, actor: User, posting: GridPosting, on: date) -> str:
    """Makes `on` the last day; gives "" when done, else the sentence why not."""
    return end_posting(actor=actor, posting=posting, on=on)
