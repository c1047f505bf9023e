from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.centre_enums import EquipmentCondition, FundSource
from sites.models.sites import ResettlementSite
from sites.models.venues import Venue


class CultureQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "CultureQuerySet":
        return self.filter(within_q(scope, site="site_id"))


class CultureCentreQuerySet(CultureQuerySet):
    def current(self, on: date) -> "CultureCentreQuerySet":
        """Opened and not closed on that day."""
        return self.filter(Q(opened_on__lte=on), Q(closed_on__isnull=True) | Q(closed_on__gt=on))


@tracked()
class CultureCentre(models.Model):
    """The comprehensive culture service centre of a site (R61, R62); its rooms are venues."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    place = models.CharField(_("place in words"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    floor_area_m2 = models.DecimalField(
        pgettext_lazy("of a room", "floor area (m²)"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
    )
    square_m2 = models.DecimalField(
        _("square (m²)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    books = models.PositiveIntegerField(_("books"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = CultureCentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("culture centre")
        verbose_name_plural = _("culture centres")
        ordering = ["site", "-opened_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(closed_on__isnull=True),
                name="culturecentre_one_a_site",
                violation_error_message=_("The site has a culture centre already. Change that."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="culturecentre_closed_after_opened",
                violation_error_message=_("The centre closes before it opens. Give a later day."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="culturecentre_id_site"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class CultureFund(models.Model):
    """Money that a culture centre received (R63)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    centre = models.ForeignKey(
        CultureCentre,
        models.PROTECT,
        verbose_name=_("culture centre"),
        db_constraint=False,
        related_name="funds",
    )
    received_on = models.DateField(_("received on"))
    source = models.CharField(_("source"), max_length=20, choices=FundSource.choices)
    amount_yuan = models.DecimalField(_("amount, yuan"), max_digits=12, decimal_places=2)
    purpose = models.CharField(_("purpose"), max_length=120)
    document_no = models.CharField(_("document no."), max_length=60, blank=True)

    objects = CultureQuerySet.as_manager()

    class Meta:
        verbose_name = _("fund of a culture centre")
        verbose_name_plural = _("funds of culture centres")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=FundSource.values), name="culturefund_source_known"
            ),
            models.CheckConstraint(
                condition=Q(amount_yuan__gt=0),
                name="culturefund_amount_positive",
                violation_error_message=_("The amount must be greater than 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.purpose}"


@tracked()
class CultureEquipment(models.Model):
    """A line of the equipment inventory, with its condition at the last look (R63)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    centre = models.ForeignKey(
        CultureCentre,
        models.PROTECT,
        verbose_name=_("culture centre"),
        db_constraint=False,
        related_name="equipment",
    )
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        verbose_name=pgettext_lazy("of a centre", "room"),
        db_constraint=False,
        related_name="+",
        null=True,
        blank=True,
    )
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=60)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    condition = models.CharField(
        _("condition"), max_length=20, choices=EquipmentCondition.choices,
        default=EquipmentCondition.GOOD,
    )  # fmt: skip
    acquired_on = models.DateField(_("acquired on"), null=True, blank=True)
    looked_on = models.DateField(_("last looked at on"))

    objects = CultureQuerySet.as_manager()

    class Meta:
        verbose_name = _("equipment of a culture centre")
        verbose_name_plural = _("equipment of culture centres")
        ordering = ["site", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(condition__in=EquipmentCondition.values),
                name="cultureequipment_condition_known",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1),
                name="cultureequipment_quantity_positive",
                violation_error_message=_("The quantity is 1 or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} × {self.quantity}"
