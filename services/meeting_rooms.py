"""Rooms for meetings: which are open to a site, and whether one is free."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.periods import Period
from lib.room_use import uses_of
from services.models import Meeting
from sites.models import ServiceCentre, Venue


def rooms_for(site_ids: list[int], on: date) -> QuerySet[Venue]:
    """Rooms of these sites, and of the house that they share with another site's centre."""
    sharing = ServiceCentre.objects.filter(site__in=site_ids, host__isnull=False)
    hosts = sharing.filter(closed_on__isnull=True).values("host__site")
    return Venue.objects.current(on).filter(Q(site__in=site_ids) | Q(site__in=hosts))


def refuse_taken_room(meeting: Meeting) -> None:
    """Raises ValidationError where the room is not the site's to use, or somebody else uses it."""
    if meeting.venue_id is None:
        return
    rooms = rooms_for([meeting.site_id], meeting.occurred_on)
    # Locks the room: two meetings may be planned into the same hour at once.
    if not rooms.select_for_update(of=("self",)).filter(pk=meeting.venue_id).exists():
        raise ValidationError({"venue": _("This room is not open to the site on that day.")})
    starts, ends = (timezone.localtime(at) for at in (meeting.planned_at, meeting.ends_at))
    own = reverse("meeting_detail", args=[meeting.pk]) if meeting.pk else ""
    for use in uses_of([meeting.venue_id], Period(meeting.occurred_on, meeting.occurred_on)):
        is_other = not own or use.url != own
        if is_other and use.starts < ends.time() and use.ends > starts.time():
            raise ValidationError(
                {
                    "venue": _(
                        "The room is taken from %(first)s to %(last)s: %(what)s. Choose another "
                        "time or room."
                    )
                    % {
                        "first": f"{use.starts:%H:%M}",
                        "last": f"{use.ends:%H:%M}",
                        "what": use.what,
                    }
                }
            )
