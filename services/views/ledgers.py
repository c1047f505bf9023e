"""Past ledgers: upload, preview, store, undo, the marked file, the empty sheet."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.events import address_of
from accounts.views.exports import XLSX
from lib.access import needs, row_for
from lib.exports import Sheet
from lib.paging import page_by_key
from lib.periods import since_last_year
from lib.spreadsheets import UnreadableFile
from lib.workbook import write_workbook
from services.actions.ledgers import (
    check_ledger,
    marked_ledger,
    note_ledger,
    store_ledger,
    topic_of,
    undo_ledger,
    upload_ledger,
)
from services.enums.ledgers import LedgerStatus
from services.forms.ledgers import LedgerForm
from services.ledgers.preview import preview_of
from services.ledgers.topics import ledger_topic
from services.models import Ledger
from services.rules.ledgers import can_import_ledgers, topics_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_import_ledgers)
def ledger_list(request: HttpRequest) -> HttpResponse:
    """The ledgers of one's sites, newest first, and the form that takes another in."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LedgerForm(*sent, scope=request.scope)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            ledger, is_new = upload_ledger(
                actor=request.user,
                site=form.cleaned_data["site"],
                topic=form.chosen,
                file_name=file.name,
                content=file.read(),
            )
        except UnreadableFile as error:
            form.add_error("file", str(error))
        else:
            if not is_new:
                messages.info(request, _("This file was taken in before; here is what came of it."))
            return redirect("ledger_detail", ledger.token)
    topics = topics_of(request.scope)
    rows = Ledger.objects.none()
    for topic in topics:
        rows |= Ledger.objects.within(request.scope.only(topic.readers)).filter(topic=topic.name)
    page = page_by_key(
        rows.select_related("site", "uploaded_by").without_file(), request.GET, keys=("-id",)
    )
    titles = {topic.name: topic.title for topic in topics}
    page.rows[:] = [{"ledger": row, "title": titles[row.topic]} for row in page.rows]
    context = {
        "form": form,
        "page": page,
        "topics": topics,
        "days": settings.KEEP_UPLOADS_DAYS,
        "first": since_last_year(request.scope.on).first,
    }
    return render(request, "services/ledger_list.html", context)


@never_cache
@require_safe
def ledger_detail(request: HttpRequest, ledger_token: Any) -> HttpResponse:
    """What storing would do, row by row what is wrong and how to mend it, or what came of it."""
    ledger = _ledger(request, ledger_token)
    topic = topic_of(ledger)
    context: dict[str, Any] = {"ledger": ledger, "topic": topic, "preview": None}
    if ledger.status == LedgerStatus.CHECKED and ledger.has_file:
        note_ledger(actor=request.user, ledger=ledger, address=address_of(request))
        checked = check_ledger(actor=request.user, ledger=ledger)
        context["preview"] = preview_of(checked, topic)
    return render(request, "services/ledger_detail.html", context)


@require_POST
def ledger_store(request: HttpRequest, ledger_token: Any) -> HttpResponse:
    """Stores all rows or none."""
    ledger = _ledger(request, ledger_token)
    try:
        ledger = store_ledger(actor=request.user, ledger=ledger)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        told = _("%(number)s rows are stored as historical, not verified.")
        messages.success(request, told % {"number": ledger.rows_stored})
    return redirect("ledger_detail", ledger.token)


@require_POST
def ledger_undo(request: HttpRequest, ledger_token: Any) -> HttpResponse:
    """Takes a stored ledger back, or shows what was built on it."""
    ledger = _ledger(request, ledger_token)
    blockers = undo_ledger(actor=request.user, ledger=ledger)
    if blockers:
        back_url = reverse("ledger_detail", args=[ledger.token])
        context = {"back_url": back_url, "site": ledger.site, "blockers": blockers}
        return render(request, "import_blocked.html", context, status=409)
    messages.success(request, _("The ledger is taken back; its rows are gone."))
    return redirect("ledger_detail", ledger.token)


@require_POST
def ledger_marked(request: HttpRequest, ledger_token: Any) -> HttpResponse:
    """The file in its own layout, faulty cells coloured, a sentence beside each row."""
    ledger = _ledger(request, ledger_token)
    if not ledger.has_file:
        messages.error(request, _("The uploaded file was deleted after its days of keeping."))
        return redirect("ledger_detail", ledger.token)
    content = marked_ledger(actor=request.user, ledger=ledger, address=address_of(request))
    return _file(content, f"ledger-{ledger.pk}.xlsx")


@require_safe
@needs(can_import_ledgers)
def ledger_template(request: HttpRequest, ledger_kind: str) -> HttpResponse:
    """The empty sheet of a kind of ledger: its headings and one example to overwrite."""
    known = ledger_topic(ledger_kind)
    if known is None:
        raise Http404
    if known not in topics_of(request.scope):
        raise PermissionDenied
    with override("zh-hans"):
        title = str(known.title)
    sheet = Sheet(
        title=title,
        filter_text="",
        header=[column.headings.split()[0] for column in known.columns.values()],
        rows=[[column.example for column in known.columns.values()]],
    )
    content, _count = write_workbook(sheet, [])
    return _file(content, f"{known.name}.xlsx")


def _ledger(request: HttpRequest, token: Any) -> Ledger:
    rows = Ledger.objects.without_file().select_related(
        "site", "uploaded_by", "stored_by", "undone_by"
    )
    return row_for(rows, request.scope, can_import_ledgers, token=token)


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "Cache-Control": "no-store",
        },
    )
