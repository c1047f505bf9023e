"""Orders of service: registered, and opened with a trace in the access log."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from sites.actions.documents import open_document, save_document
from sites.forms.handovers import DocumentForm
from sites.models import ServiceDocument
from sites.rules import can_keep_documents, can_view_documents


@require_safe
@needs(can_view_documents)
def document_list(request: HttpRequest) -> HttpResponse:
    """The papers that one may open, newest first."""
    rows = ServiceDocument.objects.within(request.scope.only(can_view_documents.roles))
    context = {
        "page": page_by_key(rows.select_related("site"), request.GET, keys=("-issued_on", "-id")),
        "may_keep": can_keep_documents(request.scope),
    }
    return render(request, "sites/document_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_keep_documents)
def document_add(request: HttpRequest) -> HttpResponse:
    """Registers a paper with its file."""
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        initial=draft_for(request),
        scope=request.scope,
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        save_document(
            actor=request.user,
            document=form.instance,
            file_name=file.name if file else "",
            content=file.read() if file else b"",
        )
        messages.success(request, _("Stored."))
        return redirect("document_list")
    return render(request, "sites/document_add.html", {"form": form})


@require_safe
@never_cache
def document_file(request: HttpRequest, document_id: int) -> HttpResponse:
    """The file itself; that it was opened is kept."""
    rows = ServiceDocument.objects.all()
    document = row_for(rows, request.scope, can_view_documents, pk=document_id)
    if not document.file_name:
        raise Http404
    content = open_document(actor=request.user, document=document, address=address_of(request))
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, document.file_name),
            "X-Content-Type-Options": "nosniff",
        },
    )
