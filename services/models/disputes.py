from datetime import date

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.periods import Period
from lib.scope import Role, Scope, within_q
from services.enums.dispute_stages import OVER, DisputeStage
from services.enums.disputes import (
    Complexity,
    DisputeChannel,
    DisputeKind,
    DisputeLevel,
    DisputeRisk,
    DisputeSource,
    GuidedTo,
    Prevented,
)
from services.enums.mediations import Performance
from services.enums.platforms import Platform
from services.models.dispute_checks import DISPUTE_CHECKS
from services.models.recorded import Recorded, RecordedQuerySet

# Who finds the disputes of his whole area, by type, stage and dates. Grid staff are not among them:
# who lives in one stairwell would know the parties from a type and a day.
AREA_READERS = frozenset(
    {
        Role.COUNTY_ADMINISTRATOR,
        Role.COUNTY_STAFF,
        Role.COUNTY_LEADER,
        Role.TOWN_STAFF,
        Role.SITE_STAFF,
        Role.BUSINESS_AUDITOR,
    }
)
# Who reads parties and words of all disputes of his area: the parties' own site, nobody else.
DETAIL_READERS = frozenset({Role.SITE_STAFF})
# Who reads them where he himself takes part or, in a grid, has reported.
INVOLVED = frozenset({Role.MEDIATOR, Role.GRID_STAFF, Role.TOWN_STAFF, Role.COUNTY_STAFF})
REPORTERS = frozenset({Role.GRID_STAFF, Role.MEDIATOR})


class DisputeQuerySet(RecordedQuerySet):
    def within(self, scope: Scope) -> "DisputeQuerySet":
        """Disputes whose type, stage and dates one may see; `is_readable` says of which more.

        Those of the area, and one's own: which one reported, or takes part in.
        """
        if scope.only(AREA_READERS).area.county:
            return self
        return self.filter(self._within_q(scope))

    def readable(self, scope: Scope) -> "DisputeQuerySet":
        """Disputes of which one may read parties and words.

        The staff of the site, the mediators of the case and who else was named for it, grid staff
        also what they reported; each while he holds his post, and nobody by rank alone.
        """
        return self.filter(self._readable_q(scope))

    def with_sight(self, scope: Scope) -> "DisputeQuerySet":
        """Adds what one sees of each row of a list that may only be counted.

        `is_found`: its page opens; `is_readable`: also risk, amount, what was prevented;
        `title`: the subject in words, "" where one may not read it.
        """
        readable = self._readable_q(scope)
        told = When(readable, then=Coalesce("words__title", Value("")))
        return self.annotate(
            is_found=_flag(self._within_q(scope)),
            is_readable=_flag(readable),
            title=Case(told, default=Value("")),
        )

    def _within_q(self, scope: Scope) -> Q:
        return _at_sites(scope.only(AREA_READERS)) | self._involving(scope)

    def _readable_q(self, scope: Scope) -> Q:
        return within_q(scope.only(DETAIL_READERS), site="site_id") | self._involving(scope)

    def _involving(self, scope: Scope) -> Q:
        """Cases in which one takes part, or that one reported; nothing is asked for other roles."""
        wanted = Q(pk__in=[])
        if scope.has(INVOLVED):
            own = self.model.objects.mine(scope)
            wanted |= Q(pk__in=own.values("pk")) & _at_sites(scope.only(INVOLVED))
        if scope.has(REPORTERS):
            wanted |= Q(recorded_by=scope.user_id) & _at_sites(scope.only(REPORTERS))
        return wanted

    def open(self) -> "DisputeQuerySet":
        """Not yet closed."""
        return self.exclude(stage__in=OVER)

    def overdue(self, on: date) -> "DisputeQuerySet":
        """Accepted, neither settled nor ended, and past the day that was set."""
        return self.filter(due_on__lt=on, settled_on__isnull=True, ended_on__isnull=True)

    def unconfirmed(self) -> "DisputeQuerySet":
        """Said to be settled, and nobody else has called back yet."""
        return self.filter(settled_on__isnull=False, confirmed_by__isnull=True).exclude(
            stage__in=OVER
        )

    def mine(self, scope: Scope) -> "DisputeQuerySet":
        """Those in which one takes part oneself today."""
        own = self.model.objects.filter(
            participants__user=scope.user_id, participants__left_on__isnull=True
        )
        return self.filter(pk__in=own.values("pk"))

    def settled(self, period: Period) -> "DisputeQuerySet":
        """Settled within the period and confirmed by somebody else (design: claims)."""
        return self.counting().filter(
            settled_on__range=(period.first, period.last), confirmed_by__isnull=False
        )

    def with_grid_staff(self) -> "DisputeQuerySet":
        """Those in which grid staff took part (R27)."""
        taken_part = self.model.objects.filter(participants__capacity="grid_staff")
        return self.filter(pk__in=taken_part.values("pk"))

    def by_centres(self) -> "DisputeQuerySet":
        """Those that the service centre handled (R48)."""
        return self.filter(channel=DisputeChannel.SERVICE_CENTRE)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _at_sites(scope: Scope) -> Q:
    area = scope.area
    return Q(pk__isnull=False) if area.county else Q(site__in=sorted(area.site_ids))


