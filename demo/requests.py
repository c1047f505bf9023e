"""Requests of residents since 1 January of last year: every state, believable days and words."""

from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from random import Random
from uuid import UUID

from accounts.models import User
from demo.organisations import Organisations
from demo.places import Places
from demo.request_walks import DAYS, Cast, Requests, Walk
from demo.residents import Register
from demo.staff import Staff
from lib.periods import since_last_year
from residents.models import Household, Person
from services.enums.requests import (
    RequestAction,
    RequestCategory,
    RequestChannel,
    RequestState,
)
from services.models import ServiceRequest
from sites.enums import OrganisationKind, Post
from sites.models import Organisation, ResettlementSite

# Requests an urban and a village site had since last year.
URBAN, VILLAGE = 60, 24
# What lies in the first half year was kept in ledgers.
LEDGER_DAYS = 181
A, S, C = RequestAction, RequestState, RequestCategory
BUREAUS = {
    C.MEDICAL: "县卫生健康局",
    C.SCHOOLING: "县教育局",
    C.EMPLOYMENT: "县人力资源和社会保障局",
    C.ASSISTANCE: "县民政局",
}
WORDS: dict[str, tuple[str, ...]] = {
    C.MEDICAL: (
        "慢性病门诊证到期，咨询如何续办", "外地住院费用不知如何报销",
        "老人行动不便，希望家庭医生上门",
    ),
    C.SCHOOLING: (
        "孩子转学到安置点附近小学，问需要什么材料", "幼儿园学位是否还有空余",
        "咨询寄宿生生活补助申请",
    ),
    C.EMPLOYMENT: (
        "想在本地找一份能照顾家的工作", "外出务工交通补贴没有到账", "想参加叉车技能培训",
    ),
    C.REPAIR: (
        "楼道灯不亮，晚上出行不便", "厨房下水管漏水到楼下", "单元门禁坏了", "电梯运行有异响",
    ),
    C.HOUSING: ("不动产权证还没有领到", "户口迁移需要哪些手续", "房屋外墙渗水"),
    C.ASSISTANCE: (
        "家庭收入减少，咨询能否申请低保", "残疾人两项补贴如何申请", "养老保险停缴后能否补缴",
    ),
    C.ENVIRONMENT: ("垃圾桶两天没有清运", "楼下有人饲养家禽，气味大", "绿化带杂草影响通行"),
    C.POLICY: ("搬迁后老家土地如何处理", "咨询后续扶持产业奖补政策", "拆旧复垦奖励政策咨询"),
    C.OTHER: ("希望增加一处晾晒场地", "小区停车位划线不清", "想借用活动室办喜事"),
}  # fmt: skip
SHARES = (
    (C.REPAIR, 26), (C.MEDICAL, 14), (C.SCHOOLING, 12), (C.EMPLOYMENT, 12), (C.POLICY, 10),
    (C.ASSISTANCE, 9), (C.ENVIRONMENT, 8), (C.HOUSING, 5), (C.OTHER, 4),
)  # fmt: skip
# How requests of the last days stand; older ones have ended.
OPEN_PATHS: tuple[tuple[str, ...], ...] = (
    (), (A.ACCEPT,), (A.ACCEPT, A.ASSIGN), (A.ACCEPT, A.ASSIGN, A.SIGN_IN),
    (A.ACCEPT, A.ASSIGN, A.SIGN_IN, A.START), (A.ACCEPT, A.ASSIGN, A.SIGN_IN, A.START, A.PAUSE),
    (A.ACCEPT, A.ASSIGN, A.RETURN), (A.ANSWER,),
    (A.ACCEPT, A.ASSIGN, A.SIGN_IN, A.START, A.CLAIM_DONE),
)  # fmt: skip
# So many days ago they began: the one that is signed in is late, the one in hand nearly.
DAYS_OPEN = (0, 0, 1, 15, 8, 5, 2, 1, 14)
DONE_PATH = (A.ACCEPT, A.ASSIGN, A.SIGN_IN, A.START, A.CLAIM_DONE, A.CALL_BACK, A.CLOSE)
AGAIN = (
    *DONE_PATH[:-1], A.REOPEN, A.START, A.CLAIM_DONE, A.CALL_BACK, A.CLOSE,
)  # fmt: skip
ENDED_PATHS: tuple[tuple[tuple[str, ...], int], ...] = (
    (DONE_PATH, 70), ((A.ANSWER, A.CALL_BACK, A.CLOSE), 18), (AGAIN, 5), ((A.REFUSE,), 4),
    ((A.HAND_OVER,), 3),
)  # fmt: skip


