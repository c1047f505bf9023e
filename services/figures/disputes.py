"""Figures over disputes; by grid staff (R27) and by centres (R48) overlap and are never summed.

A dispute counts as settled when somebody other than who settled it has confirmed it.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Text, Unit
from lib.periods import Period
from lib.scope import Scope
from services.enums.disputes import Prevented
from services.enums.mediations import CourtResult, Performance
from services.models import Dispute
from services.models.disputes import DisputeQuerySet
from services.rules.disputes import VIEWERS


def counted(period: Period) -> dict[str, Q]:
    """What the official table counts in a period: name to filter; `list_counted` reads it too."""
    days = (period.first, period.last)
    settled = Q(settled_on__range=days, confirmed_by__isnull=False)
    return {
        "registered": Q(occurred_on__range=days),
        "accepted": Q(accepted_on__range=days),
        "settled": settled,
        "unconfirmed": Q(settled_on__range=days, confirmed_by__isnull=True),
        "ended": Q(ended_on__range=days, guided_to=""),
        "guided": Q(ended_on__range=days) & ~Q(guided_to=""),
        "performed": settled & Q(performance=Performance.PERFORMED),
        "court": settled & Q(confirmation__result=CourtResult.CONFIRMED),
        "prevented": settled & ~Q(prevented=""),
        **{f"prevented_{kind}": settled & Q(prevented=kind) for kind in Prevented.values},
    }


def disputes(scope: Scope) -> DisputeQuerySet:
    """The disputes that a scope counts."""
    return Dispute.objects.within(scope).counting()


def _rows(name: str) -> Callable[[Scope, Period], QuerySet]:
    def rows(scope: Scope, period: Period) -> QuerySet:
        return disputes(scope).filter(counted(period)[name]).select_related("site")

    return rows


def settled_with_grid_staff(scope: Scope, period: Period) -> QuerySet:
    return disputes(scope).settled(period).with_grid_staff().select_related("site")


def settled_by_centres(scope: Scope, period: Period) -> QuerySet:
    return disputes(scope).settled(period).by_centres().select_related("site")


def settled_by_both(scope: Scope, period: Period) -> QuerySet:
    """What stands in both figures."""
    return disputes(scope).settled(period).by_centres().with_grid_staff().select_related("site")


def open_disputes(scope: Scope, period: Period) -> QuerySet:
    """Registered by the last day, and neither settled, ended nor closed on it."""
    last = period.last
    gone = Q(settled_on__lte=last) | Q(ended_on__lte=last) | Q(closed_on__lte=last)
    rows = disputes(scope).filter(occurred_on__lte=last).exclude(gone)
    return rows.select_related("site")


def overdue_disputes(scope: Scope, period: Period) -> QuerySet:
    """Of those the ones whose limit had passed then, whatever became of them since."""
    return open_disputes(scope, period).filter(due_on__lt=period.last)


COLUMNS = (
    Column(_("case number"), lambda row: row.case_no),
    Column(_("resettlement site"), lambda row: row.site.name),
    Column(_("type of dispute"), lambda row: row.get_kind_display()),
    Column(_("stage of the case"), lambda row: row.get_stage_display()),
    Column(_("registered on"), lambda row: row.occurred_on),
    Column(_("settled on"), lambda row: row.settled_on),
)


def _figure(
    code: str,
    label: Text,
    definition: Text,
    rows: Callable[[Scope, Period], QuerySet],
    day: str | None,
    requirements: tuple[str, ...] = ("R27", "R48"),
) -> Figure:
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.CASES,
        system=System.GOVERNANCE,
        requirements=requirements,
        rows=rows,
        columns=COLUMNS,
        keys=("-occurred_on", "-id"),
        day=day,
        readers=VIEWERS,
        url=lambda row: reverse("dispute_detail", args=[row.pk]),
    )


FIGURES = [
    _figure(
        "disputes_settled_with_grid_staff",
        _("Disputes settled with grid staff"),
        _(
            "Disputes settled in the period and confirmed by somebody else, in which grid staff "
            "took part. Some of them were handled by a service centre too and count there as well: "
            "the two figures are not summed."
        ),
        settled_with_grid_staff,
        "settled_on",
        ("R27",),
    ),
    _figure(
        "disputes_settled_by_centres",
        _("Disputes settled by service centres"),
        _(
            "Disputes that a party-service centre handled, settled in the period and confirmed by "
            "somebody else. Grid staff took part in some of them: the two figures are not summed."
        ),
        settled_by_centres,
        "settled_on",
        ("R48",),
    ),
    _figure(
        "disputes_settled_by_both",
        _("Disputes that stand in both figures"),
        _(
            "Disputes that a service centre handled and in which grid staff took part, settled in "
            "the period and confirmed: the overlap of the two figures."
        ),
        settled_by_both,
        "settled_on",
    ),
    _figure(
        "disputes_registered",
        _("Disputes registered"),
        _("Disputes that were registered in the period, whatever became of them."),
        _rows("registered"),
        "occurred_on",
    ),
    _figure(
        "disputes_accepted",
        _("Disputes accepted"),
        _("Disputes that people's mediation accepted in the period."),
        _rows("accepted"),
        "accepted_on",
    ),
    _figure(
        "disputes_settled",
        _("Disputes settled"),
        _(
            "Disputes settled in the period by a written or oral agreement and confirmed by "
            "somebody other than who settled them."
        ),
        _rows("settled"),
        "settled_on",
    ),
    _figure(
        "disputes_unconfirmed",
        _("Disputes waiting for call-back"),
        _("Disputes settled in the period that nobody else has confirmed yet; they do not count."),
        _rows("unconfirmed"),
        "settled_on",
    ),
    _figure(
        "disputes_ended",
        _("Disputes ended without agreement"),
        _("Mediations that ended in the period without an agreement; the parties were advised."),
        _rows("ended"),
        "ended_on",
    ),
    _figure(
        "disputes_performed",
        _("Agreements performed"),
        _("Disputes settled in the period and confirmed whose agreement has been performed."),
        _rows("performed"),
        "settled_on",
    ),
    _figure(
        "disputes_confirmed_by_court",
        _("Agreements confirmed by a court"),
        _("Disputes settled in the period and confirmed whose agreement a court has confirmed."),
        _rows("court"),
        "settled_on",
    ),
    _figure(
        "disputes_open",
        _("Disputes not settled yet"),
        _("Disputes that were registered and neither settled, ended nor closed on the last day."),
        open_disputes,
        None,
    ),
    _figure(
        "disputes_overdue",
        _("Disputes past the time limit"),
        _(
            "Disputes not settled on the last day whose time limit, one month from acceptance or "
            "what both parties agreed on, had passed."
        ),
        overdue_disputes,
        None,
    ),
]
