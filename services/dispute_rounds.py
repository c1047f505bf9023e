"""The rounds of a case: mediating again opens a new one, which needs steps of its own."""

from datetime import date

from django.db.models import Min, QuerySet

from services.enums.dispute_stages import DisputeMove
from services.models import Dispute, DisputeStep


def reopening_of(dispute: Dispute) -> DisputeStep | None:
    """The step that opened the present round; None where the case was never mediated again."""
    return dispute.steps.filter(move=DisputeMove.REOPEN).order_by("-pk").first()


def steps_of_round(dispute: Dispute) -> QuerySet[DisputeStep]:
    """The steps of the present round; where nothing was mediated again, all of them."""
    reopening = reopening_of(dispute)
    return dispute.steps.filter(pk__gte=reopening.pk) if reopening else dispute.steps.all()


def first_day(dispute: Dispute, *before: DisputeMove) -> date:
    """The first day that a step may have after the steps `before` it.

    That of the first of them in this round, else the day on which the round began.
    """
    steps = steps_of_round(dispute)
    found = steps.filter(move__in=before).aggregate(day=Min("happened_on"))["day"]
    reopening = reopening_of(dispute)
    began_on = reopening.happened_on if reopening else dispute.accepted_on
    return found or began_on or dispute.occurred_on
