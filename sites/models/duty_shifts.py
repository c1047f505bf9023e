from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope
from sites.centre_enums import Shift
from sites.models.centres import open_to_q
from sites.models.sites import ResettlementSite


class DutyShiftQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "DutyShiftQuerySet":
        return self.filter(open_to_q(scope))

    def during(self, first: date, last: date) -> "DutyShiftQuerySet":
        return self.filter(day__range=(first, last))


@tracked()
class DutyShift(models.Model):
    """Who is on duty in the service centre on which part of which day; a public list (R37)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    day = models.DateField(_("day"))
    shift = models.CharField(_("shift"), max_length=20, choices=Shift.choices)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("on duty"), related_name="+"
    )
    window = models.CharField(_("window or task"), max_length=40, blank=True)

    objects = DutyShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty shift")
        verbose_name_plural = _("duty shifts")
        ordering = ["day", "shift", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(shift__in=Shift.values), name="dutyshift_known"),
            models.UniqueConstraint(
                fields=["site", "day", "shift", "holder"],
                name="dutyshift_once",
                violation_error_message=_("This colleague is on duty in this shift already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_shift_display()} {self.holder}"
