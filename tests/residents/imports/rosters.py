"""Small rosters as text files, and the way from a file to a stored batch."""

import csv
import io
from typing import Any

from accounts.models import User
from residents.actions.imports import asking, working
from residents.models import ImportBatch
from sites.models import ResettlementSite

HEADINGS = {
    "no": "户编号",
    "building": "楼栋",
    "stairwell": "单元",
    "room": "房号",
    "name": "姓名",
    "relation": "与户主关系",
    "id": "公民身份号码",
    "born": "出生日期",
    "phone": "联系电话",
    "moved": "入住时间",
    "work": "就业状态",
}


def member(no: str, name: str, relation: str = "户主", **cells: str) -> dict[str, str]:
    """One row of a roster; what is left out stays empty."""
    return {"no": no, "name": name, "relation": relation, **cells}


def roster(*rows: dict[str, str]) -> bytes:
    """A UTF-8 text file with the usual headings."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS.values())
    writer.writerows([row.get(key, "") for key in HEADINGS] for row in rows)
    return out.getvalue().encode()


def check(actor: User, site: ResettlementSite, content: bytes, name: str = "r.csv") -> ImportBatch:
    """Uploads and checks, as the page and the worker do."""
    batch = asking.upload_roster(actor=actor, site=site, file_name=name, content=content)
    working.read_batch(batch.pk)
    batch.refresh_from_db()
    return batch


def store(actor: User, batch: ImportBatch, **answers: Any) -> ImportBatch:
    """Stores a checked batch, as the page and the worker do."""
    asking.ask_to_store(actor=actor, batch=batch, **{"skip_faulty": False, **answers})
    working.store_batch(batch.pk)
    batch.refresh_from_db()
    return batch


def import_roster(actor: User, site: ResettlementSite, content: bytes) -> ImportBatch:
    """Upload, check and store in one go."""
    return store(actor, check(actor, site, content))
