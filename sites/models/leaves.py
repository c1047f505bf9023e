from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import LeaveKind
from sites.models.sites import ResettlementSite


class LeaveQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "LeaveQuerySet":
        """County readers see all leave; others that of their sites."""
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "LeaveQuerySet":
        """On leave on that day, both ends included."""
        return self.filter(current_q(on))

    def covering(self, first: date, last: date) -> "LeaveQuerySet":
        """Leave that holds all of these days."""
        return self.filter(valid_from__lte=first, valid_to__gte=last)


@tracked()
class Leave(models.Model):
    """Days on which somebody is away and keeps his posts; a stand-in may act in them."""

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("holder"), related_name="+"
    )
    site = models.ForeignKey(
        ResettlementSite,
        models.PROTECT,
        verbose_name=_("resettlement site"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for somebody of the county."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LeaveKind.choices)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leave")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LeaveKind.values), name="leave_kind_known"),
            end_after_start("leave_end_after_start"),
            no_overlap(
                "leave_no_overlap",
                "holder",
                sentence=_("This person is on leave in these days already. Give other days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.valid_from}–{self.valid_to}"
