"""The file of a case: its papers added, opened and taken out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.events import address_of
from lib.access import row_for
from services.actions.dossiers import add_paper, open_paper, take_paper_out
from services.forms.dossiers import PaperForm
from services.forms.refusals import show_refusal
from services.models import Dispute, DossierPaper
from services.rules.disputes import can_view_part, can_work_dispute, can_work_paper


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dispute_paper_add(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """A signed paper for the file, as a scan or as the original that lies there."""
    rows = Dispute.objects.select_related("site", "agreement", "confirmation")
    dispute = row_for(rows, request.scope, can_work_dispute, pk=dispute_id)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        is_over=dispute.is_over,
        initial={"kind": request.GET.get("kind", "")},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        file = typed.pop("file")
        try:
            add_paper(
                actor=request.user,
                dispute=dispute,
                paper=DossierPaper(**typed),
                file_name=file.name if file else "",
                content=file.read() if file else b"",
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The paper lies in the file."))
            return redirect("dispute_detail", dispute_id)
    context = {"dispute": dispute, "form": form}
    return render(request, "services/dossier_add.html", context)


@require_safe
@never_cache
def dispute_paper(request: HttpRequest, case_paper_id: int) -> HttpResponse:
    """The scan itself; that it was opened is kept."""
    paper = row_for(DossierPaper.objects.all(), request.scope, can_view_part, pk=case_paper_id)
    if not paper.file_name:
        raise Http404
    content = open_paper(actor=request.user, paper=paper, address=address_of(request))
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, paper.file_name),
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_POST
def dispute_paper_out(request: HttpRequest, case_paper_id: int) -> HttpResponse:
    """Takes a paper out that does not belong here."""
    rows = DossierPaper.objects.select_related("dispute")
    paper = row_for(rows, request.scope, can_work_paper, pk=case_paper_id)
    try:
        take_paper_out(actor=request.user, paper=paper)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The paper is taken out of the file."))
    return redirect("dispute_detail", paper.dispute_id)
