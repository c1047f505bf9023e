from collections.abc import Mapping

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from residents.enums import AttentionTier

# (site, tier) to days; the site is None in the county's own rows.
Intervals = Mapping[tuple[int | None, str], int]


class VisitIntervalQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "VisitIntervalQuerySet":
        """The county's rows for everybody with a posting, and those of one's sites."""
        if not scope.grants:
            return self.none()
        if scope.area.county:
            return self
        return self.filter(within_q(scope, site="site_id") | Q(site__isnull=True))

    def by_place(self) -> Intervals:
        """Every row as (site, tier) to days; one SQL statement."""
        return {(row.site_id, row.tier): row.visit_interval_days for row in self}


@tracked()
class VisitInterval(models.Model):
    """How often somebody looks in on an attention tier: the county's rule, or a site's own (B1)."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty for the rule of the county, which holds where a site has none."),
    )
    tier = models.CharField(_("attention tier"), max_length=20, choices=AttentionTier.choices)
    visit_interval_days = models.PositiveSmallIntegerField(
        _("days between visits"), validators=[MinValueValidator(1), MaxValueValidator(366)]
    )

    objects = VisitIntervalQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit interval")
        verbose_name_plural = _("visit intervals")
        ordering = ["site", "tier"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "tier"],
                name="visitinterval_once",
                nulls_distinct=False,
                violation_error_message=_("This tier has an interval here already."),
            ),
            models.CheckConstraint(
                condition=Q(tier__in=AttentionTier.values), name="visitinterval_tier_known"
            ),
            models.CheckConstraint(
                condition=Q(visit_interval_days__gte=1, visit_interval_days__lte=366),
                name="visitinterval_days_bounded",
                violation_error_message=_("Give between 1 and 366 days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site or ''} {self.get_tier_display()}".strip()


def visit_days_of(intervals: Intervals, site_id: int, tier: str) -> int | None:
    """The site's own interval, else the county's; None where neither is set."""
    return intervals.get((site_id, tier), intervals.get((None, tier)))
