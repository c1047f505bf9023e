"""Policy notices of the last months: read and made known in most grids, late in a few (R25)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from demo.governance import leaders_of
from demo.net import Net
from demo.places import Places
from demo.staff import Staff
from grids.enums import WayMadeKnown
from grids.models import Grid, PolicyNotice, PolicyNoticeReceipt
from sites.enums import Post
from sites.models import ResettlementSite

HOUR = time(9, 30)
WAYS = (
    (WayMadeKnown.DOOR_TO_DOOR, 40), (WayMadeKnown.CHAT_GROUP, 30), (WayMadeKnown.MEETING, 18),
    (WayMadeKnown.NOTICE_BOARD, 12),
)  # fmt: skip
NOTES = ("", "", "外出户已电话告知", "老人户当面讲解", "已张贴并在群内转发")


@dataclass(frozen=True, slots=True)
class Plan:
    """A notice: days ago issued, days to make it known, and how many grids have not done so."""

    title: str
    words: str
    document_no: str
    ago: int
    days: int
    untold: int
    of_site: bool = False


PLANS = (
    Plan(
        "关于做好2026年度秋季雨露计划申报的通知",
        "有中高职在校学生的脱贫户，请于期限内向安置点党群服务中心提交学籍证明和银行卡复印件。"
        "请各网格逐户核实，做到应报尽报。",
        "石易扶办〔2026〕31号", 88, 10, 0,
    ),
    Plan(
        "关于开展燃气安全入户检查的通知",
        "近期将逐户检查灶具、软管和报警器，请提前告知居民留人在家。检查不收取任何费用。",
        "", 63, 7, 1, of_site=True,
    ),
    Plan(
        "关于2027年度城乡居民基本医疗保险集中缴费的通知",
        "集中缴费期至12月31日，困难群众按规定享受参保资助。\n"
        "请各网格讲清缴费方式和待遇，重点告知外出务工家庭和新生儿家庭。",
        "石易扶办〔2026〕38号", 41, 14, 2,
    ),
    Plan(
        "关于规范楼道堆物和电动自行车停放的通知",
        "严禁在楼道、安全出口堆放杂物和停放电动自行车，严禁“飞线充电”。请到指定充电点充电。",
        "石易扶办〔2026〕42号", 24, 10, 3,
    ),
    Plan(
        "关于冬季取暖用电防火提示的通知",
        "不用明火取暖过夜，不私拉乱接电线，出门断电。请对独居老人、留守儿童家庭上门提醒。",
        "", 9, 10, 1, of_site=True,
    ),
    Plan(
        "关于组织参加冬季专场招聘会的通知",
        "12月上旬在县体育馆举办冬季专场招聘会，提供岗位800余个，现场有免费往返车辆。"
        "请动员有就业意愿的劳动力报名，并登记到安置点就业服务窗口。",
        "石易扶办〔2026〕47号", 3, 5, 17,
    ),
)  # fmt: skip


@dataclass(slots=True)
class Notices:
    """Not yet stored."""

    notices: list[PolicyNotice] = field(default_factory=list)
    receipts: list[PolicyNoticeReceipt] = field(default_factory=list)


def notify(rng: Random, as_of: date, places: Places, staff: Staff, net: Net) -> Notices:
    """The county's notices to all grids, and those of the first site to its own."""
    made, leaders, first = Notices(), leaders_of(net, as_of), places.sites[0]
    for plan in PLANS:
        site = first if plan.of_site else None
        issued_on = as_of - timedelta(days=plan.ago)
        notice = PolicyNotice(
            token=UUID(int=rng.getrandbits(128), version=4),
            site=site,
            title=plan.title,
            words=plan.words,
            document_no=plan.document_no,
            issued_on=issued_on,
            due_on=issued_on + timedelta(days=plan.days),
            issued_by=_issuer(staff, site),
            issued_at=_at(issued_on, HOUR),
        )
        made.notices.append(notice)
        grids = [grid for grid in net.grids if site is None or grid.site is site]
        # The first grid is that of the sign-in for a building head: the newest waits for him.
        # Of those that have not told, every other one has not read it either.
        untold = set(range(plan.untold)) if plan.days > plan.ago else _some(rng, grids, plan.untold)
        for number, grid in enumerate(grids):
            receipt = PolicyNoticeReceipt(site=grid.site, notice=notice, grid=grid)
            if number not in untold or number % 2:
                _answer(rng, as_of, receipt, leaders[id(grid)], number in untold)
            made.receipts.append(receipt)
    return made


def _some(rng: Random, grids: Sequence[Grid], number: int) -> set[int]:
    return set(rng.sample(range(len(grids)), number))


def _issuer(staff: Staff, site: ResettlementSite | None) -> User:
    post = Post.COUNTY_STAFF if site is None else Post.CENTRE_STAFF
    return next(
        row.holder
        for row in staff.postings
        if row.post == post and row.site is site and row.valid_to is None
    )


def _answer(
    rng: Random, as_of: date, receipt: PolicyNoticeReceipt, leader: User, untold: bool
) -> None:
    """Read within a day or two, and told within the days unless it is `untold`."""
    notice = receipt.notice
    day = min(notice.issued_on + timedelta(days=rng.randint(0, 1)), as_of)
    receipt.read_at = _at(day, time(rng.randint(10, 18), rng.randint(0, 59)))
    receipt.read_by = leader
    if untold:
        return
    longest = (min(notice.due_on, as_of) - day).days
    receipt.made_known_on = day + timedelta(days=rng.randint(0, longest))
    receipt.how = rng.choices([way for way, _ in WAYS], [share for _, share in WAYS])[0]
    receipt.households = rng.randint(40, 180)
    receipt.note = rng.choice(NOTES)
    receipt.recorded_by = leader
    receipt.recorded_at = _at(receipt.made_known_on, time(19, rng.randint(0, 59)))


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
