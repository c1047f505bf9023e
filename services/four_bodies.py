"""The four bodies in one (R75): who came to the conferences of a site."""

from dataclasses import dataclass

from django.db.models import Count

from lib.figures import Text
from lib.periods import Period
from lib.scope import Scope
from services.enums.meetings import AttendanceState
from services.models import Meeting, MeetingAttendance
from sites.enums import OrganisationKind
from sites.models import ResettlementSite

# In the order in which papers name them, the leading body last.
BODIES: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (OrganisationKind.RESIDENTS_COMMITTEE.label, (OrganisationKind.RESIDENTS_COMMITTEE,)),
    (OrganisationKind.OWNERS_COMMITTEE.label, (OrganisationKind.OWNERS_COMMITTEE,)),
    (OrganisationKind.PROPERTY_COMPANY.label, (OrganisationKind.PROPERTY_COMPANY,)),
    (
        OrganisationKind.PARTY_COMMITTEE.label,
        (OrganisationKind.PARTY_COMMITTEE, OrganisationKind.PARTY_BRANCH),
    ),
)


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site: its conferences, and how many of them each body attended, in order of BODIES."""

    site: ResettlementSite
    held: int
    attended: tuple[int, ...]


def attendance_by_site(
    scope: Scope, period: Period, site: ResettlementSite | None = None
) -> list[SiteLine]:
    """A line for each site of the scope, those without a conference too; three statements."""
    sites = ResettlementSite.objects.within(scope).active(period.last).order_by("code")
    if site is not None:
        sites = sites.filter(pk=site.pk)
    meetings = Meeting.objects.of_area(scope).took_place().occurred(period)
    meetings = meetings.filter(kind__is_four_in_one=True)
    held = dict(
        meetings.order_by()
        .values_list("site")
        .annotate(number=Count("pk"))
        .values_list("site", "number")
    )
    came = MeetingAttendance.objects.filter(
        meeting__in=meetings.values("pk"), state=AttendanceState.PRESENT
    )
    pairs = came.values_list("site", "organisation__kind", "meeting").distinct()
    seen: dict[int, list[set[int]]] = {}
    for place, kind, meeting in pairs:
        for index, (_label, kinds) in enumerate(BODIES):
            if kind in kinds:
                seen.setdefault(place, [set() for _ in BODIES])[index].add(meeting)
    return [
        SiteLine(
            site=row,
            held=held.get(row.pk, 0),
            attended=tuple(len(ids) for ids in seen.get(row.pk, [set() for _ in BODIES])),
        )
        for row in sites
    ]
