"""Figures over the tasks of member units (R7)."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.enums import TaskStatus
from sites.models import UnitTask
from sites.rules import can_view_tasks


def tasks_given(scope: Scope, period: Period) -> QuerySet:
    rows = UnitTask.objects.within(scope).exclude(status=TaskStatus.CALLED_OFF)
    return rows.filter(given_on__range=(period.first, period.last)).select_related("organisation")


def tasks_done(scope: Scope, period: Period) -> QuerySet:
    rows = UnitTask.objects.within(scope).filter(status=TaskStatus.DONE)
    return rows.filter(reported_on__range=(period.first, period.last)).select_related(
        "organisation"
    )


COLUMNS = (
    Column(_("task"), lambda task: task.title),
    Column(_("member unit"), lambda task: task.organisation.name),
    Column(_("system"), lambda task: task.get_system_display()),
    Column(_("given on"), lambda task: task.given_on),
    Column(_("due on"), lambda task: task.due_on),
    Column(_("status"), lambda task: task.get_status_display()),
)

FIGURES = [
    Figure(
        code="unit_tasks_given",
        label=_("Tasks given to member units"),
        definition=_(
            "Tasks that were given to member units in the period and not called off since."
        ),
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=("R7",),
        rows=tasks_given,
        columns=COLUMNS,
        keys=("due_on", "id"),
        site="organisation__site",
        day="given_on",
        readers=can_view_tasks.roles,
        url=lambda task: reverse("task_detail", args=[task.pk]),
    ),
    Figure(
        code="unit_tasks_done",
        label=_("Tasks that member units completed"),
        definition=_(
            "Tasks that member units reported as done in the period and the office confirmed."
        ),
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=("R7",),
        rows=tasks_done,
        columns=COLUMNS,
        keys=("due_on", "id"),
        site="organisation__site",
        day="reported_on",
        readers=can_view_tasks.roles,
        url=lambda task: reverse("task_detail", args=[task.pk]),
    ),
]
