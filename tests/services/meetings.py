"""Rows of meetings, resolutions and motions for tests, as `tests.factories` makes others."""

from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from lib.periods import today
from services.enums.motions import MajorMatter, MotionOrigin
from services.models import Meeting, MeetingKind, Motion, Resolution
from sites.models import ResettlementSite
from tests import factories

_numbers = count(1)


def make_meeting_kind(code: str = "deliberation", **fields: Any) -> MeetingKind:
    """A kind of meeting, the one of the portal where it has this code."""
    values = {"name": f"会议{next(_numbers)}", "valid_from": factories.FIRST_DAY, **fields}
    return MeetingKind.objects.get_or_create(code=code, defaults=values)[0]


def make_meeting(site: ResettlementSite | None = None, **fields: Any) -> Meeting:
    """A deliberation that is planned for today at nine."""
    site = site or factories.make_site()
    chair = fields.pop("chair", None) or factories.make_user("石书记")
    values = {
        "kind": fields.pop("kind", None) or make_meeting_kind(),
        "title": f"议事会{next(_numbers)}",
        "planned_at": timezone.make_aware(datetime.combine(today(), time(9))),
        "occurred_on": today(),
        "chair": chair,
        "recorded_by": chair,
    }
    return Meeting.objects.create(site=site, **{**values, **fields})


def make_resolution(meeting: Meeting, **fields: Any) -> Resolution:
    """Something to be done within a week."""
    values = {
        "text": "修好路灯",
        "owner": fields.pop("owner", None) or factories.make_user("田干部"),
        "due_on": today() + timedelta(days=7),
    }
    return Resolution.objects.create(
        site_id=meeting.site_id, meeting=meeting, **{**values, **fields}
    )


def make_motion(site: ResettlementSite | None = None, **fields: Any) -> Motion:
    """A major matter that was registered today."""
    values = {
        "title": f"议案{next(_numbers)}",
        "text": "新建停车棚",
        "matter": MajorMatter.PROJECT,
        "why_major": "涉及全体居民",
        "origin": MotionOrigin.MASSES,
        "occurred_on": today(),
        "recorded_by": fields.pop("recorded_by", None) or factories.make_user(),
    }
    return Motion.objects.create(site=site or factories.make_site(), **{**values, **fields})
