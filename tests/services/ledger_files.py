"""Ledgers for tests, as offices keep them."""

import io
from typing import Any

from openpyxl import Workbook

from accounts.models import User
from lib.periods import today
from services.actions.ledgers import check_ledger, upload_ledger
from services.ledgers.door_services import DOOR_SERVICE_LEDGER
from services.ledgers.topics import LedgerTopic
from services.models import Dispute, Ledger
from sites.models import ResettlementSite
from tests import factories

REQUESTS = ("日期", "诉求人", "住址", "联系电话", "诉求类别", "诉求内容", "来源", "办结日期",
            "办理结果", "满意度")  # fmt: skip
DISPUTES = ("登记日期", "申请人", "被申请人", "纠纷类型", "纠纷内容", "调解单位", "调解员", "调解结果",
            "调解日期", "案号")  # fmt: skip
# In the middle of a year, so that the days of these ledgers lie within the last one for ever.
DAY_OF_TESTS = "2026-05-20T10:00:00+08:00"
HEADINGS = ("序号", "日期", "户主", "楼栋房号", "服务类别", "服务内容", "服务人员", "备注")


def ledger_file(
    *rows: tuple, title: str = "平阳社区上门服务台账", headings: Any = HEADINGS
) -> bytes:
    """An .xlsx with a title over the headings, and a signature below the rows."""
    book = Workbook()
    page = book.active
    page.title = "台账"
    page.append([title])
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    page.append(["填表人：张三"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_old_dispute(site: ResettlementSite) -> Dispute:
    """A dispute of a past ledger that ended without an agreement."""
    return Dispute.objects.create(
        site=site,
        occurred_on=today(),
        case_year=today().year,
        case_seq=Dispute.objects.filter(site=site).count() + 1,
        source="on_application",
        kind="neighbour",
        complexity="simple",
        channel="grid",
        level="grid",
        stage="closed",
        ended_on=today(),
        closed_on=today(),
        recorded_by=factories.make_user(),
        is_historical=True,
    )


def take_in(actor: User, site: ResettlementSite, content: bytes, name: str = "台账.xlsx") -> Ledger:
    """The ledger of door services, uploaded and checked."""
    ledger, _is_new = upload_ledger(
        actor=actor, site=site, topic=DOOR_SERVICE_LEDGER, file_name=name, content=content
    )
    return ledger


def take_in_rows(
    actor: User, site: ResettlementSite, topic: LedgerTopic, headings: Any, *rows: Any
) -> Ledger:
    """A ledger of any kind, uploaded and checked."""
    content = ledger_file(*rows, headings=headings, title="台账")
    ledger, _is_new = upload_ledger(
        actor=actor, site=site, topic=topic, file_name="台账.xlsx", content=content
    )
    return ledger


def told(actor: User, ledger: Ledger) -> dict[str, str]:
    """Column letter and row of each fault, with its sentence."""
    faults = check_ledger(actor=actor, ledger=ledger).faults
    return {f"{mark.column}{mark.row}": mark.sentence for mark in faults}
