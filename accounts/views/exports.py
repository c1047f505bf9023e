from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.events import address_of
from accounts.actions.exports import ask_for_export, fetch_export, holds_the_same_posts
from accounts.models import ExportJob
from accounts.rules import can_fetch_export, can_use_exports
from lib.access import needs, row_for
from lib.exports import exporter_of
from lib.paging import page_by_key
from lib.returning import way_back

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs(can_use_exports)
def export_list(request: HttpRequest) -> HttpResponse:
    """One's own exports, newest first; nobody sees those of another."""
    rows = ExportJob.objects.within(request.scope).without_file()
    page = page_by_key(rows, request.GET, keys=("-id",))
    return render(request, "accounts/export_list.html", {"page": page})


@require_safe
@never_cache
@needs(can_use_exports)
def export_status(request: HttpRequest, token: str) -> HttpResponse:
    """Where an export stands; the page asks again by itself until it is done."""
    jobs = ExportJob.objects.within(request.scope).without_file()
    job = jobs.filter(token=token).first()
    if job is None:
        raise Http404
    may_fetch = can_fetch_export(request.scope, job) and holds_the_same_posts(job, request.scope)
    return render(request, "accounts/export_status.html", {"job": job, "may_fetch": may_fetch})


@require_safe
@never_cache
@needs(can_use_exports)
def export_download(request: HttpRequest, token: str) -> HttpResponse:
    """The file, for its maker alone, while he still may see the list that it holds."""
    job = row_for(ExportJob.objects.all(), request.scope, can_fetch_export, token=token)
    if not job.is_ready:
        raise Http404
    if not holds_the_same_posts(job, request.scope):
        raise PermissionDenied
    name, content = fetch_export(actor=request.user, job=job, address=address_of(request))
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@require_POST
def list_export(request: HttpRequest, list_code: str) -> HttpResponse:
    """Asks for a list as its page is filtered, with a reason; the worker writes it."""
    exporter = exporter_of(list_code)
    if exporter is None or not exporter.of_list:
        raise Http404
    if not exporter.allowed(request.scope):
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Nothing was exported: give the reason in a few words."))
        return redirect(way_back(request, "export_list"))
    job = ask_for_export(
        actor=request.user,
        scope=request.scope,
        exporter=list_code,
        params={"query": request.POST.get("query", "")},
        reason=reason,
        address=address_of(request),
    )
    return redirect("export_status", token=job.token)
