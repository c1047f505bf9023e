from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import current_q, end_after_start
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import KINDS_OF_PART, OrganisationKind, OrganisationPart
from sites.models.areas import Community
from sites.models.sites import ResettlementSite


class OrganisationQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "OrganisationQuerySet":
        """Those of one's sites, and the county's own bodies for everyone with a posting."""
        if not scope.grants:
            return self.none()
        if scope.area.county:
            return self
        return self.filter(within_q(scope, site="site_id") | Q(site__isnull=True))

    def current(self, on: date) -> "OrganisationQuerySet":
        return self.filter(current_q(on))

    def in_part(self, part: str) -> "OrganisationQuerySet":
        """Bodies of sites that play this part in the organisation system (R13)."""
        return self.filter(kind__in=KINDS_OF_PART[part], site__isnull=False)


@tracked()
class Organisation(models.Model):
    """A body that takes part in a site's life, or a unit of the county (R13)."""

    site = models.ForeignKey(
        ResettlementSite,
        models.PROTECT,
        verbose_name=_("resettlement site"),
        null=True,
        blank=True,
        help_text=_("Empty for a body of the county."),
    )
    community = models.ForeignKey(
        Community, models.PROTECT, verbose_name=_("community or village"), null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind.choices)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=120)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    valid_from = models.DateField(_("founded on"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            end_after_start("organisation_end_after_start"),
            models.UniqueConstraint(fields=["id", "site"], name="organisation_id_site"),
            models.UniqueConstraint(
                fields=["site", "kind", "name"],
                condition=Q(valid_to__isnull=True),
                name="organisation_name_once",
                nulls_distinct=False,
                violation_error_message=_("An organisation of this kind and name exists already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def part(self) -> str:
        """The label of the part that it plays at its site, "" for none."""
        for part, kinds in KINDS_OF_PART.items():
            if self.site_id and self.kind in kinds:
                return str(OrganisationPart(part).label)
        return ""
