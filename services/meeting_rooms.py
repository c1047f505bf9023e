"""Rooms for meetings: which are open to a site, and whether one is free."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from services.models import Meeting
from sites.actions.bookings import check_room_free
from sites.models import ServiceCentre, Venue


def rooms_for(site_ids: list[int], on: date) -> QuerySet[Venue]:
    """Rooms of these sites, and of the house that they share with another site's centre."""
    sharing = ServiceCentre.objects.filter(site__in=site_ids, host__isnull=False)
    hosts = sharing.filter(closed_on__isnull=True).values("host__site")
    return Venue.objects.current(on).filter(Q(site__in=site_ids) | Q(site__in=hosts))


def hours_of(meeting: Meeting) -> tuple[time, time]:
    """From when to when it has its room; past midnight, to the end of its day."""
    starts, ends = (timezone.localtime(at) for at in (meeting.planned_at, meeting.ends_at))
    return starts.time(), ends.time() if ends.date() == starts.date() else time(23, 59)


def refuse_taken_room(meeting: Meeting) -> None:
    """Raises ValidationError where the room is not the site's to use, or somebody else uses it."""
    if meeting.venue_id is None:
        return
    rooms = rooms_for([meeting.site_id], meeting.occurred_on)
    if not rooms.filter(pk=meeting.venue_id).exists():
        raise ValidationError({"venue": _("This room is not open to the site on that day.")})
    starts, ends = hours_of(meeting)
    try:
        check_room_free(
            venue=meeting.venue,
            day=meeting.occurred_on,
            starts=starts,
            ends=ends,
            besides_url=reverse("meeting_detail", args=[meeting.pk]) if meeting.pk else "",
        )
    except ValidationError as error:
        raise ValidationError({"venue": error}) from None
