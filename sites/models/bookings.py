import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import clock_span
from lib.history import tracked
from lib.scope import Scope
from sites.centre_enums import BookingStatus
from sites.models.centres import open_to_q
from sites.models.organisations import Organisation
from sites.models.sites import ResettlementSite
from sites.models.venues import Venue


class BookingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "BookingQuerySet":
        """Bookings of the rooms that one may see."""
        return self.filter(open_to_q(scope))

    def held(self) -> "BookingQuerySet":
        """Not cancelled."""
        return self.filter(status=BookingStatus.BOOKED)

    def during(self, first: date, last: date) -> "BookingQuerySet":
        return self.filter(day__range=(first, last))


@tracked()
class Booking(models.Model):
    """One room for one organisation on one day, from one hour to another (R45)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        verbose_name=pgettext_lazy("of a centre", "room"),
        db_constraint=False,
        related_name="bookings",
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="+"
    )
    purpose = models.CharField(_("purpose"), max_length=120)
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from what time"))
    ends = models.TimeField(_("until what time"))
    status = models.CharField(
        _("status"), max_length=20, choices=BookingStatus.choices, default=BookingStatus.BOOKED
    )
    booked_at = models.DateTimeField(_("booked at"), auto_now_add=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("booked by"), related_name="+"
    )
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("cancelled by"),
        related_name="+",
        null=True,
        blank=True,
    )
    cancelled_why = models.CharField(_("why it was cancelled"), max_length=200, blank=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["day", "starts", "pk"]
        indexes = [models.Index(fields=["site", "day"], name="booking_site_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=BookingStatus.values), name="booking_status_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="booking_ends_after_start",
                violation_error_message=_("The booking ends before it starts. Give a later time."),
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.CANCELLED)
                | (Q(cancelled_by__isnull=False) & ~Q(cancelled_why="")),
                name="booking_cancelled_by_whom_and_why",
                violation_error_message=_("Say in a few words why the booking is cancelled."),
            ),
            ExclusionConstraint(
                name="booking_no_overlap",
                expressions=[
                    ("venue", RangeOperators.EQUAL),
                    ("day", RangeOperators.EQUAL),
                    (clock_span("starts", "ends"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=BookingStatus.BOOKED),
                violation_error_message=_(
                    "The room is taken at this time. Choose another time or room."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.starts:%H:%M}–{self.ends:%H:%M} {self.purpose}"
