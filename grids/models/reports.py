import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grids.enums import FunctionLine, GridPost, ReportKind, ReportMove, ReportState
from grids.models.grids import Grid, GridStairwell
from grids.models.postings import GridPosting
from grids.models.units import JointHouseholdDwelling, JointHouseholdUnit
from lib.history import tracked
from lib.scope import Role, Scope
from residents.models import Household
from sites.enums import GOVERNANCE_POSTS, PlaceLevel
from sites.models import Posting

# Who reads the notices of his area, and works with the net's reports.
NET_READERS = frozenset({Role.COUNTY_STAFF, Role.COUNTY_LEADER, Role.SITE_STAFF, Role.GRID_STAFF})
# Whoever counts and follows reports sees each one's outline (kind, state, day, place), but neither
# its words nor its people: those are for whom it is the work of.
OUTLINE_READERS = frozenset(
    {Role.COUNTY_STAFF, Role.COUNTY_LEADER, Role.TOWN_STAFF, Role.SITE_STAFF}
)


class NetReportQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "NetReportQuerySet":
        """Those whose outline one may see, and those that are one's own work."""
        area = scope.only(OUTLINE_READERS).area
        if area.county:
            return self
        return self.filter(Q(site__in=sorted(area.sites)) | _own_work(scope))

    def readable(self, scope: Scope) -> "NetReportQuerySet":
        """Those whose words and people one may read.

        Site staff: their site's. Town and county: what has ever been passed on to them.
        Whoever has it as his own work: `_own_work`.
        """
        wanted = _own_work(scope) | Q(site__in=sorted(scope.only({Role.SITE_STAFF}).area.sites))
        towns = scope.only({Role.TOWN_STAFF}).area.sites
        if towns:
            wanted |= Q(_came_to(ReportState.AT_TOWN), site__in=sorted(towns))
        if scope.has({Role.COUNTY_STAFF}):
            wanted |= Q(_came_to(ReportState.AT_COUNTY))
        return self.filter(wanted)

    def in_hands_of(self, scope: Scope, state: str) -> "NetReportQuerySet":
        """Those that it would be this person's turn to move, were they in this state."""
        sites = Q(site__in=sorted(scope.only({Role.SITE_STAFF}).area.sites))
        if state == ReportState.AT_GRID:
            grids = Grid.objects.within(scope.only({Role.GRID_STAFF}))
            hands = sites | Q(grid__in=grids.values("pk"))
        elif state == ReportState.AT_COMMUNITY:
            hands = sites | Q(grid__in=_grids_in(communities_served(scope)))
        elif state == ReportState.AT_TOWN:
            hands = Q(site__in=sorted(scope.only({Role.TOWN_STAFF}).area.sites))
        elif state == ReportState.AT_COUNTY and (
            scope.has({Role.COUNTY_STAFF}) or is_of_county_centre(scope)
        ):
            hands = Q()
        else:
            return self.none()
        return self.readable(scope).filter(hands)

    def of_community(self, community: int) -> "NetReportQuerySet":
        """Those of grids whose buildings stand, or ever stood, in this community."""
        return self.filter(grid__in=_grids_in([community]))

    def for_lines(self, scope: Scope) -> "NetReportQuerySet":
        """With what a line shows; `may_read` the words and people, `may_open` the page."""
        readable = NetReport.objects.readable(scope).filter(pk=OuterRef("pk"))
        within = NetReport.objects.within(scope).filter(pk=OuterRef("pk"))
        rows = self.select_related("site", "grid", "joint_unit", "filed_by")
        return rows.annotate(may_read=Exists(readable), may_open=Exists(within))

    def that_came_to(self, state: str) -> "NetReportQuerySet":
        """Those that have ever been with this centre."""
        return self.filter(_came_to(state))

    def with_deed(
        self, move: str, centre: str, first: date | None, last: date | None
    ) -> "NetReportQuerySet":
        """Those passed on to this centre within the days, or settled by it; open ends allowed."""
        at = "from_state" if move == ReportMove.SETTLE else "to_state"
        steps = NetReportStep.objects.filter(report=OuterRef("pk"), move=move, **{at: centre})
        if first is not None:
            steps = steps.filter(at__date__gte=first)
        if last is not None:
            steps = steps.filter(at__date__lte=last)
        return self.filter(Exists(steps))

    def waiting(self) -> "NetReportQuerySet":
        """Those that somebody still has to settle."""
        return self.exclude(state=ReportState.SETTLED)


def _came_to(state: str) -> Exists:
    return Exists(NetReportStep.objects.filter(report=OuterRef("pk"), to_state=state))


def _own_work(scope: Scope) -> Q:
    """What one has as grid or unit staff, or at the centre of the county or of a community."""
    wanted = Q(pk__in=[])
    grid_staff = scope.only({Role.GRID_STAFF})
    if grid_staff.grants:
        wanted |= _of_grid_staff(grid_staff)
    if scope.has({Role.JOINT_HOUSEHOLD_LEADER}):
        led = GridPosting.objects.current(scope.on).filter(
            holder=scope.user_id, post=GridPost.JOINT_HOUSEHOLD_LEADER
        )
        wanted |= Q(filed_by=scope.user_id) | Q(joint_unit__in=led.values("joint_unit"))
    if scope.has({Role.SITE_STAFF}):
        # The centre of a community that several sites share works for each of them.
        grids = _grids_in(communities_served(scope))
        wanted |= Q(_came_to(ReportState.AT_COMMUNITY), grid__in=grids)
    if scope.has({Role.MEMBER_UNIT}) and is_of_county_centre(scope):
        wanted |= Q(_came_to(ReportState.AT_COUNTY))
    return wanted


