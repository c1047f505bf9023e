"""Ledgers for tests, as offices keep them."""

import io
from typing import Any

from openpyxl import Workbook

from accounts.models import User
from lib.periods import today
from services.actions.ledgers import upload_ledger
from services.ledgers.door_services import DOOR_SERVICE_LEDGER
from services.models import Dispute, Ledger
from sites.models import ResettlementSite
from tests import factories

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
