"""Leave: who is away, until when, and who stands in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.drafts import draft_for
from lib.access import needs, row_for
from lib.paging import page_by_key
from sites.actions.leaves import change_leave, record_leave
from sites.forms.leaves import LeaveEndForm, LeaveFilter, LeaveForm
from sites.models import Leave
from sites.rules import can_keep_leaves, can_view_leaves

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@needs(can_view_leaves)
def leave_list(request: HttpRequest) -> HttpResponse:
    """Who is or was on leave, latest first."""
    form = LeaveFilter(request.GET, scope=request.scope)
    context = {
        "page": page_by_key(form.rows(), request.GET, keys=("-valid_from", "-id")),
        "filter_form": form,
        "on": request.scope.on,
        "export_code": "leaves",
        "import_code": "leaves",
    }
    return render(request, "sites/leave_list.html", context)


@require_http_methods(READ_AND_WRITE)
@needs(can_keep_leaves)
def leave_add(request: HttpRequest) -> HttpResponse:
    """Records a leave."""
    initial = {**request.GET.dict(), **draft_for(request)}
    form = LeaveForm(request.POST or None, initial=initial, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            record_leave(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                _("%(name)s is on leave until %(day)s.")
                % {
                    "name": form.cleaned_data["holder"].name,
                    "day": form.cleaned_data["last"],
                },
            )
            return redirect("leave_list")
    return render(request, "sites/leave_add.html", {"form": form})


@require_http_methods(READ_AND_WRITE)
def leave_end(request: HttpRequest, leave_id: int) -> HttpResponse:
    """Shortens or lengthens a leave; who stood in beyond it stops."""
    rows = Leave.objects.select_related("holder")
    leave = row_for(rows, request.scope, can_keep_leaves, pk=leave_id)
    form = LeaveEndForm(
        request.POST or None, initial={"last": leave.valid_to, **draft_for(request)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_leave(actor=request.user, leave=leave, last=form.cleaned_data["last"])
        except ValidationError as error:
            form.add_error("last", error.messages)
        else:
            messages.success(
                request, _("Stored. Whoever stands in beyond this day stops with the leave.")
            )
            return redirect("leave_list")
    return render(request, "sites/leave_end.html", {"form": form, "leave": leave})
