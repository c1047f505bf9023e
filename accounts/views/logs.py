from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.forms.logs import AccessFilterForm, AuditFilterForm, LogFilterForm
from accounts.models import AccessEvent, AuditEvent, User
from accounts.rules import can_view_audit
from lib.access import needs
from lib.paging import page_by_key


@require_safe
@needs(can_view_audit)
def audit_list(request: HttpRequest) -> HttpResponse:
    """What was done, newest first."""
    form = AuditFilterForm(request.GET)
    rows = AuditEvent.objects.within(request.scope).matching(wanted(form)).select_related("actor")
    return _log(request, "accounts/audit_list.html", form, rows)


@require_safe
@needs(can_view_audit)
def access_list(request: HttpRequest) -> HttpResponse:
    """Who looked at which personal data, newest first."""
    form = AccessFilterForm(request.GET)
    rows = AccessEvent.objects.within(request.scope).matching(wanted(form)).select_related("actor")
    return _log(request, "accounts/access_list.html", form, rows)


def wanted(form: LogFilterForm) -> dict:
    """The filters that were understood; a wrong one is left out and shown with its sentence."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


def _log(request: HttpRequest, template: str, form: LogFilterForm, rows) -> HttpResponse:
    wanted_id = form.cleaned_data.get("actor")
    actor = User.objects.filter(pk=wanted_id).first() if wanted_id else None
    context = {
        "filter_form": form,
        "page": page_by_key(rows, request.GET, keys=("-id",)),
        "actor": actor,
    }
    return render(request, template, context)
