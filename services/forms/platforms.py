"""The filter of the pages that count over a period."""

from django.utils.translation import gettext_lazy as _

from lib.day_field import DayField
from lib.periods import Period, since_last_year
from services.forms.meetings import MeetingSiteFilter


class PeriodFilter(MeetingSiteFilter):
    """Site and days; without days since 1 January of last year."""

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)

    @property
    def period(self) -> Period:
        """The days that are asked for; a last day before the first is that first day."""
        usual = since_last_year(self.scope.on)
        first, last = self.given("first") or usual.first, self.given("last") or usual.last
        return Period(first, max(first, last))
