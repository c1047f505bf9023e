"""What every record of daily work has: when it happened, when and by whom it was written down."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.periods import Period, is_closed
from lib.scope import Scope, within_q
from sites.models import ResettlementSite


class RecordedQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> Self:
        """Rows of the sites of the scope."""
        return self.filter(within_q(scope, site="site_id"))

    def counting(self) -> Self:
        """Rows that figures count: one written into a closed quarter only once it is reviewed."""
        return self.filter(Q(late_reason="") | Q(late_reviewer__isnull=False))

    def occurred(self, period: Period) -> Self:
        """Rows that happened within the period."""
        return self.filter(occurred_on__range=(period.first, period.last))

    def waiting_for_review(self) -> Self:
        """Rows written into a closed quarter that nobody has reviewed or returned yet."""
        return self.exclude(late_reason="").filter(late_reviewer__isnull=True, late_returned_why="")

    def returned(self) -> Self:
        """Rows written into a closed quarter whose reason did not convince the reviewer."""
        return self.exclude(late_returned_why="")


class Recorded(models.Model):
    """A dated record of a site (design: occurred and recorded; idempotent writes).

    `occurred_on` counts, `recorded_at` is audit. `token` comes from the form or phone, so that the
    same submit twice is one row. A record of a ledger kept before the portal is historical.
    """

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    occurred_on = models.DateField(_("day"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("recorded by"), related_name="+"
    )
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_historical = models.BooleanField(_("from a ledger before the portal"), default=False)
    late_reason = models.CharField(_("why it is recorded late"), max_length=200, blank=True)
    late_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("late record reviewed by"),
        related_name="+",
        null=True,
        blank=True,
    )
    late_returned_why = models.CharField(_("why it was sent back"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(late_returned_why="")
                | (Q(late_reviewer__isnull=True) & ~Q(late_reason="")),
                name="%(class)s_late_approved_or_sent_back",
            ),
            models.CheckConstraint(
                condition=Q(late_reviewer__isnull=True) | ~Q(late_reviewer=F("recorded_by")),
                name="%(class)s_late_reviewed_by_another",
                violation_error_message=_(
                    "A late record is reviewed by somebody other than who recorded it."
                ),
            ),
        ]

    def occurred_in_closed_period(self, on: date) -> bool:
        """Whether the quarter of the day was closed on `on`; a ledger from before is exempt."""
        return not self.is_historical and is_closed(self.occurred_on, on)
