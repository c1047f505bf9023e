"""Checks against a standard: list, one check, filling it in, findings (R44, R61)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import needs, row_for
from lib.paging import page_by_key
from sites.actions import checklist_findings, checklists
from sites.centre_board import tabs_of
from sites.checklist_enums import FINDING, FindingAction, FindingStatus, RunStatus
from sites.forms.checklists import AnswersForm, FindingForm, ReturnForm, RunFilter, StartForm
from sites.models import ChecklistFinding, ChecklistRun, StandardChecklist
from sites.rules import (
    SYSTEM_READERS,
    can_county_check,
    can_export_centres,
    can_fill_check,
    can_keep_standards,
    can_run_centre,
    can_self_check,
    can_view_centres,
    can_view_check,
)
from sites.views.centres import site_for

FINDING_DEEDS = {
    FindingAction.RECTIFY: checklist_findings.rectify_finding,
    FindingAction.CONFIRM: checklist_findings.confirm_finding,
    FindingAction.RETURN: checklist_findings.return_finding,
}


@require_safe
@needs(can_view_centres)
def checklist_list(request: HttpRequest) -> HttpResponse:
    """The checks of the sites that one reads, the newest first."""
    form = RunFilter(request.GET, scope=request.scope)
    rows = form.filter(ChecklistRun.objects.within(request.scope.only(SYSTEM_READERS)))
    page = page_by_key(
        rows.with_scores().select_related("site", "checklist"),
        request.GET,
        keys=("-started_on", "-id"),
    )
    waiting = ChecklistFinding.objects.waiting().filter(run__in=page.rows).order_by()
    numbers = dict(waiting.values_list("run").annotate(Count("pk")))
    page.rows[:] = [{"run": run, "findings": numbers.get(run.pk, 0)} for run in page.rows]
    site = form.asked_site
    standards = StandardChecklist.objects.current(request.scope.on)
    context = {
        "page": page,
        "filter_form": form,
        "site": site,
        "tabs": tabs_of(site, "checks") if site else [],
        "standards": standards,
        "may_start": site is not None and can_run_centre(request.scope, site),
        "may_keep": can_keep_standards(request.scope),
        "export_code": "checks" if can_export_centres(request.scope) else "",
    }
    return render(request, "sites/checklist_list.html", context)


@require_POST
@needs(can_keep_standards)
def checklist_samples(request: HttpRequest) -> HttpResponse:
    """Enters the sample lists where there are none, to be replaced by the county's own."""
    if checklists.add_samples(actor=request.user):
        messages.success(request, _("The sample items are entered. Adjust them as master data."))
    else:
        messages.info(request, _("Every kind of centre has its list already."))
    return redirect("checklist_list")


@require_POST
def checklist_start(request: HttpRequest, site_id: int) -> HttpResponse:
    """Begins a self-check."""
    site = site_for(request, can_run_centre, site_id)
    form, list_url = StartForm(request.POST), f"{reverse('checklist_list')}?site={site.code}"
    if not form.is_valid():
        messages.error(request, _("Choose one of the lists that hold today."))
        return redirect(list_url)
    try:
        run = checklists.start_run(actor=request.user, site=site, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(list_url)
    return redirect("checklist_fill", run.pk)


@require_safe
def checklist_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One check: results of both sides, findings with what comes next, the steps."""
    run = _run_for(request, can_view_check, run_id)
    findings = [
        {
            "finding": finding,
            "state": _state_of(finding, request.scope.on),
            "actions": _actions_for(request, finding),
        }
        for finding in run.findings.select_related("item", "rectified_by", "confirmed_by")
    ]
    context = {
        "run": run,
        "site": run.site,
        "tabs": tabs_of(run.site, "checks"),
        "answers": run.answers.select_related("item"),
        "findings": findings,
        "steps": run.steps.select_related("actor", "finding__item"),
        "may_fill": run.status != RunStatus.COUNTY_CHECKED and can_fill_check(request.scope, run),
        "may_return": run.status == RunStatus.SELF_CHECKED and can_county_check(request.scope, run),
        "return_form": ReturnForm(),
    }
    return render(request, "sites/checklist_run.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def checklist_fill(request: HttpRequest, run_id: int) -> HttpResponse:
    """Result and note of every item, by the side whose turn it is; kept or finished."""
    run = _run_for(request, can_fill_check, run_id)
    if run.status == RunStatus.COUNTY_CHECKED:
        return redirect("checklist_run", run.pk)
    form = AnswersForm(request.POST or None, run=run, initial=draft_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            sentence = _filled(request, run, form)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, sentence)
            return redirect("checklist_run", run.pk)
    context = {"form": form, "run": run, "site": run.site, "is_county": form.side == "county"}
    return render(request, "sites/checklist_fill.html", context)


@require_POST
def checklist_return(request: HttpRequest, run_id: int) -> HttpResponse:
    """The county sends a self-check back."""
    run = _run_for(request, can_county_check, run_id)
    form = ReturnForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        checklists.return_run(actor=request.user, run=run, note=note)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The self-check is back at the site."))
    return redirect("checklist_run", run.pk)


@require_POST
def finding_step(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Rectified by the site; confirmed or sent back by the county."""
    form = FindingForm(request.POST)
    action = request.POST.get("action", "")
    rule = can_self_check if action == FindingAction.RECTIFY else can_county_check
    rows = ChecklistFinding.objects.select_related("site")
    finding = row_for(rows, request.scope, rule, pk=finding_id)
    if action not in FINDING_DEEDS or not form.is_valid():
        messages.error(request, _("Say in a few words what was done, or what is still missing."))
        return redirect("checklist_run", finding.run_id)
    deed = FINDING_DEEDS[FindingAction(action)]
    try:
        deed(actor=request.user, finding=finding, note=form.cleaned_data["note"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Stored."))
    return redirect("checklist_run", finding.run_id)


def _run_for(request: HttpRequest, rule: object, run_id: int) -> ChecklistRun:
    rows = ChecklistRun.objects.with_scores().select_related(
        "site", "checklist", "self_checked_by", "county_checked_by"
    )
    return row_for(rows, request.scope, rule, pk=run_id)  # type: ignore[arg-type]


def _filled(request: HttpRequest, run: ChecklistRun, form: AnswersForm) -> str:
    """Keeps or finishes what was typed; what happened and what comes next, in a sentence."""
    deed = {"actor": request.user, "run": run, "answers": form.found}
    if "finish" not in request.POST:
        checklists.save_answers(**deed)
        return _("Kept. You can go on later.")
    if form.side == "self":
        checklists.submit_run(**deed)
        return _("The self-check is handed in. The county office looks after it.")
    if form.cleaned_data["due_on"] is None:
        raise ValidationError(_("Give the day by which the site rectifies what is not met."))
    checklists.check_run(**deed, due_on=form.cleaned_data["due_on"])
    return _("The check is finished. The site sees what it has to rectify and by when.")


def _actions_for(request: HttpRequest, finding: ChecklistFinding) -> list[FindingAction]:
    """What this person may do with a finding now."""
    possible = [FindingAction(name) for name in FINDING.moves_from(finding.status)]
    return [
        action
        for action in possible
        if (can_self_check if action == FindingAction.RECTIFY else can_county_check)(
            request.scope, finding
        )
    ]


def _state_of(finding: ChecklistFinding, on: object) -> str:
    if finding.status == FindingStatus.CONFIRMED:
        return "done"
    return "overdue" if finding.due_on < on else "running"  # type: ignore[operator]
