from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q


class GridQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "GridQuerySet":
        """Whole sites, or the grids in which one's stairwells lie."""
        area = scope.area
        if area.county or not area.stairwells:
            return self.filter(within_q(scope, site="site_id"))
        own = GridStairwell.objects.current(scope.on).filter(
            stairwell__in=sorted(area.stairwell_ids)
        )
        return self.filter(Q(site__in=sorted(area.sites)) | Q(pk__in=own.values("grid")))

    def current(self, on: date) -> "GridQuerySet":
        return self.filter(current_q(on))


@tracked()
class Grid(models.Model):
    """A grid: a set of stairwells of one site (R19, R21)."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    code = models.CharField(_("grid code"), max_length=20, unique=True)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    stairwells = models.ManyToManyField(
        "sites.Stairwell", through="GridStairwell", verbose_name=_("stairwells"), related_name="+"
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = GridQuerySet.as_manager()

    class Meta:
        verbose_name = _("grid")
        verbose_name_plural = _("grids")
        ordering = ["code"]
        constraints = [
            end_after_start("grid_end_after_start"),
            models.UniqueConstraint(fields=["id", "site"], name="grid_id_site"),
        ]

    def __str__(self) -> str:
        return self.name


class GridStairwellQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "GridStairwellQuerySet":
        return self.filter(within_q(scope, site="site_id", stairwell="stairwell_id"))

    def drawn(self, on: date) -> "GridStairwellQuerySet":
        """Links of that day, those of grids that have ended meanwhile too."""
        return self.filter(current_q(on))

    def drawn_from(self, on: date) -> "GridStairwellQuerySet":
        """Links of that day or any later one."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))

    def current(self, on: date) -> "GridStairwellQuerySet":
        """How the net was drawn on that day, grids in force only."""
        return self.drawn(on).filter(current_q(on, "grid__"))


@tracked()
class GridStairwell(models.Model):
    """Which grid a stairwell belongs to, from when to when; one grid at a time (R21).

    Dated, so that the net of any past day can be shown and counted.
    """

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    grid = models.ForeignKey(Grid, models.CASCADE, verbose_name=_("grid"), db_constraint=False)
    stairwell = models.ForeignKey(
        "sites.Stairwell",
        models.PROTECT,
        verbose_name=_("stairwell"),
        related_name="+",
        db_constraint=False,
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = GridStairwellQuerySet.as_manager()

    class Meta:
        verbose_name = _("stairwell of a grid")
        verbose_name_plural = _("stairwells of a grid")
        ordering = ["grid", "stairwell", "valid_from"]
        constraints = [
            end_after_start("gridstairwell_end_after_start"),
            no_overlap(
                "gridstairwell_one_grid",
                "stairwell",
                sentence=_("This stairwell belongs to a grid in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grid} {self.stairwell_id}"


class GridPartyGroupQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "GridPartyGroupQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "GridPartyGroupQuerySet":
        return self.filter(current_q(on))


@tracked()
class GridPartyGroup(models.Model):
    """The party group of a grid; every grid should have one (R22)."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name=_("grid"), db_constraint=False)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=80)
    valid_from = models.DateField(_("founded on"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = GridPartyGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("grid party group")
        verbose_name_plural = _("grid party groups")
        ordering = ["grid"]
        constraints = [
            end_after_start("gridpartygroup_end_after_start"),
            models.UniqueConstraint(
                fields=["grid"],
                condition=Q(valid_to__isnull=True),
                name="gridpartygroup_one_a_grid",
                violation_error_message=_("The grid has a party group already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
