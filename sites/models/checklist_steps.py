from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from sites.checklist_enums import FindingStatus, RunStatus
from sites.models.checklist_runs import ChecklistFinding, ChecklistRun, RunQuerySet
from sites.models.sites import ResettlementSite

STATES = [*RunStatus.values, *FindingStatus.values]


@tracked()
class ChecklistStep(models.Model):
    """Who moved a check, or one of its findings, from which state to which, when and why."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    run = models.ForeignKey(
        ChecklistRun,
        models.PROTECT,
        verbose_name=_("check against a standard"),
        db_constraint=False,
        related_name="steps",
    )
    finding = models.ForeignKey(
        ChecklistFinding,
        models.PROTECT,
        verbose_name=_("finding of a check"),
        db_constraint=False,
        related_name="steps",
        null=True,
        blank=True,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    before = models.CharField(_("from status"), max_length=20, blank=True)
    after = models.CharField(_("to status"), max_length=20)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a check")
        verbose_name_plural = _("steps of a check")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=["", *STATES]) & Q(after__in=STATES),
                name="checkliststep_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.after}"

    @property
    def after_label(self) -> str:
        """The state that it reached, in words."""
        states = FindingStatus if self.finding_id else RunStatus
        return str(states(self.after).label)
