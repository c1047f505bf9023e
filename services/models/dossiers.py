from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope
from services.enums.disputes import Complexity
from services.enums.mediations import AgreementForm, PaperKind
from services.models.dispute_parties import OfDispute, OfDisputeQuerySet
from services.models.disputes import Dispute

PAPER_PLACE = "services_dossierpaper.file_sealed"


class DossierPaperQuerySet(OfDisputeQuerySet):
    def within(self, scope: Scope) -> "DossierPaperQuerySet":
        """Papers of the disputes that one may read; the file is not loaded."""
        return super().within(scope).defer("file_sealed")


@tracked(exclude=["file_sealed"])
class DossierPaper(OfDispute):
    """One signed paper in the file of a case: a sealed scan, or the original on paper."""

    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="papers",
        db_constraint=False,
    )
    kind = models.CharField(_("paper of the file"), max_length=30, choices=PaperKind.choices)
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    remark = models.CharField(_("remark"), max_length=100, blank=True)
    on_paper = models.BooleanField(_("the original lies in the file"), default=False)
    file_name = models.CharField(_("file name"), max_length=120, blank=True)
    file_sealed = models.BinaryField(_("file"), null=True, editable=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("added by"), related_name="+"
    )
    token = models.UUIDField(unique=True, editable=False)

    objects = DossierPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a case")
        verbose_name_plural = _("papers of a case")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values), name="dossierpaper_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(on_paper=True) | ~Q(file_name=""),
                name="dossierpaper_somewhere",
                violation_error_message=_(
                    "Choose a scan, or say that the original lies in the file."
                ),
            ),
            models.CheckConstraint(
                condition=Q(pages__gte=1, pages__lte=500),
                name="dossierpaper_pages",
                violation_error_message=_("Give the number of pages, 1 to 500."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class CaseAllowanceRateQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "CaseAllowanceRateQuerySet":
        """The rates are the county's and the same for every site."""
        return self

    def current(self, on: date) -> "CaseAllowanceRateQuerySet":
        return self.filter(current_q(on))


@tracked()
class CaseAllowanceRate(models.Model):
    """What the county pays mediators for one case (个案补贴); no rule fixes it, so it is kept."""

    complexity = models.CharField(_("difficulty"), max_length=10, choices=Complexity.choices)
    form = models.CharField(
        _("form of the agreement"), max_length=10, choices=AgreementForm.choices
    )
    yuan = models.DecimalField(_("yuan a case"), max_digits=8, decimal_places=2)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = CaseAllowanceRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("case allowance")
        verbose_name_plural = _("case allowances")
        ordering = ["complexity", "form", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(complexity__in=Complexity.values, form__in=AgreementForm.values),
                name="allowancerate_known",
            ),
            models.CheckConstraint(
                condition=Q(yuan__gte=0),
                name="allowancerate_not_negative",
                violation_error_message=_("An allowance is not below zero."),
            ),
            end_after_start("allowancerate_end_after_start"),
            no_overlap(
                "allowancerate_no_overlap",
                "complexity",
                "form",
                sentence=_("There is an allowance for such cases in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_complexity_display()} {self.get_form_display()}"
