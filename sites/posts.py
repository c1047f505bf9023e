"""County, town and site posts for pages that show all posts of a person as one list."""

from collections.abc import Iterable, Iterator
from datetime import date

from lib.posts import Held
from sites.models import Posting


def posts_held(user_ids: Iterable[int], on: date) -> Iterator[Held]:
    """Posts that these users hold on a day; one SQL statement."""
    postings = Posting.objects.current(on).filter(holder__in=user_ids)
    for posting in postings.select_related("county", "township", "site").order_by("post", "id"):
        yield Held(
            holder_id=posting.holder_id,
            post=posting.get_post_display(),
            place=str(posting.place),
            valid_from=posting.valid_from,
            valid_to=posting.valid_to,
        )
