from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grids.enums import FunctionLine
from grids.models.grids import Grid
from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q


class GridFunctionLineQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "GridFunctionLineQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "GridFunctionLineQuerySet":
        return self.filter(current_q(on))


@tracked()
class GridFunctionLine(models.Model):
    """A department's line of work that runs on a grid instead of a grid of its own (R19)."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name=_("grid"), db_constraint=False)
    line = models.CharField(_("function line"), max_length=30, choices=FunctionLine.choices)
    organisation = models.ForeignKey(
        "sites.Organisation",
        models.PROTECT,
        verbose_name=_("department"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The body whose line it is."),
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = GridFunctionLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("function line of a grid")
        verbose_name_plural = _("function lines of grids")
        ordering = ["grid", "line"]
        constraints = [
            models.CheckConstraint(
                condition=Q(line__in=FunctionLine.values), name="gridline_line_known"
            ),
            end_after_start("gridline_end_after_start"),
            no_overlap(
                "gridline_once_a_grid",
                "grid",
                "line",
                sentence=_("This line runs on the grid in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grid} {self.get_line_display()}"
