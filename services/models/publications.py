"""What was published at a site, how long residents may object, and what came of it."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from services.models.meetings import Meeting
from services.models.motions import MotionStage
from sites.models import ResettlementSite


class PublicationQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "PublicationQuerySet":
        """Rows of the sites of the scope."""
        return self.filter(within_q(scope, site="site_id"))


@tracked()
class Publication(models.Model):
    """The minutes of a meeting, or a decision or result of a motion, on the notice board."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    meeting = models.OneToOneField(
        Meeting,
        models.CASCADE,
        verbose_name=_("meeting"),
        related_name="publication",
        null=True,
        blank=True,
        db_constraint=False,
    )
    motion_stage = models.OneToOneField(
        MotionStage,
        models.CASCADE,
        verbose_name=_("stage of a motion"),
        related_name="publication",
        null=True,
        blank=True,
        db_constraint=False,
    )
    published_on = models.DateField(_("published on"))
    objection_days = models.PositiveSmallIntegerField(_("objection period, days"))
    place = models.CharField(_("published where"), max_length=120)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, motion_stage__isnull=True)
                | Q(meeting__isnull=True, motion_stage__isnull=False),
                name="publication_of_one",
            ),
            models.CheckConstraint(
                condition=Q(objection_days__gte=1),
                name="publication_objection_days",
                violation_error_message=_("Give residents at least one day to object."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="publication_id_site"),
        ]

    def __str__(self) -> str:
        return f"{self.published_on} {self.place}"

    @property
    def last_day(self) -> date:
        """The last day on which residents may object; the day of publication is not counted."""
        return self.published_on + timedelta(days=self.objection_days)

    def is_over(self, on: date) -> bool:
        return on > self.last_day


@tracked()
class Objection(models.Model):
    """What somebody said against a publication, and the answer he got."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    publication = models.ForeignKey(
        Publication,
        models.CASCADE,
        verbose_name=_("publication"),
        related_name="objections",
        db_constraint=False,
    )
    raised_on = models.DateField(_("raised on"))
    raised_by = models.CharField(
        _("raised by"), max_length=60, blank=True, help_text=_("Empty where it is anonymous.")
    )
    text = models.TextField(_("objection"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("recorded by"), related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("answered by"),
        related_name="+",
        null=True,
        blank=True,
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by__isnull=True)
                | (
                    ~Q(answer="")
                    & Q(answered_on__isnull=False, answered_by__isnull=False)
                    & Q(answered_on__gte=F("raised_on"))
                ),
                name="objection_answered_by_whom",
                violation_error_message=_("The answer cannot be older than the objection."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
