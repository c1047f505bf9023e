from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import clock_span, current_q, end_after_start, span
from lib.history import tracked
from lib.scope import Scope
from sites.centre_enums import OPEN_HOUSES, Weekday
from sites.models.centres import open_to_q
from sites.models.sites import ResettlementSite
from sites.models.venues import Venue

HOUSES = [(house.value, house.label) for house in OPEN_HOUSES]
# A row is about a whole house or about one room.
ONE_SUBJECT = Q(house="", venue__isnull=False) | Q(
    house__in=[value for value, _label in HOUSES], venue__isnull=True
)
SUBJECT_SENTENCE = _("Give either a house or a room, not both and not neither.")


class OpenQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "OpenQuerySet":
        """Of one's sites and of the house that a site shares."""
        return self.filter(open_to_q(scope))

    def current(self, on: date) -> "OpenQuerySet":
        return self.filter(current_q(on))

    def overlapping(self, first: date, last: date) -> "OpenQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last)

    def of_rooms(self, venues: Collection[Any]) -> "OpenQuerySet":
        """Those of the houses in which these rooms stand, and those of the rooms themselves."""
        houses = Q(site__in={venue.site_id for venue in venues}, venue__isnull=True)
        return self.filter(houses | Q(venue__in=[venue.pk for venue in venues]))


@tracked()
class OpeningHours(models.Model):
    """When a house, or a room that differs from its house, is open on one day of the week."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    house = models.CharField(_("house"), max_length=20, choices=HOUSES, blank=True)
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        verbose_name=pgettext_lazy("of a centre", "room"),
        db_constraint=False,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Only for a room with hours of its own; all others follow their house."),
    )
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday.choices)
    opens = models.TimeField(_("opens at"))
    closes = models.TimeField(_("closes at"))
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["site", "house", "venue", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=ONE_SUBJECT,
                name="openinghours_one_subject",
                violation_error_message=SUBJECT_SENTENCE,
            ),
            models.CheckConstraint(
                condition=Q(weekday__in=Weekday.values), name="openinghours_weekday_known"
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="openinghours_closes_after_opens",
                violation_error_message=_("It closes before it opens. Give a later time."),
            ),
            end_after_start("openinghours_end_after_start"),
            ExclusionConstraint(
                name="openinghours_no_overlap",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("house", RangeOperators.EQUAL),
                    (Coalesce("venue", 0), RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (clock_span("opens", "closes"), RangeOperators.OVERLAPS),
                    (span(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("These hours overlap hours that are entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


@tracked()
class Closure(models.Model):
    """Days on which a house or a room stays closed; usually announced five days before."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    house = models.CharField(_("house"), max_length=20, choices=HOUSES, blank=True)
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        verbose_name=pgettext_lazy("of a centre", "room"),
        db_constraint=False,
        related_name="+",
        null=True,
        blank=True,
    )
    reason = models.CharField(_("reason"), max_length=120)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"))

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=ONE_SUBJECT,
                name="closure_one_subject",
                violation_error_message=SUBJECT_SENTENCE,
            ),
            end_after_start("closure_end_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}–{self.valid_to} {self.reason}"
