"""Groups of colleagues whom a site invites with one tick."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from grids.enums import GridPost
from grids.models import GridPosting
from services.models import Meeting
from sites.enums import Post
from sites.models import Posting

LAST_TIME = "last_time"
BUILDING_HEADS = "building_heads"
POSTS_OF_GROUP: dict[str, tuple[str, ...]] = {
    "committees": (
        Post.BRANCH_SECRETARY,
        Post.BRANCH_COMMITTEE_MEMBER,
        Post.PARTY_COMMITTEE_MEMBER,
        Post.RESIDENTS_COMMITTEE_MEMBER,
    ),
    "work_team": (Post.FIRST_SECRETARY, Post.WORK_TEAM_MEMBER),
    "group_heads": (Post.RESIDENTS_GROUP_HEAD,),
    "centre_staff": (Post.CENTRE_STAFF,),
}
GROUPS = [
    (LAST_TIME, _("whoever was invited to the last meeting of this kind")),
    (BUILDING_HEADS, _("building heads")),
    ("committees", _("the two committees")),
    ("work_team", _("first secretary and work team")),
    ("group_heads", _("residents' group heads")),
    ("centre_staff", _("staff of the service centre")),
]


def colleagues_of(group: str, site_id: int, on: date) -> QuerySet[User]:
    """Who holds a post of the group at the site on that day; nobody for `LAST_TIME`."""
    if group == BUILDING_HEADS:
        heads = GridPosting.objects.current(on).filter(site=site_id, post=GridPost.GRID_LEADER)
        return User.objects.active().filter(pk__in=heads.values("holder"))
    posts = POSTS_OF_GROUP.get(group, ())
    held = Posting.objects.current(on).filter(site=site_id, post__in=posts)
    return User.objects.active().filter(pk__in=held.values("holder"))


def last_meeting(meeting: Meeting) -> Meeting | None:
    """The latest earlier meeting of this kind at this site that was not called off."""
    earlier = Meeting.objects.filter(
        site=meeting.site_id, kind=meeting.kind_id, planned_at__lt=meeting.planned_at
    )
    return earlier.exclude(state="called_off").order_by("-planned_at", "-pk").first()