def ask(
    rng: Random,
    as_of: date,
    places: Places,
    bodies: Organisations,
    staff: Staff,
    register: Register,
) -> Requests:
    """Requests of every site, each walked along the machine day by day."""
    made = Requests()
    homes: dict[int, list[tuple[Household, Person]]] = {}
    for member in register.memberships:
        household = member.household
        if member.is_head and member.valid_to is None and household.ended_on is None:
            homes.setdefault(id(household.site), []).append((household, member.person))
    for site in places.sites:
        cast = Cast(
            site=site,
            clerks=_holders(staff, site, Post.CENTRE_STAFF, as_of),
            company_staff=_holders(staff, site, Post.HANDLING_UNIT_STAFF, as_of),
            bodies=bodies.of_site[site.code],
            homes=homes[id(site)],
        )
        number = URBAN if site.is_urban else VILLAGE
        _site(made, rng, as_of, cast, bodies, number)
    return made


def _holders(staff: Staff, site: ResettlementSite, post: str, on: date) -> list[User]:
    return [
        row.holder
        for row in staff.postings
        if row.site is site and row.post == post and row.valid_from <= on
        and (row.valid_to is None or row.valid_to >= on)
    ]  # fmt: skip


def _site(
    made: Requests, rng: Random, as_of: date, cast: Cast, bodies: Organisations, number: int
) -> None:
    first = date(as_of.year - 1, 1, 1)
    span = (as_of - first).days - 30
    for index in range(number):
        if index < len(OPEN_PATHS):
            # One of each open state, the longer ones begun earlier.
            path = OPEN_PATHS[index]
            day = as_of - timedelta(days=DAYS_OPEN[index])
        else:
            path = rng.choices(*zip(*ENDED_PATHS, strict=True))[0]
            day = first + timedelta(days=rng.randrange(span))
        _walk(made, rng, as_of, cast, bodies, path, day)


def _walk(
    made: Requests,
    rng: Random,
    as_of: date,
    cast: Cast,
    bodies: Organisations,
    path: tuple[str, ...],
    day: date,
) -> None:
    """One request from its first word along the path."""
    category = rng.choices(*zip(*SHARES, strict=True))[0]
    household, person = rng.choice(cast.homes)
    clerk = rng.choice(cast.clerks)
    lead = _unit(cast, bodies, category)
    channel = rng.choices(
        [RequestChannel.COUNTER, RequestChannel.PHONE, RequestChannel.GRID,
         RequestChannel.DOOR, RequestChannel.MEETING], (40, 25, 20, 10, 5),
    )[0]  # fmt: skip
    request = ServiceRequest(
        site=cast.site,
        recorded_by=clerk,
        occurred_on=day,
        category=category,
        urgency=rng.choices(list(DAYS), (5, 15, 80))[0],
        channel=channel,
        platform=channel.platform,
        household=household,
        person=person,
        words=rng.choice(WORDS[category]),
        is_historical=(day - since_last_year(as_of).first).days < LEDGER_DAYS,
        token=UUID(int=rng.getrandbits(128), version=4),
    )
    made.requests.append(request)
    walk = Walk(made, rng, request, clerk, lead, cast, datetime.combine(day, time(9, 10)))
    walk.keep(A.RECEIVE, "", S.RECEIVED, clerk, "")
    for action, following in zip_longest(path, path[1:]):
        walk.go(action, following)
    if request.state == S.SIGNED_IN and request.due_on and request.due_on < as_of:
        walk.urge(as_of)


def _unit(cast: Cast, bodies: Organisations, category: str) -> Organisation:
    """The property company, a bureau of the county, or the residents' committee."""
    company = cast.bodies.get(OrganisationKind.PROPERTY_COMPANY)
    if category in (C.REPAIR, C.ENVIRONMENT) and company is not None:
        return company
    if category in BUREAUS:
        return bodies.of_county[BUREAUS[category]]
    return cast.bodies[OrganisationKind.RESIDENTS_COMMITTEE]