@tracked()
class Dispute(Recorded):
    """A dispute under people's mediation: type, stage and dates, nothing that names anybody.

    Who quarrels, about what, and every word of it stands in the tables around this one, each of
    which is read through `readable` (R27, R48; People's Mediation Law).
    """

    case_year = models.PositiveSmallIntegerField(_("year of the case number"), editable=False)
    case_seq = models.PositiveIntegerField(_("number in the year"), editable=False)
    stairwell = models.ForeignKey(
        "sites.Stairwell",
        models.PROTECT,
        verbose_name=_("stairwell"),
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    request = models.ForeignKey(
        "services.ServiceRequest",
        models.PROTECT,
        verbose_name=_("request that it came from"),
        null=True,
        blank=True,
        related_name="disputes",
        db_constraint=False,
    )
    ledger_no = models.CharField(_("number in the old ledger"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=20, choices=DisputeSource.choices)
    kind = models.CharField(_("type of dispute"), max_length=30, choices=DisputeKind.choices)
    complexity = models.CharField(_("difficulty"), max_length=10, choices=Complexity.choices)
    channel = models.CharField(_("handled at"), max_length=20, choices=DisputeChannel.choices)
    platform = models.CharField(
        _("platform"), max_length=20, choices=Platform.choices, default=Platform.MASS_SERVICE
    )
    level = models.CharField(_("level of handling"), max_length=10, choices=DisputeLevel.choices)
    risk = models.CharField(
        _("risk of the dispute"),
        max_length=10,
        choices=DisputeRisk.choices,
        default=DisputeRisk.NONE,
    )
    stage = models.CharField(
        _("stage of the case"),
        max_length=20,
        choices=DisputeStage.choices,
        default=DisputeStage.REGISTERED,
        editable=False,
    )
    guided_to = models.CharField(
        _("guided to"), max_length=20, choices=GuidedTo.choices, blank=True
    )
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    due_on = models.DateField(_("to be settled by"), null=True, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    ended_on = models.DateField(_("mediation ended on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        related_name="+",
    )
    performance = models.CharField(
        _("performance of the agreement"), max_length=10, choices=Performance.choices, blank=True
    )
    performed_on = models.DateField(_("performed on"), null=True, blank=True)
    amount_yuan = models.DecimalField(
        _("amount in dispute, yuan"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    prevented = models.CharField(
        _("what the settlement prevented"), max_length=10, choices=Prevented.choices, blank=True
    )
    prevented_persons = models.PositiveIntegerField(_("persons concerned"), null=True, blank=True)
    closed_on = models.DateField(_("case closed on"), null=True, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = False
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-occurred_on", "-id"]
        indexes = [
            models.Index(fields=["site", "-occurred_on", "-id"], name="dispute_list"),
            models.Index(
                fields=["site", "settled_on"],
                include=["channel", "kind"],
                name="dispute_settled",
                condition=Q(settled_on__isnull=False),
            ),
            # The desk's lists of what is open and until when.
            models.Index(
                fields=["site", "due_on"],
                name="dispute_open",
                condition=~Q(stage__in=OVER),
            ),
        ]
        constraints = [*Recorded.Meta.constraints, *DISPUTE_CHECKS]

    def __str__(self) -> str:
        return self.case_no

    @property
    def case_no(self) -> str:
        """The number on every paper of the case; needs the site loaded."""
        words = {"year": self.case_year, "site": self.site.name, "number": self.case_seq}
        return gettext("(%(year)s) %(site)s mediation no. %(number)s") % words

    @property
    def is_over(self) -> bool:
        return self.stage in OVER

    def state_on(self, on: date) -> str:
        """One of the four states of pages; near due in the last seven days."""
        if self.is_over or self.settled_on or self.ended_on or self.due_on is None:
            return "done" if self.is_over else "running"
        left = (self.due_on - on).days
        return "overdue" if left < 0 else "near_due" if left <= 7 else "running"
