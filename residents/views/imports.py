"""Pages of the roster import: upload, check, store, undo."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.actions.events import address_of, record_access
from accounts.enums import AccessKind
from lib.access import needs, row_for
from lib.paging import page_by_key
from residents.actions.imports import asking
from residents.actions.imports.showing import (
    finding_lines,
    marked_workbook,
    problems_by_sheet,
    reader_of,
)
from residents.actions.looking import note_batch
from residents.enums import FindingKind, ImportStatus
from residents.forms.imports import QuestionForm, UploadForm
from residents.models import ImportBatch
from residents.rules import (
    IMPORTERS,
    can_accept_proposals,
    can_import_roster,
    can_read_roster_file,
)

FINDINGS_SHOWN = 200
STEPS = (
    (gettext_lazy("File"), {ImportStatus.UPLOADED}),
    (gettext_lazy("Reading"), {ImportStatus.READING, ImportStatus.QUESTION}),
    (gettext_lazy("Check"), {ImportStatus.CHECKED}),
    (gettext_lazy("Store"), {ImportStatus.QUEUED, ImportStatus.STORING, ImportStatus.STORED}),
)
WORKING = {
    ImportStatus.UPLOADED,
    ImportStatus.READING,
    ImportStatus.QUEUED,
    ImportStatus.STORING,
}


def _batch(request: HttpRequest, token: Any) -> ImportBatch:
    batches = ImportBatch.objects.without_file()
    batches = batches.select_related("site", "uploaded_by", "stored_by", "undone_by")
    batch = row_for(batches, request.scope, can_import_roster, token=token)
    return asking.note_interruption(batch)


@require_GET
@needs(can_import_roster)
def import_list(request: HttpRequest) -> HttpResponse:
    """The batches of one's sites, newest first."""
    batches = ImportBatch.objects.within(request.scope.only(IMPORTERS))
    page = page_by_key(
        batches.select_related("site", "uploaded_by").without_file(),
        request.GET,
        keys=("-id",),
    )
    return render(request, "residents/import_list.html", {"page": page})


@needs(can_import_roster)
def import_upload(request: HttpRequest) -> HttpResponse:
    """Takes a roster file in and goes to its page."""
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        scope=request.scope,
        initial={"site": request.GET.get("site")},
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        batch = asking.upload_roster(
            actor=request.user,
            site=form.cleaned_data["site"],
            file_name=file.name,
            content=file.read(),
        )
        return redirect("import_detail", token=batch.token)
    context = {"form": form, "days": settings.KEEP_UPLOADS_DAYS}
    return render(request, "residents/import_upload.html", context)


@require_GET
def import_detail(request: HttpRequest, token: Any) -> HttpResponse:
    """Where a batch stands, what was found, and what can be done next."""
    batch = _batch(request, token)
    working = batch.status in WORKING
    if request.GET.get("fragment") == "progress":
        context = {"batch": batch, "working": working}
        return render(request, "residents/import_progress.html", context)
    asked = request.GET.get("kind", "")
    kind = asked if asked in FindingKind.values else FindingKind.REFUSED
    findings = batch.findings.filter(kind=kind).order_by("position")
    page = page_by_key(findings, request.GET, keys=("position", "id"), size=FINDINGS_SHOWN)
    reader = reader_of(request.scope, batch)
    lines = finding_lines(batch, page.rows, reader)
    if lines:
        note_batch(actor=request.user, batch=batch, number=len(lines), address=address_of(request))
    context = {
        "batch": batch,
        "proposed": batch.counts.get("proposed") and can_accept_proposals(request.scope, batch),
        "sees_file": reader.sees_file,
        "message": _(batch.message) if batch.message else "",
        "steps": _steps(batch),
        "kind": kind,
        "page": page,
        "lines": lines,
        "problems": problems_by_sheet(batch, lines) if kind == FindingKind.REFUSED else [],
        "tabs": _tabs(batch, kind),
        "question_form": QuestionForm(questions=batch.questions) if batch.questions else None,
        "working": working,
    }
    return render(request, "residents/import_detail.html", context)


