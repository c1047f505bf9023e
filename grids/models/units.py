from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grids.models.grids import Grid
from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q


class JointHouseholdUnitQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "JointHouseholdUnitQuerySet":
        """Whole sites, or the units of the grids that one reads."""
        area = scope.area
        if area.county or not area.stairwells:
            return self.filter(within_q(scope, site="site_id"))
        return self.filter(grid__in=Grid.objects.within(scope).values("pk"))

    def current(self, on: date) -> "JointHouseholdUnitQuerySet":
        return self.filter(current_q(on))


@tracked()
class JointHouseholdUnit(models.Model):
    """A joint-household unit (联户单元): dwellings of one grid, of any number (R20)."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name=_("grid"), db_constraint=False)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = JointHouseholdUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint-household unit")
        verbose_name_plural = _("joint-household units")
        ordering = ["grid", "name"]
        constraints = [
            end_after_start("jointunit_end_after_start"),
            models.UniqueConstraint(
                fields=["grid", "name"],
                name="jointunit_name_once_a_grid",
                violation_error_message=_("The grid has a unit of this name already."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="jointunit_id_site"),
        ]

    def __str__(self) -> str:
        return self.name


class JointHouseholdDwellingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "JointHouseholdDwellingQuerySet":
        return self.filter(within_q(scope, site="site_id", stairwell="dwelling__stairwell_id"))

    def current(self, on: date) -> "JointHouseholdDwellingQuerySet":
        """Rows in force on that day, of units in force."""
        return self.filter(current_q(on), current_q(on, "unit__"))


@tracked()
class JointHouseholdDwelling(models.Model):
    """Which unit a dwelling belongs to, from when to when; whoever lives there follows."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    unit = models.ForeignKey(
        JointHouseholdUnit,
        models.PROTECT,
        verbose_name=_("joint-household unit"),
        db_constraint=False,
    )
    dwelling = models.ForeignKey(
        "sites.Dwelling",
        models.PROTECT,
        verbose_name=_("dwelling"),
        related_name="+",
        db_constraint=False,
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = JointHouseholdDwellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("dwelling of a joint-household unit")
        verbose_name_plural = _("dwellings of joint-household units")
        ordering = ["unit", "dwelling"]
        constraints = [
            end_after_start("jointdwelling_end_after_start"),
            no_overlap(
                "jointdwelling_one_unit",
                "dwelling",
                sentence=_("The dwelling belongs to a joint-household unit in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.dwelling_id}"

    def clean(self) -> None:
        """A dwelling joins a unit of its own site; the database holds a key for it."""
        if not self.unit_id or not self.dwelling_id:
            return
        if self.dwelling.site_id != self.unit.site_id:
            raise ValidationError(
                {"dwelling": _("The dwelling is not at the unit's site. Choose one of the site's.")}
            )
