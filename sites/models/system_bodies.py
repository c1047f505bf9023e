from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import KINDS_OF_PART, OrganisationPart, SupportSystem
from sites.models.organisations import Organisation
from sites.models.sites import ResettlementSite


class SystemBodyQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "SystemBodyQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "SystemBodyQuerySet":
        """In force on that day, with an organisation that exists then."""
        return self.filter(current_q(on), current_q(on, "organisation__"))


@tracked()
class SystemBody(models.Model):
    """Which party organisation of a site answers for one of the five systems, from when (R49)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    system = models.CharField(_("system"), max_length=20, choices=SupportSystem.choices)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("party organisation"),
        related_name="+",
        db_constraint=False,
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = SystemBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party organisation of a system")
        verbose_name_plural = _("party organisations of the systems")
        ordering = ["site", "system", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(system__in=SupportSystem.values), name="systembody_system_known"
            ),
            end_after_start("systembody_end_after_start"),
            no_overlap(
                "systembody_no_overlap",
                "site",
                "system",
                sentence=_(
                    "This system has a party organisation in these days already. "
                    "End that one first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()}: {self.organisation}"

    def clean(self) -> None:
        """Raises ValidationError unless the organisation is a party organisation of the site."""
        if not (self.site_id and self.organisation_id):
            return
        if self.organisation.site_id != self.site_id:
            found = _("This organisation belongs to another site. Choose one of this site.")
            raise ValidationError({"organisation": found})
        if self.organisation.kind not in KINDS_OF_PART[OrganisationPart.PARTY]:
            found = _("This is no party organisation. Choose a branch, committee or group.")
            raise ValidationError({"organisation": found})
