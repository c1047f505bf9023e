from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.centre_enums import House, SharingDirection, VenueKind, VenueOrigin
from sites.models.centres import open_to_q
from sites.models.documents import ServiceDocument
from sites.models.organisations import Organisation
from sites.models.sites import ResettlementSite


class VenueQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "VenueQuerySet":
        """Rooms of one's sites, and those of the house that a site shares."""
        return self.filter(open_to_q(scope))

    def current(self, on: date) -> "VenueQuerySet":
        return self.filter(current_q(on))

    def in_use(self, first: date, last: date) -> "VenueQuerySet":
        """In use on any day of a period."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last)


@tracked()
class Venue(models.Model):
    """A room or place at a site, how it was obtained and at what cost (R42)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    house = models.CharField(_("house"), max_length=20, choices=House.choices)
    kind = models.CharField(_("kind"), max_length=30, choices=VenueKind.choices)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    floor_area_m2 = models.DecimalField(
        pgettext_lazy("of a room", "floor area (m²)"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
    )
    seats = models.PositiveSmallIntegerField(
        pgettext_lazy("of a room", "seats"), null=True, blank=True
    )
    origin = models.CharField(_("how obtained"), max_length=20, choices=VenueOrigin.choices)
    cost_yuan = models.DecimalField(
        _("cost, yuan"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    valid_from = models.DateField(_("in use since"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a centre", "room")
        verbose_name_plural = pgettext_lazy("of a centre", "rooms")
        ordering = ["site", "house", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(house__in=House.values), name="venue_house_known"),
            models.CheckConstraint(condition=Q(kind__in=VenueKind.values), name="venue_kind_known"),
            models.CheckConstraint(
                condition=Q(origin__in=VenueOrigin.values), name="venue_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(cost_yuan__isnull=True) | Q(cost_yuan__gte=0),
                name="venue_cost_not_negative",
                violation_error_message=_("The cost is 0 or more. Leave it empty if unknown."),
            ),
            end_after_start("venue_end_after_start"),
            models.UniqueConstraint(
                fields=["site", "name"],
                condition=Q(valid_to__isnull=True),
                name="venue_name_once_a_site",
                violation_error_message=_("The site has a room of this name already."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="venue_id_site"),
        ]

    def __str__(self) -> str:
        return self.name


class SharingAgreementQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "SharingAgreementQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "SharingAgreementQuerySet":
        return self.filter(current_q(on))


@tracked()
class SharingAgreement(models.Model):
    """A room shared with a property company, an owners' committee or another body (R45)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        verbose_name=pgettext_lazy("of a centre", "room"),
        db_constraint=False,
        related_name="agreements",
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("shared with"), related_name="+"
    )
    direction = models.CharField(
        _("who uses whose room"), max_length=10, choices=SharingDirection.choices
    )
    terms = models.CharField(_("terms in words"), max_length=200, blank=True)
    document_no = models.CharField(_("document no."), max_length=60, blank=True)
    document = models.ForeignKey(
        ServiceDocument,
        models.PROTECT,
        verbose_name=_("paper"),
        null=True,
        blank=True,
        related_name="+",
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = SharingAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("sharing agreement")
        verbose_name_plural = _("sharing agreements")
        ordering = ["site", "venue", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=SharingDirection.values),
                name="sharingagreement_direction_known",
            ),
            end_after_start("sharingagreement_end_after_start"),
            no_overlap(
                "sharingagreement_no_overlap",
                "venue",
                "organisation",
                sentence=_("This room is shared with this organisation in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue} {self.organisation}"
