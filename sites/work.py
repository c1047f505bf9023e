"""What waits: vacant and due posts, lists to sign, tasks for units and the office."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lib.periods import Period, today
from lib.scope import Scope
from lib.tasks import WorkItem
from sites.enums import TaskStatus
from sites.models import Handover, UnitTask
from sites.post_list import due_lines, post_lines, seats_of
from sites.rules import (
    SITE_KEEPERS,
    can_decide_tasks,
    can_keep_postings,
    can_report_task,
    can_view_tasks,
)
from sites.secondment import seconded


def vacant_seats(scope: Scope) -> Iterator[WorkItem]:
    """Posts with a vacant seat today, and posts due within 90 days; for administrators alone."""
    if not can_keep_postings(scope):
        return
    keeping = scope.only(can_keep_postings.roles)
    page = reverse("post_list")
    yield WorkItem(
        title=_("Posts with a vacant seat"),
        count=sum(seats.vacant > 0 for seats in seats_of(keeping, today())),
        url=f"{page}?show=vacant",
    )
    yield WorkItem(
        title=_("Posts and terms due within 90 days"),
        count=len(due_lines(post_lines(keeping, today()), today())),
        url=f"{page}?show=due",
        state="near_due",
    )


def lists_to_sign(scope: Scope) -> Iterator[WorkItem]:
    """Hand-over lists that wait for one's own signature; one SQL statement."""
    mine = Q(giver=scope.user_id, giver_signed_at__isnull=True) | Q(
        taker=scope.user_id, taker_signed_at__isnull=True
    )
    for handover in Handover.objects.filter(mine).order_by("due_on", "id")[:3]:
        yield WorkItem(
            title=_("Hand-over list to sign"),
            count=1,
            url=reverse("handover_detail", args=[handover.pk]),
            state="overdue" if handover.due_on < scope.on else "near_due",
        )


def lists_unsigned(scope: Scope) -> Iterator[WorkItem]:
    """Hand-over lists past their day that lack a signature; one statement, for those who keep."""
    keeping = scope.only(SITE_KEEPERS)
    if not keeping.grants:
        return
    rows = Handover.objects.of_places(keeping).open().filter(due_on__lt=scope.on)
    yield WorkItem(
        title=_("Hand-over lists past their day without both signatures"),
        count=rows.count(),
        url=reverse("handover_list"),
        state="overdue",
    )


def own_plan(scope: Scope) -> Iterator[WorkItem]:
    """A seconded cadre's plan of this quarter: not made yet, or not done yet (R29)."""
    on = scope.on
    mine = seconded(scope, Period(on, on)).filter(holder=scope.user_id).first()
    if mine is None:
        return
    items = mine.plan_items.filter(year=on.year, quarter=(on.month - 1) // 3 + 1)
    done = list(items.values_list("done_on", flat=True))
    url = reverse("posting_work", args=["site", mine.pk])
    if not done:
        yield WorkItem(_("Your plan of this quarter is not made yet"), 1, url, "near_due")
    yield WorkItem(_("Things of your quarterly plan still to do"), done.count(None), url)


def unit_tasks(scope: Scope) -> Iterator[WorkItem]:
    """Tasks that a member unit has to do, and those that the office has to confirm."""
    if not can_view_tasks(scope):
        return
    tasks = UnitTask.objects.within(scope)
    if can_decide_tasks(scope):
        yield WorkItem(
            title=_("Tasks of units to confirm"),
            count=tasks.filter(status=TaskStatus.REPORTED).count(),
            url=reverse("task_list"),
            state="near_due",
        )
        return
    mine = tasks.filter(status=TaskStatus.GIVEN)
    late = tasks.overdue(today()).exists()
    yield WorkItem(
        title=_("Tasks given to your unit") if can_report_task(scope) else _("Tasks of the units"),
        count=mine.count(),
        url=reverse("task_list"),
        state="overdue" if late else "running",
    )
