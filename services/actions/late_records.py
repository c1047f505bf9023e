"""Records that are written into a closed quarter: with a reason, counted once reviewed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.periods import closing_day, today
from services.models.recorded import Recorded


def check_late(record: Recorded, on: date | None = None) -> None:
    """Refuses (ValidationError) a day in the future, and a closed quarter without a reason.

    Empties the reason where none is needed, so that only late records wait for a review.
    """
    on = on or today()
    if record.occurred_on > on:
        raise ValidationError(
            {
                "occurred_on": _("%(day)s has not come yet: give the day on which it happened.")
                % {"day": record.occurred_on.isoformat()}
            }
        )
    if not record.occurred_in_closed_period(on):
        record.late_reason = ""
    elif not record.late_reason:
        raise ValidationError(
            {
                "late_reason": _(
                    "The quarter of %(day)s was closed on %(closed)s: say why it is recorded now. "
                    "It counts once another officer has reviewed it."
                )
                % {
                    "day": record.occurred_on.isoformat(),
                    "closed": closing_day(record.occurred_on).isoformat(),
                }
            }
        )
