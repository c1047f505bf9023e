from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import current_q, end_after_start
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import SiteSetting
from sites.facility_enums import FacilityKind
from sites.models.sites import ResettlementSite

FARTHEST = 60


class FacilityQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "FacilityQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "FacilityQuerySet":
        return self.filter(current_q(on))


@tracked()
class Facility(models.Model):
    """A shop, school or office around a site, by walking minutes (R36)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=30, choices=FacilityKind.choices)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    place = models.CharField(_("place in words"), max_length=120, blank=True)
    walk_minutes = models.PositiveSmallIntegerField(_("walking minutes"))
    hours = models.CharField(_("opening hours"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    east_m = models.SmallIntegerField(
        _("metres to the east"),
        null=True,
        blank=True,
        help_text=_("From the service centre, to the west with a minus; for the map only."),
    )
    north_m = models.SmallIntegerField(
        _("metres to the north"),
        null=True,
        blank=True,
        help_text=_("From the service centre, to the south with a minus; for the map only."),
    )
    valid_from = models.DateField(_("in use since"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("facility of the 15-minute circle")
        verbose_name_plural = _("facilities of the 15-minute circle")
        ordering = ["site", "walk_minutes", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FacilityKind.values), name="facility_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(walk_minutes__range=(1, FARTHEST)),
                name="facility_minutes_in_range",
                violation_error_message=_("Give 1 to 60 walking minutes."),
            ),
            models.CheckConstraint(
                condition=Q(east_m__isnull=True, north_m__isnull=True)
                | Q(east_m__isnull=False, north_m__isnull=False),
                name="facility_both_coordinates",
                violation_error_message=_("Give both metres to the east and to the north."),
            ),
            end_after_start("facility_end_after_start"),
            models.UniqueConstraint(
                fields=["site", "kind", "name"],
                condition=Q(valid_to__isnull=True),
                name="facility_once_a_site",
                violation_error_message=_("The site has a facility of this kind and name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FacilityRuleQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "FacilityRuleQuerySet":
        """A rule of the county; everybody with a posting reads it."""
        return self if scope.grants else self.none()


@tracked()
class FacilityRule(models.Model):
    """Where the county wants a kind otherwise than usual: not at all, or nearer or farther.

    Without a rule every basic kind and every kind for sites is wanted within 15 minutes.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=FacilityKind.choices)
    setting = models.CharField(_("setting of the site"), max_length=20, choices=SiteSetting.choices)
    is_wanted = models.BooleanField(_("wanted"), default=True)
    within_minutes = models.PositiveSmallIntegerField(_("within walking minutes"), default=15)

    objects = FacilityRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of the 15-minute circle")
        verbose_name_plural = _("rules of the 15-minute circle")
        ordering = ["setting", "kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FacilityKind.values), name="facilityrule_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(setting__in=SiteSetting.values), name="facilityrule_setting_known"
            ),
            models.CheckConstraint(
                condition=Q(within_minutes__range=(1, FARTHEST)),
                name="facilityrule_minutes_in_range",
                violation_error_message=_("Give 1 to 60 walking minutes."),
            ),
            models.UniqueConstraint(
                fields=["kind", "setting"],
                name="facilityrule_once",
                violation_error_message=_("There is a rule for this kind and setting already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_setting_display()}"
