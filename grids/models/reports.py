import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grids.enums import GridPost, ReportKind, ReportMove, ReportState
from grids.models.grids import Grid
from grids.models.postings import GridPosting
from grids.models.units import JointHouseholdUnit
from lib.history import tracked
from lib.scope import Role, Scope
from sites.enums import GOVERNANCE_POSTS, PlaceLevel
from sites.models import Posting

# Who sees every report of his area; towns and the county's centre see what came to them.
NET_READERS = frozenset({Role.COUNTY_STAFF, Role.COUNTY_LEADER, Role.SITE_STAFF, Role.GRID_STAFF})


class NetReportQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "NetReportQuerySet":
        """Of one's sites and grids; a joint-household leader's own and those of his units.

        A town sees what has ever been passed on to it (design, roles), the county's governance
        centre likewise.
        """
        readers = scope.only(NET_READERS)
        if readers.area.county:
            return self
        inside = Q(site__in=sorted(readers.area.sites))
        if readers.area.stairwells:
            inside |= Q(grid__in=Grid.objects.within(scope.only({Role.GRID_STAFF})).values("pk"))
        towns = scope.only({Role.TOWN_STAFF}).area.sites
        if towns:
            inside |= Q(_came_to(ReportState.AT_TOWN), site__in=sorted(towns))
        if Role.MEMBER_UNIT in scope.roles and is_of_county_centre(scope):
            inside |= Q(_came_to(ReportState.AT_COUNTY))
        if Role.JOINT_HOUSEHOLD_LEADER in scope.roles:
            led = GridPosting.objects.current(scope.on).filter(
                holder=scope.user_id, post=GridPost.JOINT_HOUSEHOLD_LEADER
            )
            inside |= Q(filed_by=scope.user_id) | Q(joint_unit__in=led.values("joint_unit"))
        return self.filter(inside)

    def that_came_to(self, state: str) -> "NetReportQuerySet":
        """Those that have ever been with this centre."""
        return self.filter(_came_to(state))

    def waiting(self) -> "NetReportQuerySet":
        """Those that somebody still has to settle."""
        return self.exclude(state=ReportState.SETTLED)


def _came_to(state: str) -> Exists:
    return Exists(NetReportStep.objects.filter(report=OuterRef("pk"), to_state=state))


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
