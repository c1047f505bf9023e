"""Attendance, log, plan and assessment of first secretaries and work teams (R29, R32)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import Rule, needs
from lib.paging import page_by_key
from sites.actions.secondment import add_row, assess_year, finish_item, set_attendance
from sites.enums import SECONDED_POSTS
from sites.forms.attendance import SecondmentFilter
from sites.forms.secondment import AssessmentForm, AttendanceSheet, DoneForm, LogForm, PlanForm
from sites.models import Posting
from sites.rules import (
    can_assess_year,
    can_export_posts,
    can_keep_attendance,
    can_view_attendance,
    can_view_work,
    can_write_own_work,
)
from sites.secondment import seconded, seconded_lines
from sites.views.posts import posting_for


@require_safe
@needs(can_view_attendance)
def secondment_list(request: HttpRequest) -> HttpResponse:
    """Every cadre with his attendance of a month, its quarter's plan, and his last grade."""
    form = SecondmentFilter(request.GET, scope=request.scope)
    month = form.period
    rows = seconded(request.scope, month, form.asked_site)
    page = page_by_key(rows, request.GET, keys=("site__code", "post", "id"))
    page.rows[:] = seconded_lines(request.scope, page.rows, month)
    context = {
        "page": page,
        "filter_form": form,
        "month": month.first,
        "export_code": "secondment" if can_export_posts(request.scope) else "",
    }
    return render(request, "sites/secondment_list.html", context)


@require_safe
def posting_work(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """The log, the plan by quarter and the assessments; each writes his own."""
    return _page(request, _posting(request, kind, posting_id, can_view_work))


@require_POST
def posting_log(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """Adds an entry to one's own log."""
    posting = _posting(request, kind, posting_id, can_write_own_work)
    form = LogForm(request.POST, auto_id="log_%s")
    return _tried(
        request,
        posting,
        "log_form",
        form,
        lambda: add_row(actor=request.user, posting=posting, row=form.instance),
    )


@require_POST
def posting_plan(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """Adds a thing to one's own plan."""
    posting = _posting(request, kind, posting_id, can_write_own_work)
    form = PlanForm(request.POST, auto_id="plan_%s")
    return _tried(
        request,
        posting,
        "plan_form",
        form,
        lambda: add_row(actor=request.user, posting=posting, row=form.instance),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan_done(request: HttpRequest, kind: str, posting_id: int, item_id: int) -> HttpResponse:
    """Says that a planned thing is done, and what came of it."""
    posting = _posting(request, kind, posting_id, can_write_own_work)
    item = posting.plan_items.filter(pk=item_id).first()
    if item is None:
        raise Http404
    form = DoneForm(request.POST or None, initial=draft_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            finish_item(actor=request.user, item=item, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("done_on", error)
        else:
            messages.success(request, _("Stored."))
            return redirect("posting_work", "site", posting.pk)
    context = {"form": form, "item": item, "posting": posting}
    return render(request, "sites/plan_done.html", context)


@require_POST
def posting_assess(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """Grades a year of the posting."""
    posting = _posting(request, kind, posting_id, can_assess_year)
    form = AssessmentForm(request.POST, auto_id="assess_%s")
    return _tried(
        request,
        posting,
        "assessment_form",
        form,
        lambda: assess_year(actor=request.user, posting=posting, **form.cleaned_data),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def posting_attendance(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """The sheet of one month, kept by the site's or the county's office."""
    rule = can_keep_attendance if request.method == "POST" else can_view_attendance
    posting = _posting(request, kind, posting_id, rule)
    may_keep = can_keep_attendance(request.scope, posting)
    month = _month(request)
    form = AttendanceSheet(request.POST or None, posting=posting, month=month)
    if request.method == "POST" and form.is_valid():
        number = set_attendance(actor=request.user, posting=posting, days=form.states())
        messages.success(request, _("Stored.") if number else _("Nothing was changed."))
        return redirect(f"{request.path}?month={month:%Y-%m}")
    rows = posting.attendance.filter(day__year=month.year, day__month=month.month)
    context = {
        "posting": posting,
        "kind": kind,
        "form": form,
        "days": [(day, form[day.isoformat()]) for day in form.days],
        "stored": rows,
        "month": month,
        "previous": f"{month - timedelta(days=1):%Y-%m}",
        "next": f"{month + timedelta(days=32):%Y-%m}",
        "may_keep": may_keep,
    }
    return render(request, "sites/posting_attendance.html", context)


def _month(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return request.scope.on.replace(day=1)


def _posting(request: HttpRequest, kind: str, posting_id: int, rule: Rule) -> Posting:
    _table, posting = posting_for(request, kind, rule, posting_id)
    if posting.post not in SECONDED_POSTS:
        raise Http404
    return posting


def _page(request: HttpRequest, posting: Posting, **sent: BaseForm) -> HttpResponse:
    """The page of a posting's work; `sent` is a form that was refused, with what was typed."""
    scope = request.scope
    is_own = can_write_own_work(scope, posting)
    context = {
        "posting": posting,
        "kind": "site",
        "page": page_by_key(posting.log_entries.all(), request.GET, keys=("-day", "-id")),
        "plan": posting.plan_items.all(),
        "assessments": posting.assessments.select_related("assessed_by"),
        "is_own": is_own,
        "may_assess": can_assess_year(scope, posting) and not is_own,
        "log_form": LogForm(auto_id="log_%s"),
        "plan_form": PlanForm(auto_id="plan_%s"),
        "assessment_form": AssessmentForm(auto_id="assess_%s"),
        "form": next(iter(sent.values()), None),
        **sent,
    }
    return render(request, "sites/posting_work.html", context)


def _tried(
    request: HttpRequest, posting: Posting, name: str, form: BaseForm, deed: Callable[[], Any]
) -> HttpResponse:
    if form.is_valid():
        try:
            deed()
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Stored."))
            return redirect("posting_work", "site", posting.pk)
    return _page(request, posting, **{name: form})
