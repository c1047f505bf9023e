"""What waits: vacant seats for whoever keeps the posts, tasks for units and the office."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.periods import today
from lib.scope import Scope
from lib.tasks import WorkItem
from sites.enums import TaskStatus
from sites.models import Establishment, UnitTask
from sites.rules import can_decide_tasks, can_keep_postings, can_report_task, can_view_tasks


def vacant_seats(scope: Scope) -> Iterator[WorkItem]:
    """Posts with a vacant seat today; one SQL statement, for administrators alone."""
    if not can_keep_postings(scope):
        return
    rows = Establishment.objects.within(scope.only(can_keep_postings.roles))
    yield WorkItem(
        title=_("Posts with a vacant seat"),
        count=rows.with_vacancies(today()).filter(vacant__gt=0).count(),
        url=reverse("admin:sites_establishment_changelist", query={"vacant": "yes"}),
    )


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