def _tabs(batch: ImportBatch, kind: str) -> list[dict[str, Any]]:
    """Refused, warnings and changes as tabs, each with its number."""
    numbers = {k: batch.findings.filter(kind=k).count() for k in FindingKind.values}
    labels = {
        FindingKind.REFUSED: _("To mend"),
        FindingKind.WARNING: _("Differences"),
        FindingKind.CHANGED: _("Changes"),
    }
    return [
        {"label": label, "url": f"?kind={k}", "current": k == kind, "count": numbers[k]}
        for k, label in labels.items()
    ]


def _steps(batch: ImportBatch) -> list[dict[str, Any]]:
    """The four steps with their state: done, current or todo."""
    order = [statuses for _label, statuses in STEPS]
    at = next((i for i, statuses in enumerate(order) if batch.status in statuses), 1)
    finished = batch.status == ImportStatus.STORED
    return [
        {
            "label": label,
            "state": "done" if i < at or finished else "current" if i == at else "todo",
        }
        for i, (label, _statuses) in enumerate(STEPS)
    ]


@require_POST
def import_answer(request: HttpRequest, token: Any) -> HttpResponse:
    """Takes the answers about ambiguous headings."""
    batch = _batch(request, token)
    form = QuestionForm(request.POST, questions=batch.questions)
    if form.is_valid():
        asking.answer_questions(actor=request.user, batch=batch, answers=form.answers())
    else:
        messages.error(request, _("Choose one reading for each heading."))
    return redirect("import_detail", token=batch.token)


@require_POST
def import_check(request: HttpRequest, token: Any) -> HttpResponse:
    """Checks again, with the clerk's answer about new dwellings."""
    batch = _batch(request, token)
    asking.check_again(
        actor=request.user, batch=batch, add_dwellings="add_dwellings" in request.POST
    )
    return redirect("import_detail", token=batch.token)


@require_POST
def import_store(request: HttpRequest, token: Any) -> HttpResponse:
    """Asks the worker to store the batch."""
    batch = _batch(request, token)
    skip = "skip_faulty" in request.POST
    if batch.counts.get("refused") and not skip:
        messages.error(
            request, _("Rows are refused: mend them, or store the households without a fault.")
        )
    elif not asking.ask_to_store(actor=request.user, batch=batch, skip_faulty=skip):
        messages.info(request, _("This batch is being stored or has been stored already."))
    return redirect("import_detail", token=batch.token)


@require_POST
def import_undo(request: HttpRequest, token: Any) -> HttpResponse:
    """Takes a stored batch back, or shows what was built on it."""
    batch = _batch(request, token)
    blockers = asking.undo_batch(actor=request.user, batch=batch)
    if blockers:
        back_url = reverse("import_detail", args=[batch.token])
        context = {"back_url": back_url, "site": batch.site, "blockers": blockers}
        return render(request, "import_blocked.html", context, status=409)
    messages.success(request, _("The import has been undone; the register is as it was before."))
    return redirect("import_detail", token=batch.token)


@require_POST
def import_again(request: HttpRequest, token: Any) -> HttpResponse:
    """Starts an interrupted or failed batch again."""
    batch = _batch(request, token)
    going_on = asking.start_again(actor=request.user, batch=batch)
    if going_on != batch:
        messages.info(request, _("The same file was sent once more meanwhile; this is its import."))
    return redirect("import_detail", token=going_on.token)


@require_POST
def import_marked(request: HttpRequest, token: Any) -> HttpResponse:
    """The file in its own layout, faulty cells coloured, a sentence beside each."""
    batch = _batch(request, token)
    if not can_read_roster_file(request.scope, batch):
        raise PermissionDenied
    if not batch.has_file:
        messages.error(request, _("The uploaded file was deleted after its days of keeping."))
        return redirect("import_detail", token=batch.token)
    record_access(
        actor=request.user,
        kind=AccessKind.EXPORT,
        table=ImportBatch._meta.db_table,
        row_id=batch.pk,
        site_id=batch.site_id,
        row_count=batch.counts.get("rows", 0),
        reason=_("roster to mend"),
        address=address_of(request),
    )
    response = HttpResponse(
        marked_workbook(batch),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="roster-{batch.pk}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
