from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import SiteSetting
from sites.models.areas import Community, Township


class ResettlementSiteQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ResettlementSiteQuerySet":
        return self.filter(within_q(scope, site="id"))

    def active(self, on: date) -> "ResettlementSiteQuerySet":
        """Opened and not closed on that day (R8)."""
        return self.filter(Q(opened_on__lte=on), Q(closed_on__isnull=True) | Q(closed_on__gt=on))


@tracked()
class ResettlementSite(models.Model):
    """A resettlement site (安置点), the unit of nearly everything (R8)."""

    code = models.CharField(_("site code"), max_length=20, unique=True)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    township = models.ForeignKey(Township, models.PROTECT, verbose_name=_("town"))
    setting = models.CharField(_("setting"), max_length=20, choices=SiteSetting.choices)
    communities = models.ManyToManyField(
        Community, through="SiteCommunity", verbose_name=_("communities")
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    objects = ResettlementSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("resettlement site")
        verbose_name_plural = _("resettlement sites")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(setting__in=SiteSetting.values), name="site_setting_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="site_closed_after_opened",
                violation_error_message=_("The site closes before it opens. Give a later day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_urban(self) -> bool:
        return self.setting == SiteSetting.URBAN_COMMUNITY


class SiteCommunityQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "SiteCommunityQuerySet":
        return self.filter(within_q(scope, site="site_id"))


@tracked()
class SiteCommunity(models.Model):
    """Which communities a site has; a small site shares one with others."""

    site = models.ForeignKey(ResettlementSite, models.CASCADE, verbose_name=_("resettlement site"))
    community = models.ForeignKey(Community, models.PROTECT, verbose_name=_("community or village"))

    objects = SiteCommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community of a site")
        verbose_name_plural = _("communities of a site")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "community"],
                name="sitecommunity_once",
                violation_error_message=_("The site has this community already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.community}"
