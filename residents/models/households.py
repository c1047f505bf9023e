from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, LPad
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q
from lib.history import tracked
from lib.scope import Scope
from residents.enums import MonitoredType, OriginClass, RelocationType


def home_json(prefix: str) -> JSONObject:
    """The parts of an address, so that each can be masked for itself."""
    dwelling = f"{prefix}dwelling__"
    return JSONObject(
        building=f"{dwelling}stairwell__building__name",
        stairwell=f"{dwelling}stairwell__name",
        room=f"{dwelling}room_no",
        stairwell_id=f"{dwelling}stairwell_id",
    )


class HouseholdQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "HouseholdQuerySet":
        """Households of one's sites, or those that live in one's stairwells today."""
        area = scope.area
        if area.county:
            return self
        inside = Q(site__in=sorted(area.sites))
        if area.stairwells:
            inside |= Q(
                pk__in=Household.objects.living_in(area.stairwell_ids, scope.on).values("pk")
            )
        return self.filter(inside)

    def living_in(self, stairwell_ids: Iterable[int], on: date) -> "HouseholdQuerySet":
        """Households whose dwelling on that day stands in one of the stairwells."""
        return self.filter(
            current_q(on, "occupancy__"),
            occupancy__dwelling__stairwell__in=sorted(stairwell_ids),
        )

    def current(self, on: date) -> "HouseholdQuerySet":
        """Living at the site on that day: moved in and not yet ended."""
        return self.filter(
            Q(moved_in_on__isnull=True) | Q(moved_in_on__lte=on),
            Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        )

    def with_head(self, on: date) -> "HouseholdQuerySet":
        """Adds `head_id` and `head_name` of that day (None without a head)."""
        heads = Household.objects.filter(
            current_q(on, "membership__"), pk=OuterRef("pk"), membership__is_head=True
        )
        return self.annotate(
            head_id=Subquery(heads.values("membership__person_id")[:1]),
            head_name=Subquery(heads.values("membership__person__name")[:1]),
        )

    def with_address(self, on: date) -> "HouseholdQuerySet":
        """Adds `address`, "building-stairwell-room" of that day (None without a dwelling)."""
        place = "occupancy__dwelling__"
        homes = Household.objects.filter(current_q(on, "occupancy__"), pk=OuterRef("pk"))
        address = Concat(
            f"{place}stairwell__building__name", Value("-"),
            f"{place}stairwell__name", Value("-"),
            f"{place}room_no",
        )  # fmt: skip
        return self.annotate(address=Subquery(homes.values_list(address)[:1]))

    def with_home(self, on: date) -> "HouseholdQuerySet":
        """Adds `home` of that day: building, stairwell, room, stairwell_id; None without one."""
        homes = Household.objects.filter(current_q(on, "occupancy__"), pk=OuterRef("pk"))
        return self.annotate(home=Subquery(homes.values_list(home_json("occupancy__"))[:1]))

    def without_head(self, on: date) -> "HouseholdQuerySet":
        """Nobody is the head on that day; two heads the database refuses."""
        heads = Household.objects.filter(
            current_q(on, "membership__"), pk=OuterRef("pk"), membership__is_head=True
        )
        return self.filter(~Exists(heads))

    def with_address_key(self, on: date) -> "HouseholdQuerySet":
        """Adds `address_key`: building 10 comes after building 2; "~" without a dwelling."""
        stairwell = "occupancy__dwelling__stairwell__"
        parts = (f"{stairwell}building__name", f"{stairwell}name", "occupancy__dwelling__room_no")
        homes = Household.objects.filter(current_q(on, "occupancy__"), pk=OuterRef("pk"))
        key = Concat(*(LPad(F(part), 8, Value("0")) for part in parts))
        return self.annotate(address_key=Coalesce(Subquery(homes.values_list(key)[:1]), Value("~")))

    def for_list(self, on: date) -> "HouseholdQuerySet":
        """What a list, a search or a file shows of a household on that day."""
        return self.select_related("site").with_head(on).with_home(on).with_size(on)

    def with_size(self, on: date) -> "HouseholdQuerySet":
        """Adds `size`, the number of members of that day."""
        members = (
            Household.objects.filter(current_q(on, "membership__"), pk=OuterRef("pk"))
            .values("pk")
            .annotate(number=Count("membership__person_id"))
        )
        return self.annotate(size=Coalesce(Subquery(members.values("number")), 0))


@tracked()
class Household(models.Model):
    """A relocated household at one site; `site` never changes (design: second fence).

    A move to another site ends it here and opens a linked successor there.
    """

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    household_no = models.CharField(_("household number"), max_length=30)
    predecessor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("came from"),
        null=True,
        blank=True,
        related_name="successors",
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    relocation_type = models.CharField(
        _("relocation type"), max_length=20, choices=RelocationType.choices, blank=True
    )
    relocation_year = models.PositiveSmallIntegerField(_("relocation year"), null=True, blank=True)
    planned_move_in_on = models.DateField(_("planned move-in date"), null=True, blank=True)
    moved_in_on = models.DateField(_("move-in date"), null=True, blank=True)
    self_raised_yuan = models.DecimalField(
        _("self-raised money (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    origin_county = models.CharField(_("county of origin"), max_length=60, blank=True)
    origin_township = models.CharField(_("town of origin"), max_length=60, blank=True)
    origin_village = models.CharField(_("village of origin"), max_length=120, blank=True)
    origin_class = models.CharField(
        _("class of the place of origin"), max_length=2, choices=OriginClass.choices, blank=True
    )
    old_house_m2 = models.DecimalField(
        _("old house (m²)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    old_house_demolished_on = models.DateField(_("old house demolished on"), null=True, blank=True)
    demolition_reward_yuan = models.DecimalField(
        _("demolition reward (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    land_reclaimed_on = models.DateField(_("land reclaimed on"), null=True, blank=True)
    homestead_m2 = models.DecimalField(
        _("homestead (m²)"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    farmland_mu = models.DecimalField(
        _("farmland (mu)"), max_digits=8, decimal_places=2, null=True, blank=True
    )

    poverty_exit_year = models.PositiveSmallIntegerField(
        _("year of poverty exit"), null=True, blank=True
    )
    hukou_transferred_on = models.DateField(_("hukou transferred on"), null=True, blank=True)
    title_issued_on = models.DateField(_("property certificate issued on"), null=True, blank=True)
    industry_support = models.CharField(_("industry support"), max_length=200, blank=True)
    monitored_type = models.CharField(
        _("monitored type"), max_length=20, choices=MonitoredType.choices, blank=True
    )
    risk_found_on = models.DateField(_("risk found on"), null=True, blank=True)
    risk_cleared_on = models.DateField(_("risk cleared on"), null=True, blank=True)
    hardship_cause = models.CharField(_("cause of hardship"), max_length=100, blank=True)
    net_income_yuan = models.DecimalField(
        _("net income a head (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["site", "household_no"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "household_no"],
                name="household_no_once_a_site",
                violation_error_message=_("The site has a household of this number already."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="household_id_site"),
            models.CheckConstraint(
                condition=Q(relocation_type__in=["", *RelocationType.values]),
                name="household_relocation_type_known",
            ),
            models.CheckConstraint(
                condition=Q(monitored_type__in=["", *MonitoredType.values]),
                name="household_monitored_type_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(moved_in_on__isnull=True)
                | Q(ended_on__gte=models.F("moved_in_on")),
                name="household_ended_after_moved_in",
                violation_error_message=_(
                    "The household ends before it moved in. Give a later day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.household_no
