"""Ledgers for tests, as offices keep them."""

import io
from typing import Any

from openpyxl import Workbook

from accounts.models import User
from services.actions.ledgers import upload_ledger
from services.ledgers.door_services import DOOR_SERVICE_LEDGER
from services.models import Ledger
from sites.models import ResettlementSite

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


def take_in(actor: User, site: ResettlementSite, content: bytes, name: str = "台账.xlsx") -> Ledger:
    """The ledger of door services, uploaded and checked."""
    ledger, _is_new = upload_ledger(
        actor=actor, site=site, topic=DOOR_SERVICE_LEDGER, file_name=name, content=content
    )
    return ledger
