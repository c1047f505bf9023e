"""What other pages show of disputes: a household's file, the home page, the desk of the centre."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lib.scope import Scope
from lib.tasks import WorkItem
from lib.timeline import Entry, Matter
from residents.models import Household
from services.desk import Column, DeskCard, rows_by_column
from services.enums.dispute_stages import AT_WORK, OPEN, DisputeStage
from services.models import Dispute
from services.rules.disputes import can_keep_dispute, can_register_dispute, can_view_disputes

SOON = timedelta(days=7)
STATES = {Column.TODAY: "near_due", Column.LATE: "overdue"}


def of_household(household: Household, scope: Scope) -> Iterator[Entry]:
    """Cases of the household's members, for those who may read them; nobody else learns of them.

    That a family has a dispute names a party, so type and stage alone would say too much here.
    """
    for dispute in _cases_of(household, scope):
        told = _("Dispute (%(kind)s): %(stage)s")
        words = {"kind": dispute.get_kind_display(), "stage": dispute.get_stage_display()}
        url = reverse("dispute_detail", args=[dispute.pk])
        yield Entry(dispute.occurred_on, told % words, detail=dispute.case_no, url=url)


def open_of_household(household: Household, scope: Scope) -> Iterator[Matter]:
    """Cases that are not settled yet, for those who may read them."""
    for dispute in _cases_of(household, scope).filter(stage__in=OPEN):
        told = _("Dispute: %(kind)s") % {"kind": dispute.get_kind_display()}
        state = dispute.state_on(scope.on)
        yield Matter(told, url=reverse("dispute_detail", args=[dispute.pk]), state=state)


def _cases_of(household: Household, scope: Scope) -> QuerySet[Dispute]:
    rows = Dispute.objects.readable(scope).filter(
        pk__in=Dispute.objects.filter(parties__person__membership__household=household).values("pk")
    )
    return rows.select_related("site").order_by("-occurred_on", "-id")


def work_on_disputes(scope: Scope) -> Iterator[WorkItem]:
    """What waits: to be accepted, past the limit, to be called back, one's own cases."""
    if not can_view_disputes(scope):
        return
    page = reverse("dispute_list")
    if can_keep_dispute(scope):
        rows = Dispute.objects.readable(scope)
        yield WorkItem(
            title=_("Disputes to accept"),
            count=rows.filter(stage=DisputeStage.REGISTERED).count(),
            url=f"{page}?stage={DisputeStage.REGISTERED}",
        )
        yield WorkItem(
            title=_("Disputes past the time limit"),
            count=rows.overdue(scope.on).count(),
            url=f"{page}?show=late",
            state="overdue",
        )
        yield WorkItem(
            title=_("Settled disputes to call back"),
            # Those of past ledgers come in by hundreds: they wait in the list, not here.
            count=rows.unconfirmed()
            .filter(is_historical=False)
            .exclude(settled_by=scope.user_id)
            .count(),
            url=f"{page}?show=unconfirmed&origin=portal",
            state="near_due",
        )
    mine = Dispute.objects.within(scope).mine(scope).filter(stage__in=OPEN)
    yield WorkItem(
        title=_("My disputes under mediation"), count=mine.count(), url=f"{page}?show=mine"
    )


def cards_of_disputes(scope: Scope) -> Iterator[DeskCard]:
    """The desk: new, due today, late, and mine; the subject only where one reads the case."""
    if not can_register_dispute(scope):
        return
    rows = Dispute.objects.within(scope).order_by("due_on", "occurred_on", "id")
    new = rows.filter(stage=DisputeStage.REGISTERED)
    due = rows.filter(stage__in=AT_WORK, due_on=scope.on)
    late = rows.overdue(scope.on)
    mine = rows.mine(scope).filter(stage__in=OPEN)
    columns = (
        (Column.NEW, new),
        (Column.TODAY, due),
        (Column.LATE, late),
        (Column.MINE, mine),
    )
    shown = Dispute.objects.with_sight(scope).select_related("site")
    for column, dispute in rows_by_column(columns, shown):
        yield DeskCard(
            column=column,
            what=dispute.title or dispute.get_kind_display(),
            url=reverse("dispute_detail", args=[dispute.pk]),
            for_whom=dispute.case_no,
            holder=dispute.get_level_display(),
            until=dispute.due_on,
            state=STATES.get(column, "running"),
            kind=_("Dispute"),
        )
