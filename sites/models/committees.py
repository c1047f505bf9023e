from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import CommitteeKind
from sites.models.organisations import Organisation
from sites.models.sites import ResettlementSite


class CommitteeTermQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "CommitteeTermQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "CommitteeTermQuerySet":
        return self.filter(current_q(on))


@tracked()
class CommitteeTerm(models.Model):
    """One elected term of one of a community's two committees (R28)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CommitteeKind.choices)
    elected_on = models.DateField(_("elected on"))
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day of the term"))

    objects = CommitteeTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee term")
        verbose_name_plural = _("committee terms")
        ordering = ["site", "kind", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CommitteeKind.values), name="committeeterm_kind_known"
            ),
            end_after_start("committeeterm_end_after_start"),
            models.CheckConstraint(
                condition=Q(elected_on__lte=models.F("valid_from")),
                name="committeeterm_elected_first",
                violation_error_message=_("The election is not after the term's first day."),
            ),
            no_overlap(
                "committeeterm_no_overlap",
                "organisation",
                "kind",
                sentence=_("This committee has a term in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.valid_from.year}–{self.valid_to.year}"
