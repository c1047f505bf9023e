"""Lists of the net as exports: the "125" board, reports, notices, the receipts of a notice."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from grids.forms.notices import NoticeFilter, ReceiptFilter
from grids.forms.report_filter import ReportFilter
from grids.models import NetReport, PolicyNotice, PolicyNoticeReceipt
from grids.rules import (
    NOTICE_ISSUERS,
    REPORT_EXPORTERS,
    can_export_notices,
    can_export_reports,
    can_view_work_method,
)
from grids.work_method import method_board
from lib.exports import Exporter, Sheet
from lib.scope import Scope
from sites.models import ResettlementSite
from sites.rules import SYSTEM_READERS


def method_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The sites as the board has them: of each part how many are filled, of how many."""
    counting = scope.only(SYSTEM_READERS).counting()
    sites = list(ResettlementSite.objects.within(counting).active(scope.on))
    lines = method_board(counting, sites, scope.on)
    header = [_("site code"), _("resettlement site"), _("vacant")]
    for part in lines[0].parts if lines else []:
        header += [part.label, _("%(part)s: of") % {"part": part.label}]
    return Sheet(
        title=_("“125” work method"),
        filter_text=_("As of %(on)s") % {"on": scope.on},
        header=header,
        rows=(
            [
                line.site.code,
                line.site.name,
                line.vacant,
                *(number for part in line.parts for number in (part.filled, part.seats)),
            ]
            for line in lines
        ),
    )


def receipt_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The receipts of the notice that the query names, filtered as its page is (R25)."""
    query = QueryDict(params.get("query", ""))
    form = ReceiptFilter(query, scope=scope.only(NOTICE_ISSUERS))
    number = query.get("notice", "")
    rows = form.rows().filter(notice=int(number) if number.isdecimal() else None)
    first = rows.first()
    return Sheet(
        title=_("Receipts of a policy notice"),
        filter_text=first.notice.title if first else "",
        header=[
            _("resettlement site"), _("grid"), _("to be made known by"), _("read at"),
            _("read by"), _("made known on"), _("how it was made known"), _("households reached"),
            _("note"), _("recorded by"),
        ],
        rows=(_receipt_cells(row) for row in rows.order_by("grid__code", "pk")),
    )  # fmt: skip


def _receipt_cells(row: PolicyNoticeReceipt) -> list[Any]:
    return [
        row.site.name,
        row.grid.name,
        row.notice.due_on,
        _moment(row.read_at),
        row.read_by.name if row.read_by else "",
        row.made_known_on or "",
        row.get_how_display(),
        "" if row.households is None else row.households,
        row.note,
        row.recorded_by.name if row.recorded_by else "",
    ]


def notice_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The notices that the list shows, each with how many grids read it and made it known."""
    held = scope.only(NOTICE_ISSUERS)
    form = NoticeFilter(QueryDict(params.get("query", "")), scope=held)
    return Sheet(
        title=_("Policy notices"),
        filter_text=_("As of %(on)s") % {"on": scope.on},
        header=[
            _("title of the notice"), _("document no."), pgettext("of a notice", "issuer"),
            _("issued on"), _("to be made known by"), _("grids"), _("grids that have read it"),
            _("grids that made it known"), _("grids still to make it known"), _("withdrawn at"),
        ],
        rows=(_notice_cells(row) for row in form.rows().order_by("-issued_on", "-pk")),
    )  # fmt: skip


def _notice_cells(row: PolicyNotice) -> list[Any]:
    return [
        row.title,
        row.document_no,
        row.site.name if row.site else _("county"),
        row.issued_on,
        row.due_on,
        row.grids,  # type: ignore[attr-defined]
        row.read,  # type: ignore[attr-defined]
        row.known,  # type: ignore[attr-defined]
        row.open,  # type: ignore[attr-defined]
        _moment(row.withdrawn_at),
    ]


def report_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The reports that the list shows; words only of those that the reader may read (R20)."""
    held = scope.only(REPORT_EXPORTERS)
    form = ReportFilter(QueryDict(params.get("query", "")), scope=held)
    return Sheet(
        title=_("Reports of the net"),
        filter_text=_("As of %(on)s") % {"on": scope.on},
        header=[
            _("resettlement site"), _("grid"), _("joint-household unit"), _("kind of report"),
            _("function line"), _("seen on"), _("filed at"), _("state"), _("what is reported"),
            _("told by"), _("filed by"),
        ],
        rows=(_report_cells(row) for row in form.rows().for_lines(held).order_by("-pk")),
    )  # fmt: skip


def _report_cells(row: NetReport) -> list[Any]:
    cells = [
        row.site.name,
        row.grid.name,
        str(row.joint_unit or ""),
        row.get_kind_display(),
        row.get_line_display(),
        row.occurred_on,
        _moment(row.filed_at),
        row.get_state_display(),
    ]
    if not row.may_read:  # type: ignore[attr-defined]
        return [*cells, "", "", ""]
    return [*cells, row.words, row.told_by, row.filed_by.name]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


EXPORTERS = [
    Exporter(
        "net_reports",
        gettext_lazy("Reports of the net"),
        can_export_reports,
        report_sheet,
        of_list=True,
    ),
    Exporter(
        "notices", gettext_lazy("Policy notices"), can_export_notices, notice_sheet, of_list=True
    ),
    Exporter(
        "work_method",
        gettext_lazy("“125” work method"),
        can_view_work_method,
        method_sheet,
        of_list=True,
    ),
    Exporter(
        "notice_receipts",
        gettext_lazy("Receipts of a policy notice"),
        can_export_notices,
        receipt_sheet,
        of_list=True,
    ),
]
