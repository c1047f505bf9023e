from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import DwellingState, StairwellKind
from sites.models.areas import Community
from sites.models.sites import ResettlementSite, SiteCommunity


class BuildingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "BuildingQuerySet":
        """A building is read with its site or through one of its stairwells."""
        area = scope.area
        rows = self.filter(within_q(scope, site="site_id", stairwell="stairwell"))
        return rows.distinct() if area.stairwells and not area.county else rows


@tracked()
class Building(models.Model):
    """A building, in one site and one of that site's communities."""

    site = models.ForeignKey(ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"))
    community = models.ForeignKey(Community, models.PROTECT, verbose_name=_("community or village"))
    name = models.CharField(_("building no."), max_length=20)
    floors = models.PositiveSmallIntegerField(_("floors"), null=True, blank=True)

    objects = BuildingQuerySet.as_manager()

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["site", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="building_name_once_a_site",
                violation_error_message=_("The site has a building of this number already."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="building_id_site"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The community must be one of the site's; the database holds a key for it."""
        if not self.site_id or not self.community_id:
            return
        if not SiteCommunity.objects.filter(
            site=self.site_id, community=self.community_id
        ).exists():
            raise ValidationError(
                {
                    "community": _(
                        "%(community)s is not a community of %(site)s. "
                        "Choose one of the site's, or add it to the site first."
                    )
                    % {"community": self.community, "site": self.site}
                }
            )


class StairwellQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "StairwellQuerySet":
        return self.filter(within_q(scope, site="site_id", stairwell="id"))


@tracked()
class Stairwell(models.Model):
    """A stairwell (单元) of a building; a row of village houses counts as one."""

    site = models.ForeignKey(ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"))
    building = models.ForeignKey(
        Building, models.PROTECT, verbose_name=_("building"), db_constraint=False
    )
    name = models.CharField(_("stairwell no."), max_length=20)
    kind = models.CharField(
        _("kind"), max_length=20, choices=StairwellKind.choices, default=StairwellKind.STAIRWELL
    )

    objects = StairwellQuerySet.as_manager()

    class Meta:
        verbose_name = _("stairwell")
        verbose_name_plural = _("stairwells")
        ordering = ["building", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "name"],
                name="stairwell_name_once_a_building",
                violation_error_message=_("The building has a stairwell of this number already."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="stairwell_id_site"),
            models.CheckConstraint(
                condition=models.Q(kind__in=StairwellKind.values), name="stairwell_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.building.name}-{self.name}"


class DwellingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "DwellingQuerySet":
        return self.filter(within_q(scope, site="site_id", stairwell="stairwell_id"))

    def with_address(self) -> "DwellingQuerySet":
        """Loads what `str(dwelling)` needs."""
        return self.select_related("stairwell__building")


@tracked()
class Dwelling(models.Model):
    """A flat or house; `floor` is derived from the room number where it can be."""

    site = models.ForeignKey(ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"))
    stairwell = models.ForeignKey(
        Stairwell, models.PROTECT, verbose_name=_("stairwell"), db_constraint=False
    )
    room_no = models.CharField(_("room no."), max_length=20)
    floor_area_m2 = models.DecimalField(
        _("floor area (m²)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=20, choices=DwellingState.choices, default=DwellingState.VACANT
    )

    objects = DwellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("dwelling")
        verbose_name_plural = _("dwellings")
        ordering = ["stairwell", "room_no"]
        constraints = [
            models.UniqueConstraint(
                fields=["stairwell", "room_no"],
                name="dwelling_room_once_a_stairwell",
                violation_error_message=_("The stairwell has a room of this number already."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="dwelling_id_site"),
            models.CheckConstraint(
                condition=models.Q(state__in=DwellingState.values), name="dwelling_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(floor_area_m2__isnull=True) | models.Q(floor_area_m2__gt=0),
                name="dwelling_area_positive",
                violation_error_message=_("The floor area must be greater than 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stairwell.building.name}-{self.stairwell.name}-{self.room_no}"

    @property
    def floor(self) -> int | None:
        """302 stands on floor 3, 1102 on floor 11; None where the number does not tell."""
        digits = self.room_no
        return int(digits[:-2]) if digits.isdecimal() and len(digits) in (3, 4) else None
