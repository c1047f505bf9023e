from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import AppointmentSource, ReserveStatus
from sites.models.sites import ResettlementSite


class ReserveCadreQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ReserveCadreQuerySet":
        """County readers see the whole pool; others that of their sites."""
        return self.filter(within_q(scope, site="site_id"))

    def in_pool(self) -> "ReserveCadreQuerySet":
        """Those who wait for a post."""
        return self.filter(status=ReserveStatus.IN_POOL)


@tracked()
class ReserveCadre(models.Model):
    """Somebody of the pool from which posts are filled: whence, by whom proposed, how judged."""

    site = models.ForeignKey(
        ResettlementSite,
        models.PROTECT,
        verbose_name=_("resettlement site"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for the county's pool."),
    )
    name = models.CharField(_("name"), max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("entry in the staff directory"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("May stay empty until he is appointed."),
    )
    source = models.CharField(_("source"), max_length=30, choices=AppointmentSource.choices)
    recommended_by = models.CharField(_("recommended by"), max_length=120)
    recommended_on = models.DateField(_("recommended on"))
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    assessment = models.CharField(_("assessment"), max_length=300, blank=True)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=ReserveStatus.choices,
        default=ReserveStatus.IN_POOL,
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ReserveCadreQuerySet.as_manager()

    class Meta:
        verbose_name = _("reserve cadre")
        verbose_name_plural = _("reserve cadres")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=AppointmentSource.values), name="reservecadre_source_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ReserveStatus.values), name="reservecadre_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReserveStatus.APPOINTED) | Q(user__isnull=False),
                name="reservecadre_appointed_in_directory",
                violation_error_message=_("Whoever is appointed has an entry in the directory."),
            ),
            models.CheckConstraint(
                condition=Q(assessment="") | Q(assessed_on__isnull=False),
                name="reservecadre_assessment_dated",
                violation_error_message=_("Give the day of the assessment."),
            ),
            models.UniqueConstraint(
                fields=["site", "name", "recommended_on"],
                name="reservecadre_once",
                nulls_distinct=False,
                violation_error_message=_("This person stands in the pool already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ReserveTraining(models.Model):
    """A course that a reserve cadre took."""

    cadre = models.ForeignKey(
        ReserveCadre, models.CASCADE, verbose_name=_("reserve cadre"), related_name="training"
    )
    site = models.ForeignKey(
        ResettlementSite,
        models.PROTECT,
        verbose_name=_("resettlement site"),
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=120)
    held_on = models.DateField(_("day"))
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("training of a reserve cadre")
        verbose_name_plural = _("training of reserve cadres")
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.title} {self.held_on}"
