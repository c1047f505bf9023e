from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.periods import Period
from lib.scope import Scope, within_q
from services.enums.whistles import WhistleCase
from services.models.recorded import Recorded, RecordedQuerySet
from services.models.requests import ServiceRequest
from sites.models import Organisation


class WhistleSwitchQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "WhistleSwitchQuerySet":
        return self.filter(within_q(scope, site="site_id"))


@tracked()
class WhistleSwitch(models.Model):
    """Whether a site works by whistle and report; without a row it does not (B5)."""

    site = models.OneToOneField("sites.ResettlementSite", models.PROTECT, related_name="+")
    is_on = models.BooleanField(_("whistle and report"), default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )

    objects = WhistleSwitchQuerySet.as_manager()

    class Meta:
        verbose_name = _("switch of whistle and report")
        verbose_name_plural = _("switches of whistle and report")

    def __str__(self) -> str:
        return f"{self.site_id} {self.is_on}"


class WhistleQuerySet(RecordedQuerySet):
    def readable(self, scope: Scope) -> "WhistleQuerySet":
        """Those of the requests whose outline one may see."""
        rows = ServiceRequest.objects.within(scope)
        return self.filter(request__in=rows.values("pk"))

    def with_calls(self) -> "WhistleQuerySet":
        """With what a line of the list shows: site, request and the called units."""
        return self.select_related("site", "request").prefetch_related("calls__organisation")


@tracked()
class Whistle(Recorded):
    """For one request the community calls units together; the request's level is its level (B5).

    Every deed of it is a step of the request, so that the request's story tells it whole.
    """

    case = models.CharField(_("case"), max_length=20, choices=WhistleCase.choices)
    request = models.ForeignKey(
        ServiceRequest,
        models.PROTECT,
        verbose_name=_("request"),
        related_name="whistles",
        db_constraint=False,
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    result = models.TextField(_("result"), max_length=1000, blank=True)

    objects = WhistleQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("whistle")
        verbose_name_plural = _("whistles")
        ordering = ["-pk"]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["id", "site"], name="whistle_id_site"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(ended_on__isnull=True),
                name="whistle_one_open",
                violation_error_message=_("Units are called together for this request already."),
            ),
            models.CheckConstraint(
                condition=Q(case__in=WhistleCase.values), name="whistle_case_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, result="")
                | (Q(ended_on__gte=F("occurred_on")) & ~Q(result="")),
                name="whistle_ended_with_result",
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on:%Y%m%d}-{self.pk}"

    def state_on(self, at: datetime) -> str:
        """One of the four states of pages: overdue while a unit is not there and should be."""
        if self.ended_on is not None:
            return "done"
        waiting = [call for call in self.calls.all() if call.is_awaited]
        if any(call.arrive_by < at for call in waiting):
            return "overdue"
        return "near_due" if waiting else "running"


class WhistleCallQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "WhistleCallQuerySet":
        """Rows of the sites of the scope."""
        return self.filter(within_q(scope, site="site_id"))

    def whistled(self, period: Period) -> "WhistleCallQuerySet":
        """Of whistles that were blown within the period."""
        return self.filter(whistle__occurred_on__range=(period.first, period.last))

    def in_time(self) -> "WhistleCallQuerySet":
        """The unit was there by the time for which it was called."""
        return self.filter(arrived_at__lte=F("arrive_by"))

    def awaited(self) -> "WhistleCallQuerySet":
        """Not there yet, and nobody has given up on them by a score."""
        return self.filter(
            arrived_at__isnull=True, score__isnull=True, whistle__ended_on__isnull=True
        )


@tracked()
class WhistleCall(models.Model):
    """One unit that was called: signed in, in contact, on the spot, and what it was given."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    whistle = models.ForeignKey(Whistle, models.CASCADE, related_name="calls", db_constraint=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("unit"), related_name="+"
    )
    called_at = models.DateTimeField(_("called at"), auto_now_add=True)
    arrive_by = models.DateTimeField(_("to be there by"))
    signed_in_at = models.DateTimeField(_("signed in at"), null=True, blank=True)
    contacted_at = models.DateTimeField(_("in contact at"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    arrived_who = models.CharField(_("who came"), max_length=60, blank=True)
    score = models.PositiveSmallIntegerField(
        _("score"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    score_note = models.CharField(_("remark on the score"), max_length=200, blank=True)

    objects = WhistleCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("called unit")
        verbose_name_plural = _("called units")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["whistle", "organisation"], name="whistlecall_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(1, 5)),
                name="whistlecall_score_range",
                violation_error_message=_("Give 1 to 5 points."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whistle_id} {self.organisation_id}"

    @property
    def is_awaited(self) -> bool:
        return self.arrived_at is None and self.score is None

    @property
    def minutes(self) -> int | None:
        """From the call to the arrival; None while nobody is there."""
        if self.arrived_at is None:
            return None
        return int((self.arrived_at - self.called_at).total_seconds() // 60)

    @property
    def was_late(self) -> bool:
        """It came after the time by which it was called."""
        return self.arrived_at is not None and self.arrived_at > self.arrive_by