def _of_grid_staff(scope: Scope) -> Q:
    """All of a grid whose stairwells one has all; else what touches one's own buildings.

    That is what one filed, what is of a unit or household there, and what names neither.
    """
    own = sorted(scope.area.stairwell_ids)
    grids = Grid.objects.within(scope)
    shared = GridStairwell.objects.current(scope.on).filter(grid__in=grids)
    units = JointHouseholdDwelling.objects.current(scope.on).filter(dwelling__stairwell__in=own)
    living = Household.objects.living_in(own, scope.on)
    mine = Q(filed_by=scope.user_id) | Q(joint_unit=None, household=None)
    mine |= Q(joint_unit__in=units.values("unit")) | Q(household__in=living.values("pk"))
    whole = ~Q(grid__in=shared.exclude(stairwell__in=own).values("grid"))
    return Q(grid__in=grids.values("pk")) & (mine | whole)


def _grids_in(communities: QuerySet | list[int]) -> QuerySet:
    links = GridStairwell.objects.filter(stairwell__building__community__in=communities)
    return links.values("grid")


def communities_served(scope: Scope) -> QuerySet:
    """The ids of the communities at whose governance centre the person has a post today."""
    posts = GOVERNANCE_POSTS[PlaceLevel.SITE]
    rows = Posting.objects.current(scope.on).filter(holder=scope.user_id, post__in=posts)
    return rows.filter(organisation__community__isnull=False).values("organisation__community")


def is_of_county_centre(scope: Scope) -> bool:
    """Whether the person holds a post of the county's governance centre today."""
    posts = GOVERNANCE_POSTS[PlaceLevel.COUNTY]
    return Posting.objects.current(scope.on).filter(holder=scope.user_id, post__in=posts).exists()


@tracked()
class NetReport(models.Model):
    """What a unit or a building head tells upwards: unit, grid, then the centres (R20).

    `token` comes with the form: the same form sent twice is one report. `told_by` is who told it
    where that is not who filed it: many unit leaders never sign in and tell their building head.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name=_("grid"), db_constraint=False)
    joint_unit = models.ForeignKey(
        JointHouseholdUnit,
        models.PROTECT,
        verbose_name=_("joint-household unit"),
        null=True,
        blank=True,
        db_constraint=False,
    )
    household = models.ForeignKey(
        "residents.Household",
        models.PROTECT,
        verbose_name=_("household"),
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    kind = models.CharField(_("kind of report"), max_length=20, choices=ReportKind.choices)
    line = models.CharField(
        _("function line"), max_length=30, choices=FunctionLine.choices, blank=True
    )
    occurred_on = models.DateField(_("seen on"))
    words = models.CharField(_("what is reported"), max_length=500)
    told_by = models.CharField(_("told by"), max_length=60, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("filed by"), related_name="+"
    )
    filed_at = models.DateTimeField(_("filed at"), default=timezone.now, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=ReportState.choices, default=ReportState.AT_GRID
    )

    objects = NetReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of the net")
        verbose_name_plural = _("reports of the net")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["site", "state"], name="netreport_site_state"),
            models.Index(fields=["site", "occurred_on"], name="netreport_site_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ReportKind.values), name="netreport_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="netreport_state_known"
            ),
            models.CheckConstraint(
                condition=Q(line__in=["", *FunctionLine.values]), name="netreport_line_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="netreport_says_something"),
            models.UniqueConstraint(fields=["id", "site"], name="netreport_id_site"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.occurred_on}"

    @property
    def place(self) -> str:
        return f"{self.grid} {self.joint_unit}" if self.joint_unit_id else str(self.grid)


class NetReportStepQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "NetReportStepQuerySet":
        return self.filter(report__in=NetReport.objects.within(scope).values("pk"))


@tracked()
class NetReportStep(models.Model):
    """One move of a report: who, when, from where to where, and why."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    report = models.ForeignKey(
        NetReport, models.PROTECT, verbose_name=_("report of the net"), db_constraint=False
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    move = models.CharField(_("move"), max_length=20, choices=ReportMove.choices)
    from_state = models.CharField(_("from"), max_length=20, choices=ReportState.choices, blank=True)
    to_state = models.CharField(_("to"), max_length=20, choices=ReportState.choices)
    why = models.CharField(_("words"), max_length=300, blank=True)

    objects = NetReportStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        ordering = ["report", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(move__in=ReportMove.values), name="netreportstep_move_known"
            ),
            models.CheckConstraint(
                condition=Q(to_state__in=ReportState.values)
                & (Q(from_state="", move=ReportMove.FILE) | Q(from_state__in=ReportState.values)),
                name="netreportstep_states_known",
            ),
            models.CheckConstraint(
                condition=Q(move=ReportMove.FILE) | Q(move=ReportMove.PASS_ON) | ~Q(why=""),
                name="netreportstep_says_why",
                violation_error_message=_("Say what came of it, or why it is sent back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.move}"
