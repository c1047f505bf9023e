"""The leading group with its versions, and the tasks of its member units (R6, R7)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import needs, row_for
from lib.paging import page_by_key
from lib.periods import since_last_year
from sites.actions import unit_tasks
from sites.forms.unit_tasks import StepForm, TaskForm
from sites.leading_group import unit_lines
from sites.models import LeadingGroupVersion, UnitTask
from sites.rules import (
    can_decide_tasks,
    can_keep_organisations,
    can_report_task,
    can_view_leading_group,
    can_view_tasks,
)

DEEDS = {
    "report": (unit_tasks.report_task, "evidence"),
    "confirm": (unit_tasks.confirm_task, "note"),
    "return": (unit_tasks.return_task, "note"),
    "call_off": (unit_tasks.call_off_task, "note"),
}


@require_safe
@needs(can_view_leading_group)
def leading_group(request: HttpRequest) -> HttpResponse:
    """Today's version with its members, the earlier ones, and the units' completion table."""
    scope = request.scope
    versions = LeadingGroupVersion.objects.within(scope).prefetch_related(
        "leadinggroupmember_set__holder", "leadinggroupmember_set__organisation"
    )
    period = since_last_year(scope.on)
    context = {
        "versions": versions.order_by("-valid_from"),
        "on": scope.on,
        "period": period,
        "may_keep": can_decide_tasks(scope) and can_keep_organisations(scope),
        "may_view_tasks": can_view_tasks(scope),
        "lines": unit_lines(scope, period, scope.on),
    }
    return render(request, "sites/leading_group.html", context)


@require_safe
@needs(can_view_tasks)
def task_list(request: HttpRequest) -> HttpResponse:
    """Tasks of the units, the open ones by due day unless all are asked for."""
    rows = UnitTask.objects.within(request.scope).select_related("organisation")
    shows_all = "all" in request.GET
    unit = request.GET.get("unit", "")
    if unit.isdecimal():
        rows = rows.filter(organisation=int(unit[:18]))
    page = page_by_key(rows if shows_all else rows.open(), request.GET, keys=("due_on", "id"))
    page.rows[:] = [{"task": task, "state": task.state_on(request.scope.on)} for task in page.rows]
    context = {
        "page": page,
        "shows_all": shows_all,
        "unit": unit if unit.isdecimal() else "",
        "may_give": can_decide_tasks(request.scope),
    }
    return render(request, "sites/task_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_decide_tasks)
def task_add(request: HttpRequest) -> HttpResponse:
    """Gives a task to a unit."""
    form = TaskForm(request.POST or None, initial=draft_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            task = unit_tasks.give_task(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("due_on", error.messages)
        else:
            messages.success(request, _("The task is given to the unit."))
            return redirect("task_detail", task.pk)
    return render(request, "sites/task_add.html", {"form": form})


@require_safe
def task_detail(request: HttpRequest, task_id: int) -> HttpResponse:
    """One task with its steps, and what the reader may do now."""
    rows = UnitTask.objects.select_related("organisation")
    task = row_for(rows, request.scope, can_view_tasks, pk=task_id)
    context = {
        "task": task,
        "state": task.state_on(request.scope.on),
        "steps": task.steps.select_related("actor"),
        "form": StepForm(),
        "may_report": can_report_task(request.scope, task),
        "may_decide": can_decide_tasks(request.scope, task),
    }
    return render(request, "sites/task_detail.html", context)


@require_POST
def task_step(request: HttpRequest, task_id: int) -> HttpResponse:
    """Reports, confirms, returns or calls off a task."""
    form = StepForm(request.POST)
    step = form.cleaned_data["step"] if form.is_valid() else "report"
    rule = can_report_task if step == "report" else can_decide_tasks
    task = row_for(UnitTask.objects, request.scope, rule, pk=task_id)
    deed, word = DEEDS[step]
    try:
        deed(actor=request.user, task=task, **{word: form.cleaned_data.get("note", "")})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Stored."))
    return redirect("task_detail", task_id)
