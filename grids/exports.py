"""Lists of the net as exports: the "125" board, numbers alone; the receipts of a notice."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grids.forms.notices import ReceiptFilter
from grids.models import PolicyNoticeReceipt
from grids.rules import NOTICE_ISSUERS, can_export_notices, can_view_work_method
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
        f"{timezone.localtime(row.read_at):%Y-%m-%d %H:%M}" if row.read_at else "",
        row.read_by.name if row.read_by else "",
        row.made_known_on or "",
        row.get_how_display(),
        "" if row.households is None else row.households,
        row.note,
        row.recorded_by.name if row.recorded_by else "",
    ]


EXPORTERS = [
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
