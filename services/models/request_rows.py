"""The words of the queryset of requests, and who may read which of them."""

from datetime import date

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from lib.scope import Role, Scope
from residents.models import Household
from residents.models.memberships import head_and_home
from services.enums.requests import (
    DONE_STATES,
    OPEN_STATES,
    UNDONE_STATES,
    RequestLevel,
    RequestState,
)
from services.models.recorded import RecordedQuerySet
from sites.models import Posting

# Whoever counts and follows requests sees each one's outline (what kind, state, days, unit), but
# neither its words nor its people: those are for whom it is the work of.
OUTLINE_READERS = frozenset(
    {
        Role.COUNTY_ADMINISTRATOR,
        Role.COUNTY_STAFF,
        Role.COUNTY_LEADER,
        Role.TOWN_STAFF,
        Role.SITE_STAFF,
        Role.BUSINESS_AUDITOR,
    }
)
# Not yet accepted: nothing else is as urgent.
NO_DAY = date(1970, 1, 1)
# Hundreds may come in at once, done long ago: they wait apart from what is in hand.
LEDGER_CLAIMS = Q(is_historical=True, state=RequestState.DONE_CLAIMED, reopened_times=0)
UNIT_STAFF = frozenset({Role.HANDLING_UNIT, Role.MEMBER_UNIT})


class RequestQuerySet(RecordedQuerySet):
    def within(self, scope: Scope) -> "RequestQuerySet":
        """Those whose outline one may see, and those that are one's own work."""
        area = scope.only(OUTLINE_READERS).area
        if area.county:
            return self
        return self.filter(Q(site__in=sorted(area.sites)) | self._own_work(scope))

    def readable(self, scope: Scope) -> "RequestQuerySet":
        """Those whose words and people one may read.

        Site staff: their site's. Town and county staff: what was escalated to them. Grid staff:
        what they reported, and their households'. Staff of a unit: what the unit has in hand or
        was called to by whistle.
        """
        site = scope.only({Role.SITE_STAFF}).area
        town = scope.only({Role.TOWN_STAFF}).area
        wanted = self._own_work(scope) | Q(site__in=sorted(site.sites))
        wanted |= Q(site__in=sorted(town.sites), level__gte=RequestLevel.TOWN)
        if scope.has({Role.COUNTY_STAFF}):
            wanted |= Q(level=RequestLevel.COUNTY)
        return self.filter(wanted)

    def _own_work(self, scope: Scope) -> Q:
        """What grid staff reported or what is of their households; what a unit has in hand."""
        wanted = Q(pk__in=[])
        grid = scope.only({Role.GRID_STAFF})
        if grid.grants:
            wanted |= Q(recorded_by=scope.user_id, site__in=sorted(grid.area.site_ids))
            living = Household.objects.living_in(grid.area.stairwell_ids, scope.on)
            wanted |= Q(household__in=living.values("pk"))
        if scope.has(UNIT_STAFF):
            units = units_of(scope)
            helped = self.model.objects.filter(assistances__organisation__in=units)
            called = self.model.objects.filter(whistles__calls__organisation__in=units)
            wanted |= Q(lead__in=units) | Q(pk__in=helped.values("pk"))
            wanted |= Q(pk__in=called.values("pk"))
        return wanted

    def for_lines(self, on: date) -> "RequestQuerySet":
        """What a line shows: `household_no`, and `head_name` and `home` of that day."""
        rows = self.select_related("site", "lead", "person")
        return rows.annotate(household_no=F("household__household_no"), **head_and_home(on))

    def with_due_key(self) -> "RequestQuerySet":
        """Adds `due_key`, the day to sort by: those without a deadline come first."""
        return self.annotate(due_key=Coalesce("due_on", Value(NO_DAY)))

    def open(self) -> "RequestQuerySet":
        """Not yet closed, refused, merged or handed over; without the claims of past ledgers."""
        return self.filter(state__in=OPEN_STATES).exclude(LEDGER_CLAIMS)

    def ledger_claims(self) -> "RequestQuerySet":
        """Said to be done by a past ledger, and nobody has called back yet."""
        return self.filter(LEDGER_CLAIMS)

    def to_call_back(self) -> "RequestQuerySet":
        """Reported as done in the portal, and nobody has called back yet."""
        return self.filter(state=RequestState.DONE_CLAIMED).exclude(LEDGER_CLAIMS)

    def ended(self) -> "RequestQuerySet":
        """Closed, refused, merged or handed over."""
        return self.exclude(state__in=OPEN_STATES)

    def undone(self) -> "RequestQuerySet":
        """Somebody still has to do it; a paused one waits and does not run late."""
        return self.filter(state__in=UNDONE_STATES)

    def late(self, on: date) -> "RequestQuerySet":
        """Not done, and its day has passed."""
        return self.undone().filter(due_on__lt=on)

    def due_soon(self, on: date) -> "RequestQuerySet":
        """Not done, and the warning has begun; the day itself included."""
        return self.undone().filter(due_on__gte=on, warn_on__lte=on)

    def taken_up(self) -> "RequestQuerySet":
        """Those that had to be done: neither refused, merged nor handed over."""
        return self.exclude(
            state__in=[RequestState.REFUSED, RequestState.MERGED, RequestState.HANDED_OVER]
        )

    def done(self) -> "RequestQuerySet":
        """Reported as done, whether or not somebody has called back."""
        return self.filter(state__in=DONE_STATES)

    def verified(self) -> "RequestQuerySet":
        """Done, and closed once somebody other than the doer had called back (design: claims)."""
        return self.filter(state=RequestState.CLOSED)

    def timed(self) -> "RequestQuerySet":
        """Recorded in the portal: nobody set a day for what a past ledger says was done."""
        return self.filter(is_historical=False)

    def done_late(self) -> "RequestQuerySet":
        """Done after its day, this time or before a reopening."""
        late = Q(done_on__gt=F("due_on")) | Q(was_late_before=True)
        return self.timed().filter(late)

    def in_time(self) -> "RequestQuerySet":
        """Done on its day or before, or without a day; never late before a reopening either.

        What came from a past ledger is neither in time nor late.
        """
        return self.timed().filter(
            Q(due_on__isnull=True) | Q(done_on__lte=F("due_on")), was_late_before=False
        )


def units_of(scope: Scope) -> QuerySet:
    """The ids of the organisations in which one holds a post today: one subquery."""
    return (
        Posting.objects.current(scope.on)
        .filter(holder=scope.user_id, organisation__isnull=False)
        .values("organisation")
    )
