"""Case allowances, and the sheets of disputes: the columns of the offices, nobody's name."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from accounts.models import User
from lib.exports import exporter_of
from lib.periods import Period, today
from lib.scope import scope_of
from services.case_allowances import allowances_of, totals_of
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.models import CaseAllowanceRate
from tests import factories
from tests.residents.world import make_place
from tests.services.dispute_world import make_case

S, M = DisputeStage, DisputeMove


@pytest.fixture
def case(db):
    CaseAllowanceRate.objects.create(
        complexity="general", form="written", yuan=Decimal(100), valid_from=factories.FIRST_DAY
    )
    return make_case(make_place())


def closed(case, **agreement: str):
    dispute = case.at(S.ACCEPTED)
    case.do(dispute, M.APPOINT, mediators=case.mediators)
    for move in (M.TELL_RIGHTS, M.HOLD_SESSION):
        case.do(dispute, move)
    case.do(dispute, M.AGREE, **agreement)
    case.do(dispute, M.CONFIRM)
    return case.do(dispute, M.CLOSE)


def test_a_case_is_shared_by_its_mediators_to_the_cent(case):
    closed(case)
    case.at(S.FOLLOWED_UP)
    scope = scope_of(case.clerk.pk, today())

    lines = allowances_of(scope, Period(today(), today()))

    assert [line.yuan for line in lines] == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert sum(yuan for _name, _cases, yuan in totals_of(lines)) == Decimal(100)


def test_two_mediators_of_one_name_are_two(case):
    User.objects.filter(pk__in=[user.pk for user in case.mediators[:2]]).update(name="吴调解")
    closed(case)
    scope = scope_of(case.clerk.pk, today())

    totals = totals_of(allowances_of(scope, Period(today(), today())))

    assert [(name, cases) for name, cases, _yuan in totals] == [
        ("冯调解", 1),
        ("吴调解", 1),
        ("吴调解", 1),
    ]


def test_without_a_rate_the_list_says_so(case):
    closed(case, form="oral")
    scope = scope_of(case.clerk.pk, today())

    lines = allowances_of(scope, Period(today(), today()))

    assert {line.yuan for line in lines} == {None}


def test_the_monthly_table_has_the_official_columns_and_the_lines_add_up(case):
    closed(case)
    case.at(S.ENDED, kind="damages")
    # Types of the sites have no row in the official table: these stand among the neighbours.
    case.at(S.ACCEPTED, kind="noise_hygiene")
    exporter = exporter_of("dispute_month")
    assert exporter is not None
    query = f"first={today().isoformat()}&last={today().isoformat()}"

    with override("zh-hans"):
        sheet = exporter.sheet(scope_of(case.clerk.pk, today()), {"query": query})
        rows = [list(row) for row in sheet.rows]

    assert list(sheet.header) == [
        "纠纷类型", "受理", "化解", "成功率（%）", "涉及金额（元）", "防止民事转刑事案件",
        "防止群体性械斗", "防止群体性上访", "防止自杀", "已履行", "司法确认", "终止", "平均化解天数",
    ]  # fmt: skip
    assert [row[:4] for row in rows] == [
        ["邻里纠纷", 2, 1, 100],
        ["损害赔偿纠纷", 1, 0, 0],
        ["合计", 3, 1, 50],
    ]


def test_the_list_leaves_without_parties(case):
    closed(case)
    exporter = exporter_of("disputes")
    assert exporter is not None

    sheet = exporter.sheet(scope_of(case.clerk.pk, today()), {"query": "show=all"})
    rows = [list(row) for row in sheet.rows]

    assert len(rows) == 1
    assert len(rows[0]) == len(sheet.header)
    assert not any(name in str(rows) for name in ("李秀英", "王建国", "楼道"))
