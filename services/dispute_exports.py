"""Disputes as sheets: the list without parties, and the official monthly table (B3)."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.exports import Exporter, Sheet
from lib.scope import Scope
from services.dispute_summary import COLUMNS, PREVENTED_COLUMNS, summary_of
from services.forms.dispute_reports import PeriodForm
from services.forms.disputes import DisputeFilter
from services.rules.disputes import EXPORTERS, can_export_disputes

CHUNK = 2000


def dispute_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The disputes that the filter names: type, stage, dates; nobody's name.

    What the quarrel was worth and what its end prevented stand only where one reads the case.
    """
    reading = scope.only(EXPORTERS)
    form = DisputeFilter(QueryDict(params.get("query", "")), scope=reading)
    rows = form.rows().with_sight(reading).select_related("site")
    return Sheet(
        title=_("Disputes"),
        filter_text=form.in_words(),
        header=list_header(),
        rows=_list_rows(rows.order_by("-occurred_on", "-id").iterator(chunk_size=CHUNK)),
    )


def list_header() -> list[str]:
    """The columns of the list as a sheet."""
    return [
        _("case number"), _("resettlement site"), _("registered on"), _("source"),
        _("type of dispute"), _("difficulty"), _("handled at"), _("level of handling"),
        _("stage of the case"), _("accepted on"), _("to be settled by"), _("settled on"),
        _("confirmed on"), _("mediation ended on"), _("performance of the agreement"),
        _("amount in dispute, yuan"), _("what the settlement prevented"),
        _("persons concerned"), _("case closed on"), _("filed on"), _("from a past ledger"),
        _("number in the old ledger"),
    ]  # fmt: skip


def _list_rows(rows: Any) -> Iterator[list[Any]]:
    for row in rows:
        yield [
            row.case_no, row.site.name, row.occurred_on, row.get_source_display(),
            row.get_kind_display(), row.get_complexity_display(), row.get_channel_display(),
            row.get_level_display(), row.get_stage_display(), row.accepted_on, row.due_on,
            row.settled_on, row.confirmed_on, row.ended_on, row.get_performance_display(),
            *_worth(row), row.closed_on, row.filed_on, _("yes") if row.is_historical else "",
            row.ledger_no,
        ]  # fmt: skip


def _worth(row: Any) -> tuple[Any, ...]:
    if not row.is_readable:
        return "", "", ""
    return row.amount_yuan, row.get_prevented_display(), row.prevented_persons


def month_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The official monthly table in its order: accepted, settled, rate, amount, prevented, …"""
    reading = scope.only(EXPORTERS)
    form = PeriodForm(QueryDict(params.get("query", "")), scope=reading)
    return Sheet(
        title=_("Monthly table of people's mediation"),
        filter_text=form.in_words(),
        header=month_header(),
        rows=(
            [
                str(line.label), line.counts["accepted"], line.counts["settled"],
                "" if line.success is None else line.success, line.amount or "",
                *(line.counts[name] for name in PREVENTED_COLUMNS),
                line.counts["performed"], line.counts["court"], line.counts["ended"],
                "" if line.days is None else line.days,
            ]
            for line in summary_of(reading, form.period, form.site, is_official=True)
        ),
    )  # fmt: skip


def month_header() -> list[str]:
    """The columns of the official monthly table."""
    return [
        _("type of dispute"), str(COLUMNS["accepted"]), str(COLUMNS["settled"]),
        _("success rate, percent"),
        _("amount in dispute, yuan"),
        *(_("prevented: %(what)s") % {"what": label} for label in PREVENTED_COLUMNS.values()),
        _("performed"), _("confirmed by a court"), _("without agreement"),
        _("days from acceptance to settlement"),
    ]  # fmt: skip


DISPUTE_EXPORTERS = [
    Exporter("disputes", gettext_lazy("Disputes"), can_export_disputes, dispute_sheet),
    Exporter(
        "dispute_month",
        gettext_lazy("Monthly table of people's mediation"),
        can_export_disputes,
        month_sheet,
    ),
]
