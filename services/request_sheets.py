"""The ledger of requests as .xlsx, in the order of the national loop (practice B4).

Accept, dispatch, handle, reply, supervise, close, call back, evaluate.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lib.exports import Exporter, Sheet
from lib.masking import mask_phone
from lib.scope import Scope
from services.enums.requests import RequestAction
from services.forms.requests import RequestFilter
from services.models import ServiceRequest
from services.request_lines import Line, lines_of
from services.rules.requests import EXPORTERS, can_export_requests

CHUNK = 500
COLUMNS: tuple[tuple[Any, Callable[[Line], Any]], ...] = (
    (gettext_lazy("number"), lambda line: line.request.number),
    (gettext_lazy("number in the old ledger"), lambda line: line.request.ledger_no),
    (gettext_lazy("resettlement site"), lambda line: line.request.site.name),
    (pgettext_lazy("a request", "received on"), lambda line: _day(line.request.occurred_on)),
    (gettext_lazy("channel"), lambda line: line.request.get_channel_display()),
    (pgettext_lazy("a resident", "from"), lambda line: line.who),
    (
        gettext_lazy("telephone"),
        lambda line: mask_phone(line.request.phone) if line.may_read else "",
    ),
    (pgettext_lazy("a request", "place"), lambda line: line.address),
    (gettext_lazy("what it is about"), lambda line: _read(line, line.request.words)),
    (gettext_lazy("category"), lambda line: line.request.get_category_display()),
    (gettext_lazy("urgency"), lambda line: line.request.get_urgency_display()),
    (gettext_lazy("accepted on"), lambda line: _day(line.request.accepted_on)),
    (
        gettext_lazy("handling unit"),
        lambda line: line.request.lead.name if line.request.lead else "",
    ),
    (
        gettext_lazy("assisting units"),
        lambda line: "、".join(row.organisation.name for row in line.request.assistances.all()),
    ),
    (gettext_lazy("signed in at"), lambda line: _at(line, RequestAction.SIGN_IN)),
    (gettext_lazy("due on"), lambda line: _day(line.request.due_on)),
    (gettext_lazy("extensions granted"), lambda line: _granted(line)),
    (gettext_lazy("reply to the resident"), lambda line: _read(line, line.request.reply)),
    (gettext_lazy("supervisions"), lambda line: len(line.request.supervisions.all())),
    (gettext_lazy("done on"), lambda line: _day(line.request.done_on)),
    (gettext_lazy("in time"), lambda line: _in_time(line)),
    (gettext_lazy("call-back"), lambda line: line.request.get_call_back_display()),
    (gettext_lazy("closed on"), lambda line: _day(line.request.closed_on)),
    (gettext_lazy("level"), lambda line: line.request.get_level_display()),
    (gettext_lazy("state"), lambda line: line.request.get_state_display()),
    (
        gettext_lazy("from a past ledger"),
        lambda line: _("yes") if line.request.is_historical else "",
    ),
)


def request_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """What the list shows under this query string; words only of what the maker may read."""
    form = RequestFilter(QueryDict(params.get("query", "")), scope=scope)
    rows = form.filter(ServiceRequest.objects.within(scope.only(EXPORTERS)))
    rows = rows.for_lines(scope.on).prefetch_related(
        "assistances__organisation", "supervisions", "extensions", "steps"
    )
    return Sheet(
        title=_("Requests"),
        filter_text=form.in_words(),
        header=[str(label) for label, _value in COLUMNS],
        rows=_rows(rows.order_by("occurred_on", "pk").iterator(chunk_size=CHUNK), scope),
    )


def _rows(rows: Iterator[ServiceRequest], scope: Scope) -> Iterator[Sequence[Any]]:
    while chunk := list(islice(rows, CHUNK)):
        for line in lines_of(chunk, scope.only(EXPORTERS)):
            yield [value(line) for _label, value in COLUMNS]


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _read(line: Line, text: str) -> str:
    return text if line.may_read else ""


def _at(line: Line, action: str) -> str:
    steps = [step for step in line.request.steps.all() if step.action == action]
    return f"{timezone.localtime(steps[-1].at):%Y-%m-%d %H:%M}" if steps else ""


def _granted(line: Line) -> int:
    return sum(row.days for row in line.request.extensions.all() if row.is_granted)


def _in_time(line: Line) -> str:
    if line.request.done_on is None or line.request.is_historical:
        return ""
    return _("no") if line.request.was_late else _("yes")


REQUEST_EXPORTER = Exporter(
    code="requests",
    label=gettext_lazy("Requests"),
    allowed=can_export_requests,
    sheet=request_sheet,
)
