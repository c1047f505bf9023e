"""The list of whistles as .xlsx: one line for each unit that was called (practice B5)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lib.exports import Exporter, Sheet
from lib.scope import Scope
from services.forms.whistles import WhistleFilter
from services.models import Whistle
from services.rules.requests import EXPORTERS, can_export_requests

CHUNK = 500


def whistle_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The whistles that the filter names, each as many lines as units were called."""
    reading = scope.only(EXPORTERS)
    form = WhistleFilter(QueryDict(params.get("query", "")), scope=reading)
    rows = form.filter(Whistle.objects.readable(reading).with_calls())
    return Sheet(
        title=_("Whistle and report"),
        filter_text=form.in_words(),
        header=[
            _("request"), _("resettlement site"), _("called on"), _("case"), _("unit"),
            _("called at"), _("to be there by"), _("signed in at"), _("in contact at"),
            _("arrived at"), _("minutes to arrival"), _("arrived late"),
            _("score"), pgettext("a whistle", "ended on"),
        ],
        rows=_lines(rows.order_by("-occurred_on", "-id")),
    )  # fmt: skip


def _lines(rows: QuerySet[Whistle]) -> Iterator[Sequence[Any]]:
    for whistle in rows.iterator(chunk_size=CHUNK):
        for call in whistle.calls.all():
            yield [
                whistle.request.number, whistle.site.name, whistle.occurred_on,
                whistle.get_case_display(), call.organisation.name, _moment(call.called_at),
                _moment(call.arrive_by), _moment(call.signed_in_at), _moment(call.contacted_at),
                _moment(call.arrived_at), "" if call.minutes is None else call.minutes,
                _("yes") if call.was_late else "", call.score or "", whistle.ended_on or "",
            ]  # fmt: skip


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


WHISTLE_EXPORTER = Exporter(
    "whistles",
    gettext_lazy("Whistle and report"),
    can_export_requests,
    whistle_sheet,
    of_list=True,
)
