from django.conf import settings
from django.db import models
from django.db.models import Case, F, IntegerField, Q, Sum, When
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.checklist_enums import CheckResult, FindingStatus, RunStatus
from sites.models.checklists import ChecklistItem, StandardChecklist
from sites.models.sites import ResettlementSite

COUNTED = [CheckResult.MET, CheckResult.NOT_MET]


class RunQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "RunQuerySet":
        return self.filter(within_q(scope, site="site_id"))


class ChecklistRunQuerySet(RunQuerySet):
    def checked(self) -> "ChecklistRunQuerySet":
        """Confirmed by the county; only these count."""
        return self.filter(status=RunStatus.COUNTY_CHECKED)

    def with_scores(self) -> "ChecklistRunQuerySet":
        """Adds points met and points that apply, of the site's and of the county's look."""
        return self.annotate(
            self_met=_points("self_result", [CheckResult.MET]),
            self_of=_points("self_result", COUNTED),
            county_met=_points("county_result", [CheckResult.MET]),
            county_of=_points("county_result", COUNTED),
        )


def _points(column: str, results: list[CheckResult]) -> Sum:
    when = When(**{f"answers__{column}__in": results}, then=F("answers__item__points"))
    return Sum(Case(when, default=0, output_field=IntegerField()), default=0)


@tracked()
class ChecklistRun(models.Model):
    """A dated check of a centre against a version of its standard (R44, R61).

    The site looks first; somebody else, of the county, looks after it, and only then it counts.
    """

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    checklist = models.ForeignKey(
        StandardChecklist,
        models.PROTECT,
        verbose_name=_("standard checklist"),
        related_name="runs",
    )
    status = models.CharField(
        _("status"), max_length=20, choices=RunStatus.choices, default=RunStatus.SELF_CHECKING
    )
    started_on = models.DateField(_("started on"))
    self_checked_on = models.DateField(_("checked by the site on"), null=True, blank=True)
    self_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("checked by the site"),
        related_name="+",
        null=True,
        blank=True,
    )
    county_checked_on = models.DateField(_("checked by the county on"), null=True, blank=True)
    county_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("checked by the county"),
        related_name="+",
        null=True,
        blank=True,
    )

    objects = ChecklistRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("check against a standard")
        verbose_name_plural = _("checks against a standard")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=RunStatus.values), name="checklistrun_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=RunStatus.SELF_CHECKING)
                | Q(self_checked_on__isnull=False, self_checked_by__isnull=False),
                name="checklistrun_self_checked_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status=RunStatus.COUNTY_CHECKED)
                | Q(county_checked_on__isnull=False, county_checked_by__isnull=False),
                name="checklistrun_county_checked_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(county_checked_by__isnull=True)
                | ~Q(county_checked_by=F("self_checked_by")),
                name="checklistrun_checked_by_another",
                violation_error_message=_(
                    "Whoever checked for the site does not check for the county. "
                    "Ask a colleague of the county office."
                ),
            ),
            models.UniqueConstraint(
                fields=["site", "checklist"],
                condition=~Q(status=RunStatus.COUNTY_CHECKED),
                name="checklistrun_one_open",
                violation_error_message=_("A check by this list is under way. Finish it first."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="checklistrun_id_site"),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.checklist}"

    @property
    def self_score(self) -> int | None:
        """Points of 100 by the site's own look once it is handed in; needs `with_scores`."""
        return _share(self.self_met, self.self_of) if self.self_checked_on else None  # type: ignore[attr-defined]

    @property
    def county_score(self) -> int | None:
        """Points of 100 by the county's look once it is finished; needs `with_scores`."""
        return _share(self.county_met, self.county_of) if self.county_checked_on else None  # type: ignore[attr-defined]


def _share(met: int, of: int) -> int | None:
    return round(100 * met / of) if of else None


@tracked()
class ChecklistAnswer(models.Model):
    """What was found of one item, by the site and by the county; empty until looked at."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    run = models.ForeignKey(
        ChecklistRun,
        models.CASCADE,
        verbose_name=_("check against a standard"),
        db_constraint=False,
        related_name="answers",
    )
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, verbose_name=_("item"), related_name="answers"
    )
    self_result = models.CharField(
        _("by the site"), max_length=20, choices=CheckResult.choices, blank=True
    )
    self_note = models.CharField(_("note of the site"), max_length=200, blank=True)
    county_result = models.CharField(
        _("by the county"), max_length=20, choices=CheckResult.choices, blank=True
    )
    county_note = models.CharField(_("note of the county"), max_length=200, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer of a check")
        verbose_name_plural = _("answers of a check")
        ordering = ["item__group", "item__number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(self_result__in=["", *CheckResult.values])
                & Q(county_result__in=["", *CheckResult.values]),
                name="checklistanswer_result_known",
            ),
            models.UniqueConstraint(fields=["run", "item"], name="checklistanswer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.item_id}"


class ChecklistFindingQuerySet(RunQuerySet):
    def waiting(self) -> "ChecklistFindingQuerySet":
        """Not yet rectified and confirmed."""
        return self.exclude(status=FindingStatus.CONFIRMED)


@tracked()
class ChecklistFinding(models.Model):
    """What the county's check found missing: rectified by a day, then looked at again (R44)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    run = models.ForeignKey(
        ChecklistRun,
        models.PROTECT,
        verbose_name=_("check against a standard"),
        db_constraint=False,
        related_name="findings",
    )
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, verbose_name=_("item"), related_name="+"
    )
    text = models.CharField(_("what is missing"), max_length=200)
    due_on = models.DateField(_("to be rectified by"))
    status = models.CharField(
        _("status"), max_length=20, choices=FindingStatus.choices, default=FindingStatus.OPEN
    )
    rectified_on = models.DateField(_("rectified on"), null=True, blank=True)
    rectified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("rectified by"),
        related_name="+",
        null=True,
        blank=True,
    )
    evidence = models.CharField(_("what was done to rectify it"), max_length=200, blank=True)
    confirmed_on = models.DateField(_("looked at again on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("looked at again by"),
        related_name="+",
        null=True,
        blank=True,
    )

    objects = ChecklistFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding of a check")
        verbose_name_plural = _("findings of checks")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=FindingStatus.values), name="checklistfinding_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=FindingStatus.OPEN)
                | (Q(rectified_on__isnull=False, rectified_by__isnull=False) & ~Q(evidence="")),
                name="checklistfinding_rectified_by_whom",
                violation_error_message=_("Say what was done to rectify it."),
            ),
            models.CheckConstraint(
                condition=~Q(status=FindingStatus.CONFIRMED)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="checklistfinding_confirmed_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("rectified_by")),
                name="checklistfinding_confirmed_by_another",
                violation_error_message=_(
                    "Whoever rectified it does not confirm it. Ask a colleague of the county."
                ),
            ),
            models.UniqueConstraint(fields=["run", "item"], name="checklistfinding_once"),
            models.UniqueConstraint(fields=["id", "site"], name="checklistfinding_id_site"),
        ]

    def __str__(self) -> str:
        return self.text
