"""Policy notices for tests."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from grids.actions.notices import issue_notice
from grids.models import Grid, PolicyNotice, PolicyNoticeReceipt
from lib.periods import today
from sites.models import ResettlementSite
from tests import factories


def make_notice(*to: ResettlementSite, **fields: Any) -> PolicyNotice:
    """A notice to all grids of these sites: of the site itself, or of the county for several."""
    return issue_notice(
        to=to,
        **{
            "actor": factories.make_user("发文人"), "site": to[0] if len(to) == 1 else None,
            "title": "医保缴费通知", "words": "请各网格宣传到户。", "issued_on": today(),
            "due_on": today() + timedelta(days=7), "token": uuid4(), **fields,
        },
    )  # fmt: skip


def receipt_of(notice: PolicyNotice, grid: Grid) -> PolicyNoticeReceipt:
    return PolicyNoticeReceipt.objects.get(notice=notice, grid=grid)


def things_of_notices(grid: Grid, mark: str = "") -> dict[str, int]:
    """What the addresses of notices may name, of the site of this grid."""
    notice = make_notice(grid.site, title=f"{mark}政策通知", words=f"{mark}请宣传到户。")
    return {"notice_id": notice.pk, "receipt_id": receipt_of(notice, grid).pk}
