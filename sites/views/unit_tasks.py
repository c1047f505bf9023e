"""The tasks of member units: given, reported with evidence, confirmed by the office (R7)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import needs, row_for
from lib.paging import page_by_key
from sites.actions import unit_tasks
from sites.forms.unit_tasks import StepForm, TaskFilter, TaskForm
from sites.models import UnitTask
from sites.rules import can_decide_tasks, can_report_task, can_view_tasks

DEEDS = {
    "report": (unit_tasks.report_task, "evidence"),
    "confirm": (unit_tasks.confirm_task, "note"),
    "return": (unit_tasks.return_task, "note"),
    "call_off": (unit_tasks.call_off_task, "note"),
    "postpone": (unit_tasks.postpone_task, "note"),
}


@require_safe
@needs(can_view_tasks)
def task_list(request: HttpRequest) -> HttpResponse:
    """Tasks of the units, the open ones by due day unless others are asked for."""
    form = TaskFilter(request.GET, scope=request.scope)
    page = page_by_key(form.rows(), request.GET, keys=("due_on", "id"))
    page.rows[:] = [{"task": task, "state": task.state_on(request.scope.on)} for task in page.rows]
    context = {
        "page": page,
        "filter_form": form,
        "may_give": can_decide_tasks(request.scope),
        "export_code": "tasks",
        "import_code": "tasks" if can_decide_tasks(request.scope) else "",
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
    is_valid = form.is_valid()
    step = form.cleaned_data.get("step", "report")
    rule = can_report_task if step == "report" else can_decide_tasks
    task = row_for(UnitTask.objects, request.scope, rule, pk=task_id)
    if not is_valid:
        told = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(told))
        return redirect("task_detail", task_id)
    deed, word = DEEDS[step]
    typed = {word: form.cleaned_data.get("note", "")}
    if step == "postpone":
        typed["due_on"] = form.cleaned_data.get("due_on")
    try:
        deed(actor=request.user, task=task, **typed)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Stored."))
    return redirect("task_detail", task_id)
