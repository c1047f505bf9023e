"""The days that a ledger may hold: those before the site kept such records in the portal."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.periods import since_last_year
from services.models.recorded import Recorded
from sites.models import ResettlementSite


@dataclass(frozen=True, slots=True)
class LedgerDays:
    """From 1 January of last year until today, or until the portal took over.

    What comes in by a ledger needs neither reason nor reviewer, so a ledger is no way round the
    close of a quarter: once a site has recorded something of a kind itself, what happens from that
    day on is recorded in the portal. The records tell which day that is: a day kept by hand would
    stay empty at most sites, and leave every ledger open up to today.
    """

    first: date
    last: date
    began: date | None

    @classmethod
    def of(cls, model: type[Recorded], site: ResettlementSite, on: date) -> Self:
        """The days of one kind of record at a site; one statement."""
        own = model._default_manager.filter(site=site, is_historical=False).counting()  # type: ignore[attr-defined]
        began = own.aggregate(began=Min("recorded_at"))["began"]
        return cls(since_last_year(on).first, on, began and timezone.localdate(began))

    def fault(self, day: date) -> str:
        """Why a ledger may not hold the day; "" where it may."""
        if day > self.last:
            return _("%(day)s has not come yet: give the day on which it happened.") % {
                "day": day.isoformat()
            }
        if day < self.first:
            return _(
                "%(day)s is too long ago: ledgers are taken in from %(first)s on. Correct the day, "
                "or delete the row."
            ) % {"day": day.isoformat(), "first": self.first.isoformat()}
        if self.began and day >= self.began:
            return _(
                "%(day)s: since %(began)s the site has recorded such things in the portal, and a "
                "ledger holds what was before. Delete the row, and record it in the portal."
            ) % {"day": day.isoformat(), "began": self.began.isoformat()}
        return ""
