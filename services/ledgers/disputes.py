"""The ledger of disputes (矛盾纠纷台账)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from lib.names import clean_name
from lib.scope import Role
from services.enums.dispute_stages import DisputeStage
from services.enums.disputes import (
    Capacity,
    Choosing,
    Complexity,
    DisputeChannel,
    DisputeKind,
    DisputeLevel,
    DisputeSource,
    PartySide,
)
from services.ledgers.cells import code_of, day_of, text_of
from services.ledgers.identity import Identities, mark_known
from services.ledgers.people import People
from services.ledgers.rows import Entry, LedgerRow
from services.ledgers.topics import Column, LedgerTopic
from services.models import (
    Dispute,
    DisputeParticipant,
    DisputeParty,
    DisputeStep,
    DisputeWords,
)
from sites.models import ResettlementSite

COLUMNS = {
    "occurred_on": Column(
        gettext_lazy("registered on"),
        "登记日期 登记时间 受理日期 受理时间 发生时间 纠纷时间 日期 时间 排查时间",
        "2025-03-12",
    ),
    "applicant": Column(
        gettext_lazy("applicant"),
        "申请人 甲方 当事人 当事人甲 当事人甲方 申请方 纠纷当事人",
        "王建国",
    ),
    "respondent": Column(
        gettext_lazy("respondent"),
        "被申请人 乙方 当事人乙 当事人乙方 对方当事人 被申请方",
        "李秀英",
    ),
    "kind": Column(gettext_lazy("type of dispute"), "纠纷类型 纠纷类别 类型 类别", "邻里"),
    "words": Column(
        gettext_lazy("what happened"),
        "纠纷内容 纠纷简要情况 主要内容 简要案情 纠纷情况 基本情况 内容 事由 案由",
        "楼上漏水损坏天花板",
    ),
    "channel": Column(
        gettext_lazy("handled at"),
        "调解组织 调解单位 受理单位 调解地点 化解渠道 渠道",
        "党群服务中心",
    ),
    "mediators": Column(
        gettext_lazy("mediators and grid staff"),
        "调解员 调解人 调解人员 参与人员 化解责任人 责任人 包案人 网格员",
        "孙楼长",
    ),
    "result": Column(
        gettext_lazy("result"),
        "调解结果 化解情况 调处结果 处理结果 结果 是否化解 化解结果",
        "调解成功",
    ),
    "over_on": Column(
        gettext_lazy("settled or ended on"),
        "调解日期 调解时间 化解时间 化解日期 办结时间 办结日期 调处时间 结案时间",
        "2025-03-15",
    ),
}
KINDS = {
    "婚姻": DisputeKind.MARRIAGE_FAMILY, "家庭": DisputeKind.MARRIAGE_FAMILY,
    "婚姻家庭纠纷": DisputeKind.MARRIAGE_FAMILY, "家庭纠纷": DisputeKind.MARRIAGE_FAMILY,
    "邻里纠纷": DisputeKind.NEIGHBOUR, "邻里": DisputeKind.NEIGHBOUR,
    "合同": DisputeKind.CONTRACT, "债务": DisputeKind.CONTRACT, "债务纠纷": DisputeKind.CONTRACT,
    "借贷": DisputeKind.CONTRACT, "劳动": DisputeKind.LABOUR, "劳资纠纷": DisputeKind.LABOUR,
    "欠薪": DisputeKind.LABOUR, "物业": DisputeKind.PROPERTY, "物业纠纷": DisputeKind.PROPERTY,
    "噪音": DisputeKind.NOISE_HYGIENE, "环境卫生": DisputeKind.NOISE_HYGIENE,
    "损害赔偿": DisputeKind.DAMAGES, "赔偿": DisputeKind.DAMAGES,
    "土地": DisputeKind.FOREST_LAND, "山林土地": DisputeKind.FOREST_LAND,
    "宅基地": DisputeKind.HOUSE_HOMESTEAD, "房屋": DisputeKind.HOUSE_HOMESTEAD,
    "交通事故": DisputeKind.TRAFFIC, "医疗": DisputeKind.MEDICAL, "其他": DisputeKind.OTHER,
    "其它": DisputeKind.OTHER, "其他纠纷": DisputeKind.OTHER,
}  # fmt: skip
CHANNELS = {
    "网格": DisputeChannel.GRID, "网格员": DisputeChannel.GRID, "楼栋": DisputeChannel.GRID,
    "中心": DisputeChannel.SERVICE_CENTRE, "社区": DisputeChannel.SERVICE_CENTRE,
    "服务中心": DisputeChannel.SERVICE_CENTRE, "党群服务中心": DisputeChannel.SERVICE_CENTRE,
    "社区调委会": DisputeChannel.SERVICE_CENTRE, "调委会": DisputeChannel.SERVICE_CENTRE,
    "综治中心": DisputeChannel.TOWN_CENTRE, "乡镇综治中心": DisputeChannel.TOWN_CENTRE,
    "街道": DisputeChannel.TOWN_CENTRE, "乡镇": DisputeChannel.TOWN_CENTRE,
    "县综治中心": DisputeChannel.COUNTY_CENTRE,
}  # fmt: skip
SETTLED, ENDED = "settled", "ended"
RESULTS = {
    **dict.fromkeys(
        (
            "调解成功",
            "成功",
            "已化解",
            "化解",
            "是",
            "达成协议",
            "已调解",
            "已解决",
            "和解",
            "已办结",
        ),
        SETTLED,
    ),
    **dict.fromkeys(
        "调解不成功 不成功 未成功 未达成协议 调解失败 终止 终止调解 转诉讼".split(),
        ENDED,
    ),
}
RESULT_LABELS = {SETTLED: "调解成功", ENDED: "调解不成功"}
LEVELS = {
    DisputeChannel.GRID: DisputeLevel.GRID,
    DisputeChannel.SERVICE_CENTRE: DisputeLevel.COMMUNITY,
    DisputeChannel.TOWN_CENTRE: DisputeLevel.TOWN,
    DisputeChannel.COUNTY_CENTRE: DisputeLevel.COUNTY,
}


def check(
    rows: Sequence[LedgerRow], site: ResettlementSite, actor: User, on: date
) -> Iterable[Entry]:
    """Entries of the rows: each with a dispute that is over, or with what is wrong with it."""
    reader = _Reader(site, actor, on)
    entries = list(mark_known([reader.entry(row) for row in rows], Dispute))
    reader.number([entry.record for entry in entries if entry.record and not entry.is_known])
    return entries


class _Reader:
    """What is looked up once for all rows of a ledger."""

    def __init__(self, site: ResettlementSite, actor: User, on: date) -> None:
        self.site, self.actor, self.on = site, actor, on
        self.people = People.of_site(site)
        self.identities = Identities("disputes", site)

    def entry(self, row: LedgerRow) -> Entry:
        entry = Entry(row)
        day = day_of(entry, "occurred_on", self.on)
        over_on = day_of(entry, "over_on", self.on) if row.text("over_on") else day
        words = text_of(entry, "words", 4000)
        kind = code_of(entry, "kind", KINDS, dict(DisputeKind.choices))
        channel = code_of(entry, "channel", CHANNELS, dict(DisputeChannel.choices))
        result = code_of(entry, "result", RESULTS, RESULT_LABELS)
        self.missing(entry, words, result)
        if day and over_on and over_on < day:
            entry.refuse(
                "over_on",
                _("It was over on %(over)s, before it was registered on %(day)s. Correct one.")
                % {"over": over_on.isoformat(), "day": day.isoformat()},
            )
        if entry.faults or day is None or over_on is None:
            return entry
        parts = (day.isoformat(), row.text("applicant"), row.text("respondent"), words)
        token = self.identities.token(entry, "occurred_on", *parts)
        if token is None:
            return entry
        channel = channel or DisputeChannel.SERVICE_CENTRE
        dispute = Dispute(
            site=self.site,
            occurred_on=day,
            source=DisputeSource.ON_APPLICATION,
            kind=kind or DisputeKind.OTHER,
            complexity=Complexity.SIMPLE,
            channel=channel,
            level=LEVELS[DisputeChannel(channel)],
            recorded_by=self.actor,
            is_historical=True,
            token=token,
        )
        entry.record = dispute
        self.end(entry, dispute, result, over_on)
        entry.hanging += self.hanging(entry, dispute, words, over_on)
        return entry

    def missing(self, entry: Entry, words: str, result: str) -> None:
        if not words and not entry.row.text("words"):
            entry.refuse("words", _("What it was about is missing. Write it in a few words."))
        if not result and not entry.row.text("result"):
            entry.refuse(
                "result",
                _("The result is missing. A dispute that is not over is registered in the portal "
                  "itself; delete its row."),
            )  # fmt: skip
        if not clean_name(entry.row.text("applicant")):
            entry.refuse("applicant", _("The party is missing. Give at least one name."))

    def end(self, entry: Entry, dispute: Dispute, result: str, over_on: date) -> None:
        """Settled ones wait for somebody else's confirmation; ended ones are closed."""
        users, others = self.people.read(entry.row.text("mediators"))
        if others:
            entry.note(
                "mediators",
                _("%(names)s: nobody, or more than one colleague of the site, is called so. The "
                  "name is kept as it is written.")
                % {"names": "、".join(others)},
            )  # fmt: skip
        if result == SETTLED:
            dispute.stage = DisputeStage.FOLLOWED_UP
            dispute.settled_on = over_on
            dispute.settled_by = users[0] if users else self.actor
        else:
            dispute.stage, dispute.ended_on, dispute.closed_on = (
                DisputeStage.CLOSED,
                over_on,
                over_on,
            )
        of_grid = dispute.channel == DisputeChannel.GRID
        for user in users:
            entry.hanging.append(
                DisputeParticipant(
                    site=self.site,
                    dispute=dispute,
                    user=user,
                    capacity=Capacity.GRID_STAFF if of_grid else Capacity.MEDIATOR,
                    chosen="" if of_grid else Choosing.AGREED,
                    joined_on=dispute.occurred_on,
                )
            )
        for name in others:
            entry.hanging.append(
                DisputeParticipant(
                    site=self.site,
                    dispute=dispute,
                    name=name[:60],
                    capacity=Capacity.INVITED,
                    joined_on=dispute.occurred_on,
                )
            )

    def hanging(self, entry: Entry, dispute: Dispute, words: str, over_on: date) -> list:
        parties = [
            DisputeParty(site=self.site, dispute=dispute, side=side, name=name[:60])
            for field, side in (
                ("applicant", PartySide.APPLICANT),
                ("respondent", PartySide.RESPONDENT),
            )
            for part in entry.row.text(field).replace("，", "、").split("、")
            if (name := clean_name(part))
        ]
        return [
            DisputeWords(site=self.site, dispute=dispute, title=words[:60], summary=words),
            *parties,
            DisputeStep(
                site=self.site,
                dispute=dispute,
                actor=self.actor,
                happened_on=over_on,
                to_stage=dispute.stage,
                note=_("taken over from a past ledger"),
            ),
        ]

    def number(self, disputes: list) -> None:
        """Case numbers behind the last one of each year; the caller holds the site's lock."""
        last = dict(
            Dispute.objects.filter(site=self.site)
            .order_by()
            .values_list("case_year")
            .annotate(last=Max("case_seq"))
        )
        for dispute in sorted(disputes, key=lambda dispute: dispute.occurred_on):
            year = dispute.occurred_on.year
            last[year] = last.get(year, 0) + 1
            dispute.case_year, dispute.case_seq = year, last[year]


DISPUTE_LEDGER = LedgerTopic(
    name="disputes",
    title=gettext_lazy("Disputes"),
    columns=COLUMNS,
    needs=(("occurred_on",), ("applicant",), ("words",), ("result",)),
    model=Dispute,
    tables=(DisputeStep, DisputeParticipant, DisputeParty, DisputeWords, Dispute),
    readers=frozenset({Role.SITE_STAFF}),
    list_url="dispute_list",
    check=check,
)
