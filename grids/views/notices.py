"""Policy notices: the list, issuing one, its grids, and the page on which a grid answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from grids.actions.notices import issue_notice, make_notice_known, read_notice, withdraw_notice
from grids.forms.notices import (
    MadeKnownForm,
    NoticeFilter,
    NoticeForm,
    ReceiptFilter,
    WithdrawForm,
)
from grids.models import PolicyNotice, PolicyNoticeReceipt
from grids.rules import (
    can_answer_notice,
    can_export_notices,
    can_issue_notices,
    can_view_notices,
    can_withdraw_notice,
    is_grid_staff,
    sees_whole_sites,
)
from lib.access import needs, row_for
from lib.paging import page_by_key

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@needs(can_view_notices)
def notice_list(request: HttpRequest) -> HttpResponse:
    """The notices that came to one's sites and grids, newest first, with what these answered."""
    form = NoticeFilter(request.GET, scope=request.scope)
    page = page_by_key(form.rows(), request.GET, keys=("-issued_on", "-id"))
    for row in page.rows:
        is_done, is_open = row.known == row.grids, row.open > 0
        row.mark = row.status(request.scope.on, is_done=is_done, is_open=is_open)
        row.unread = row.read == 0
    context = {
        "page": page,
        "filter_form": form,
        "may_issue": can_issue_notices(request.scope),
        "export_code": "notices" if can_export_notices(request.scope) else "",
    }
    return render(request, "grids/notice_list.html", context)


@require_http_methods(READ_AND_WRITE)
@needs(can_issue_notices)
def notice_add(request: HttpRequest) -> HttpResponse:
    """Issues a notice to the grids of the chosen sites."""
    form = NoticeForm(request.POST or None, initial=draft_for(request), scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            notice = issue_notice(actor=request.user, **form.arguments())
        except ValidationError as error:
            form.add_error("to", error.messages)
        else:
            number = notice.policynoticereceipt_set.count()
            said = ngettext(
                "Issued to %(number)s grid: its staff find it in their work now.",
                "Issued to %(number)s grids: their staff find it in their work now.",
                number,
            )
            messages.success(request, said % {"number": number})
            return redirect("notice_detail", notice.pk)
    return render(request, "grids/notice_add.html", {"form": form})


@require_safe
def notice_detail(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice, and grid by grid who read it and how it was made known.

    Whoever sees it for one grid alone comes straight to that grid's page.
    """
    scope = request.scope
    rows = PolicyNotice.objects.select_related("site", "issued_by", "withdrawn_by")
    notice = row_for(rows, scope, can_view_notices, pk=notice_id)
    form = ReceiptFilter(request.GET, scope=scope)
    page = page_by_key(form.rows().filter(notice=notice), request.GET, keys=("grid__code", "id"))
    if not sees_whole_sites(scope) and len(page.rows) == 1 and not request.GET:
        return redirect("notice_receipt", page.rows[0].pk)
    for row in page.rows:
        row.mark, row.unread = row.status(scope.on), row.read_at is None
    context = {
        "notice": notice,
        "page": page,
        "filter_form": form,
        "may_withdraw": can_withdraw_notice(scope, notice),
        "export_code": "notice_receipts" if can_export_notices(scope) else "",
        "query": f"notice={notice.pk}&{request.GET.urlencode()}",
    }
    return render(request, "grids/notice_detail.html", context)


@require_http_methods(READ_AND_WRITE)
def notice_withdraw(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Takes a notice back with a reason; what grids did until then stays."""
    rows = PolicyNotice.objects.select_related("site", "issued_by")
    notice = row_for(rows, request.scope, can_view_notices, pk=notice_id)
    if not can_issue_notices(request.scope, notice):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_notice(actor=request.user, notice=notice, **form.cleaned_data)
        messages.success(request, _("Withdrawn: no grid has to make it known any more."))
        return redirect("notice_detail", notice.pk)
    return render(request, "grids/notice_withdraw.html", {"form": form, "notice": notice})


@require_http_methods(READ_AND_WRITE)
def notice_receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """A notice as one grid has it: its words, then how the grid made it known."""
    receipt = _receipt(request, receipt_id)
    may_answer = can_answer_notice(request.scope, receipt)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    form = MadeKnownForm(request.POST or None, notice=receipt.notice)
    if request.method == "POST" and form.is_valid():
        try:
            make_notice_known(actor=request.user, receipt=receipt, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Recorded: the notice is made known in this grid."))
            return redirect("notice_receipt", receipt.pk)
    is_open = receipt.made_known_on is None and receipt.notice.withdrawn_at is None
    context = {
        "receipt": receipt,
        "notice": receipt.notice,
        "mark": receipt.status(request.scope.on),
        "sees_others": sees_whole_sites(request.scope),
        "may_read": may_answer and is_open and receipt.read_at is None,
        "for_grid": may_answer and is_open and not is_grid_staff(request.scope),
        "form": form if may_answer and (is_open or form.errors) and receipt.read_at else None,
    }
    return render(request, "grids/notice_receipt.html", context)


@require_POST
def notice_read(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """Keeps that the staff of the grid have read the notice: who, and when."""
    receipt = _receipt(request, receipt_id)
    if not can_answer_notice(request.scope, receipt):
        raise PermissionDenied
    read_notice(actor=request.user, receipt=receipt)
    messages.success(
        request,
        _("Noted that you have read it. Make it known by %(day)s.")
        % {"day": receipt.notice.due_on},
    )
    return redirect("notice_receipt", receipt.pk)


def _receipt(request: HttpRequest, receipt_id: int) -> PolicyNoticeReceipt:
    rows = PolicyNoticeReceipt.objects.select_related(
        "site", "grid", "read_by", "recorded_by", "notice__issued_by", "notice__withdrawn_by"
    )
    return row_for(rows, request.scope, can_view_notices, pk=receipt_id)
