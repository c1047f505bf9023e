from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import current_q, end_after_start
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import KINDS_OF_PART, OrganisationKind, OrganisationPart, PlaceLevel
from sites.models.areas import Community, Township
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

    def governance_centres(self) -> "OrganisationQuerySet":
        """The centres of county, towns and communities to which the net reports (R20)."""
        return self.filter(kind=OrganisationKind.GOVERNANCE_CENTRE)

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
    township = models.ForeignKey(
        Township,
        models.PROTECT,
        verbose_name=_("town"),
        null=True,
        blank=True,
        help_text=_("Of a town's governance centre, and of nothing else."),
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
            models.CheckConstraint(
                condition=Q(township__isnull=True)
                | Q(
                    kind=OrganisationKind.GOVERNANCE_CENTRE,
                    site__isnull=True,
                    community__isnull=True,
                ),
                name="organisation_of_a_town",
                violation_error_message=_(
                    "Only a town's governance centre has a town, and neither site nor community."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind=OrganisationKind.GOVERNANCE_CENTRE)
                | Q(site__isnull=True, community__isnull=True)
                | Q(site__isnull=False, community__isnull=False),
                name="organisation_centre_of_a_community",
                violation_error_message=_(
                    "The governance centre of a community needs both: the community, and the site "
                    "at which it stands."
                ),
            ),
            models.UniqueConstraint(
                fields=["township", "community"],
                condition=Q(kind=OrganisationKind.GOVERNANCE_CENTRE, valid_to__isnull=True),
                name="organisation_one_centre",
                nulls_distinct=False,
                violation_error_message=_("There is a governance centre here already."),
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
    def level(self) -> PlaceLevel:
        """Where a governance centre stands; bodies of a site stand at it."""
        if self.site_id:
            return PlaceLevel.SITE
        return PlaceLevel.TOWN if self.township_id else PlaceLevel.COUNTY

    @property
    def part(self) -> str:
        """The label of the part that it plays at its site, "" for none."""
        for part, kinds in KINDS_OF_PART.items():
            if self.site_id and self.kind in kinds:
                return str(OrganisationPart(part).label)
        return ""
