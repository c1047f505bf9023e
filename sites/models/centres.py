from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.models.sites import ResettlementSite

MERGED = Q(has_party_building=True, has_governance=True, has_service=True)


class ServiceCentreQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ServiceCentreQuerySet":
        """Centres of one's sites, and those that these sites share."""
        return self.filter(open_to_q(scope))

    def current(self, on: date) -> "ServiceCentreQuerySet":
        """Opened and not closed on that day."""
        return self.filter(Q(opened_on__lte=on), Q(closed_on__isnull=True) | Q(closed_on__gt=on))

    def merged(self) -> "ServiceCentreQuerySet":
        """All three functions in one place, at the site or in the house that it shares (R43)."""
        shared = ServiceCentre.objects.filter(MERGED, host__isnull=True)
        return self.filter(Q(MERGED, host__isnull=True) | Q(host__in=shared.values("pk")))


@tracked()
class ServiceCentre(models.Model):
    """The party-mass service centre (党群服务中心) of a site; one a site (R37).

    A small site may share the house of another site's centre: `host`; then rooms, hours and
    functions are the host's.
    """

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    host = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("shares the house of"),
        null=True,
        blank=True,
        related_name="guests",
    )
    place = models.CharField(_("place in words"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    floor_area_m2 = models.DecimalField(
        pgettext_lazy("of a room", "floor area (m²)"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
    )
    windows = models.PositiveSmallIntegerField(_("service windows"), null=True, blank=True)
    has_party_building = models.BooleanField(_("party-building function"), default=False)
    has_governance = models.BooleanField(_("governance function"), default=False)
    has_service = models.BooleanField(_("service function"), default=False)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = ServiceCentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("party-mass service centre")
        verbose_name_plural = _("party-mass service centres")
        ordering = ["site", "-opened_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(closed_on__isnull=True),
                name="servicecentre_one_a_site",
                violation_error_message=_("The site has a service centre already. Change that."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="servicecentre_closed_after_opened",
                violation_error_message=_("The centre closes before it opens. Give a later day."),
            ),
            models.CheckConstraint(
                condition=Q(host__isnull=True) | ~Q(host=F("id")),
                name="servicecentre_not_its_own_host",
                violation_error_message=_("A centre cannot share its own house. Choose another."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def house(self) -> "ServiceCentre":
        """The centre whose rooms, hours and functions are used."""
        return self.host or self

    @property
    def is_merged(self) -> bool:
        """Whether all three functions are in one place (R43)."""
        house = self.house
        return house.has_party_building and house.has_governance and house.has_service


def open_to_q(scope: Scope) -> Q:
    """Rows of the sites of the scope, and of those sites whose house they share."""
    own = within_q(scope, site="site_id")
    if scope.area.county:
        return own
    sharing = ServiceCentre.objects.filter(own, host__isnull=False, closed_on__isnull=True)
    return own | Q(site__in=sharing.values("host__site"))
