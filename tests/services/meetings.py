"""Rows of meetings, resolutions and motions for tests, as `tests.factories` makes others."""

from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from django.core import signing
from django.utils import timezone

from lib.periods import today
from services.actions.meeting_attendances import add_paper
from services.enums.meetings import MeetingPaperKind, MeetingState
from services.enums.motions import MajorMatter, MotionOrigin
from services.models import (
    AgendaItem,
    Meeting,
    MeetingAttendance,
    MeetingKind,
    Motion,
    Objection,
    Publication,
    Resolution,
)
from services.views.meeting_sign_ins import SALT
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
        "place": "文化广场",
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


def things_of_meetings(site: ResettlementSite, mark: str = "") -> dict[str, Any]:
    """What an address of the pages of meetings may name at this site, `mark` in every text."""
    chair = factories.make_user("石书记")
    meeting = make_meeting(
        site, title=f"{mark}议事会", state=MeetingState.HELD, chair=chair, minutes=f"{mark}纪要"
    )
    item = AgendaItem.objects.create(site=site, meeting=meeting, order=1, text=f"{mark}路灯")
    guest = MeetingAttendance.objects.create(site=site, meeting=meeting, name=f"{mark}王某")
    paper = add_paper(
        actor=chair,
        meeting=meeting,
        kind=MeetingPaperKind.PHOTO,
        file_name=f"{mark}照片.jpg",
        content=f"{mark}JPEG".encode(),
    )
    publication = Publication.objects.create(
        site=site,
        meeting=meeting,
        published_on=today(),
        objection_days=7,
        place=f"{mark}公示栏",
    )
    objection = Objection.objects.create(
        site=site,
        publication=publication,
        raised_on=today(),
        text=f"{mark}费用过高",
        recorded_by=chair,
    )
    return {
        "meeting_id": meeting.pk,
        "meeting_move": "close",
        "meeting_paper_kind": "minutes",
        "agenda_id": item.pk,
        "agenda_move": "up",
        "attendance_id": guest.pk,
        "paper_id": paper.pk,
        "ticket": signing.dumps(meeting.pk, salt=SALT),
        "publication_id": publication.pk,
        "objection_id": objection.pk,
        "resolution_id": make_resolution(meeting, text=f"{mark}修好路灯").pk,
        "resolution_move": "claim",
        "motion_id": make_motion(site, title=f"{mark}议案").pk,
        "motion_move": "close",
    }
