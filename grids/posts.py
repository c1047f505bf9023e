"""Grid posts for pages that show all posts of a person as one list."""

from collections.abc import Iterable, Iterator
from datetime import date

from grids.models import GridPosting
from lib.posts import Held


def posts_held(user_ids: Iterable[int], on: date) -> Iterator[Held]:
    """Grid posts that these users hold on a day, building or unit named; one SQL statement."""
    postings = GridPosting.objects.current(on).filter(holder__in=user_ids)
    for posting in postings.select_related("grid", "building", "joint_unit").order_by("post", "id"):
        yield Held(
            holder_id=posting.holder_id,
            post=posting.get_post_display(),
            place=posting.place,
            valid_from=posting.valid_from,
            valid_to=posting.valid_to,
        )
