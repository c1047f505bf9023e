"""What a first secretary or a work-team member keeps: attendance, log, plan, assessment (R29)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import AssessmentGrade, AttendanceState, WorkLogKind
from sites.models.postings import Posting
from sites.models.sites import ResettlementSite


class OfPostingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "OfPostingQuerySet":
        return self.filter(within_q(scope, site="site_id"))


def of_posting(related_name: str) -> models.ForeignKey:
    """The posting that a row belongs to; a composite key holds it to the same site."""
    return models.ForeignKey(
        Posting,
        models.PROTECT,
        verbose_name=_("posting"),
        related_name=related_name,
        db_constraint=False,
    )


def of_site() -> models.ForeignKey:
    return models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )


@tracked()
class AttendanceDay(models.Model):
    """How one day was spent, from a monthly sheet."""

    posting = of_posting("attendance")
    site = of_site()
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=20, choices=AttendanceState.choices)

    objects = OfPostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance day")
        verbose_name_plural = _("attendance days")
        ordering = ["day"]
        indexes = [models.Index(fields=["site", "day"], name="attendanceday_site_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AttendanceState.values), name="attendanceday_state_known"
            ),
            models.UniqueConstraint(fields=["posting", "day"], name="attendanceday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_state_display()}"


@tracked()
class WorkLogEntry(models.Model):
    """One entry of the work log."""

    posting = of_posting("log_entries")
    site = of_site()
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=WorkLogKind.choices)
    text = models.TextField(_("what was done"), max_length=1000)

    objects = OfPostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("work-log entry")
        verbose_name_plural = _("work-log entries")
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["site", "day"], name="worklogentry_site_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=WorkLogKind.values), name="worklogentry_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.text[:30]}"


@tracked()
class PlanItem(models.Model):
    """One thing planned for a quarter; the plan of the quarter is its items."""

    posting = of_posting("plan_items")
    site = of_site()
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    text = models.CharField(_("what is planned"), max_length=200)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=200, blank=True)

    objects = OfPostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        ordering = ["-year", "-quarter", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4),
                name="planitem_quarter_known",
                violation_error_message=_("A year has the quarters 1 to 4."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


@tracked()
class YearAssessment(models.Model):
    """The grade of one year in a post, and who gave it."""

    posting = of_posting("assessments")
    site = of_site()
    year = models.PositiveSmallIntegerField(_("year"))
    grade = models.CharField(_("assessment grade"), max_length=30, choices=AssessmentGrade.choices)
    remarks = models.CharField(_("remarks"), max_length=300, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("assessed by"), related_name="+"
    )
    assessed_on = models.DateField(_("assessed on"))

    objects = OfPostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly assessment")
        verbose_name_plural = _("yearly assessments")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade__in=AssessmentGrade.values), name="yearassessment_grade_known"
            ),
            models.UniqueConstraint(
                fields=["posting", "year"],
                name="yearassessment_once",
                violation_error_message=_("This year has been assessed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_grade_display()}"
