from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q
from residents.enums import Relation
from residents.models.households import Household, home_json
from residents.models.persons import Person


class MembershipQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "MembershipQuerySet":
        return self.filter(household__in=Household.objects.within(scope).values("pk"))

    def current(self, on: date) -> "MembershipQuerySet":
        return self.filter(current_q(on))


@tracked()
class Membership(models.Model):
    """Who belongs to which household, from when to when."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("household"), db_constraint=False
    )
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"))
    relation_code = models.CharField(
        _("relation to head"), max_length=2, choices=Relation.choices, blank=True
    )
    is_head = models.BooleanField(_("head of household"), default=False)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("household membership")
        verbose_name_plural = _("household memberships")
        constraints = [
            end_after_start("membership_end_after_start"),
            no_overlap(
                "membership_one_household",
                "person",
                sentence=_("A person belongs to one household at a time."),
            ),
            no_overlap(
                "membership_one_head",
                "household",
                condition=Q(is_head=True),
                sentence=_("A household has one head at a time."),
            ),
        ]
        indexes = [models.Index(fields=["household"], name="membership_household")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.person_id}"


class OccupancyQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "OccupancyQuerySet":
        return self.filter(within_q(scope, site="site_id", stairwell="dwelling__stairwell_id"))

    def current(self, on: date) -> "OccupancyQuerySet":
        return self.filter(current_q(on))


@tracked()
class Occupancy(models.Model):
    """Which household lives in which dwelling, from when to when; tenants too."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("household"), db_constraint=False
    )
    dwelling = models.ForeignKey(
        "sites.Dwelling",
        models.PROTECT,
        verbose_name=_("dwelling"),
        related_name="+",
        db_constraint=False,
    )
    is_tenant = models.BooleanField(_("tenant"), default=False)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("occupancy")
        verbose_name_plural = _("occupancies")
        constraints = [
            end_after_start("occupancy_end_after_start"),
            no_overlap(
                "occupancy_one_dwelling",
                "household",
                sentence=_("A household lives in one dwelling at a time."),
            ),
            no_overlap(
                "occupancy_one_household",
                "dwelling",
                sentence=_("Another household lives in this dwelling in these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.dwelling_id}"


def head_and_home(on: date) -> dict[str, Subquery]:
    """Annotations of a row with a `household`: `head_name` and `home` of that day, None without.

    To ask for the household itself, `with_head` and `with_home`, would take twice as long.
    """
    key = OuterRef("household_id")
    heads = Membership.objects.current(on).filter(household=key, is_head=True)
    homes = Occupancy.objects.current(on).filter(household=key)
    return {
        "head_name": Subquery(heads.values("person__name")[:1]),
        "home": Subquery(homes.values_list(home_json(""))[:1]),
    }
