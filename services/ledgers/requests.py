"""The ledger of requests (群众诉求台账)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from lib.names import clean_name
from lib.phones import clean_phone, is_phone
from lib.scope import Role
from residents.models import Household
from services.enums.requests import (
    RequestAction,
    RequestCategory,
    RequestChannel,
    RequestLevel,
    RequestState,
)
from services.ledgers.cells import code_of, day_of, text_of
from services.ledgers.days import LedgerDays
from services.ledgers.households import Households, household_columns
from services.ledgers.identity import Identities, mark_known
from services.ledgers.rows import Entry, LedgerRow
from services.ledgers.topics import Column, LedgerTopic
from services.models import RequestStep, ServiceRequest
from sites.models import Organisation, ResettlementSite

COLUMNS = {
    "ledger_no": Column(
        gettext_lazy("number in the old ledger"),
        "诉求编号 工单编号 工单号 受理编号 台账编号",
        "2025-017",
    ),
    "occurred_on": Column(
        gettext_lazy("received on"),
        "受理日期 受理时间 登记日期 登记时间 反映时间 诉求时间 日期 时间 来访时间",
        "2025-03-12",
    ),
    **household_columns(),
    "caller_phone": Column(gettext_lazy("phone"), "联系电话 电话 联系方式 手机号码 手机", ""),
    "category": Column(
        gettext_lazy("category"), "诉求类别 诉求类型 事项类别 类别 类型 问题类型", "物业维修"
    ),
    "words": Column(
        gettext_lazy("what it is about"),
        "诉求内容 反映问题 反映内容 诉求事项 主要诉求 问题内容 事由 内容 事项",
        "楼道灯不亮",
    ),
    "channel": Column(
        gettext_lazy("channel"), "诉求来源 来源 受理方式 反映方式 渠道 受理渠道", "窗口"
    ),
    "lead": Column(
        gettext_lazy("handling unit"), "承办单位 办理单位 责任单位 处理单位 承办部门", ""
    ),
    "done_on": Column(
        gettext_lazy("done on"),
        "办结日期 办结时间 办理日期 办理时间 完成时间 处理时间",
        "2025-03-14",
    ),
    "reply": Column(
        gettext_lazy("reply to the resident"),
        "办理结果 办理情况 处理结果 处理情况 解决情况 答复内容 落实情况",
        "已更换灯具",
    ),
    "satisfaction": Column(
        gettext_lazy("satisfaction, as the ledger says"),
        "满意度 是否满意 群众满意度 回访情况 评价",
        "满意",
    ),
}
CATEGORIES = {
    "就医": RequestCategory.MEDICAL, "医疗": RequestCategory.MEDICAL,
    "医疗卫生": RequestCategory.MEDICAL, "看病": RequestCategory.MEDICAL,
    "就学": RequestCategory.SCHOOLING, "教育": RequestCategory.SCHOOLING,
    "入学": RequestCategory.SCHOOLING, "上学": RequestCategory.SCHOOLING,
    "就业": RequestCategory.EMPLOYMENT, "务工": RequestCategory.EMPLOYMENT,
    "物业": RequestCategory.REPAIR, "维修": RequestCategory.REPAIR,
    "房屋维修": RequestCategory.REPAIR, "水电": RequestCategory.REPAIR,
    "住房": RequestCategory.HOUSING, "户籍": RequestCategory.HOUSING,
    "证件": RequestCategory.HOUSING, "不动产": RequestCategory.HOUSING,
    "救助": RequestCategory.ASSISTANCE, "低保": RequestCategory.ASSISTANCE,
    "社保": RequestCategory.ASSISTANCE, "医保": RequestCategory.ASSISTANCE,
    "环境": RequestCategory.ENVIRONMENT, "卫生": RequestCategory.ENVIRONMENT,
    "环境卫生": RequestCategory.ENVIRONMENT,
    "政策": RequestCategory.POLICY, "咨询": RequestCategory.POLICY,
    "其他": RequestCategory.OTHER, "其它": RequestCategory.OTHER,
}  # fmt: skip
CHANNELS = {
    "来访": RequestChannel.COUNTER, "窗口": RequestChannel.COUNTER,
    "现场": RequestChannel.COUNTER, "服务中心": RequestChannel.COUNTER,
    "来电": RequestChannel.PHONE, "热线": RequestChannel.PHONE, "12345": RequestChannel.PHONE,
    "入户": RequestChannel.DOOR, "走访": RequestChannel.DOOR, "上门": RequestChannel.DOOR,
    "网格": RequestChannel.GRID, "网格员": RequestChannel.GRID, "楼长": RequestChannel.GRID,
    "网格员上报": RequestChannel.GRID, "会议": RequestChannel.MEETING,
    "网络": RequestChannel.ONLINE, "微信": RequestChannel.ONLINE, "微信群": RequestChannel.ONLINE,
}  # fmt: skip


def check(
    rows: Sequence[LedgerRow], site: ResettlementSite, actor: User, on: date
) -> Iterable[Entry]:
    """Entries of the rows: each with a request said to be done, or with what is wrong with it."""
    reader = _Reader(site, actor, on)
    return mark_known([reader.entry(row) for row in rows], ServiceRequest)


class _Reader:
    """What is looked up once for all rows of a ledger."""

    def __init__(self, site: ResettlementSite, actor: User, on: date) -> None:
        self.site, self.actor = site, actor
        self.days = LedgerDays.of(ServiceRequest, site, on)
        self.households = Households.of_site(site)
        self.identities = Identities("requests", site)
        bodies = Organisation.objects.filter(site=site) | Organisation.objects.filter(site=None)
        self.bodies = {body.name: body for body in bodies}
        recorded = ServiceRequest.objects.filter(site=site, is_historical=False).counting()
        self.recorded = {
            (row[0] or clean_name(row[1]), *row[2:])
            for row in recorded.values_list(
                "household_id", "caller_name", "category", "occurred_on"
            )
        }

    def entry(self, row: LedgerRow) -> Entry:
        entry = Entry(row)
        day = day_of(entry, "occurred_on", self.days)
        household = self.households.find(entry, day, outsiders=True)
        words, reply = text_of(entry, "words", 2000), self.reply(entry)
        ledger_no = text_of(entry, "ledger_no", 40)
        category = code_of(entry, "category", CATEGORIES, dict(RequestCategory.choices))
        channel = code_of(entry, "channel", CHANNELS, dict(RequestChannel.choices))
        done_on = self.done(entry, day)
        if not words and not entry.row.text("words"):
            entry.refuse("words", _("What it was about is missing. Write it in a few words."))
        if entry.faults or day is None or done_on is None:
            return entry
        caller = self.caller(entry, household)
        category = category or RequestCategory.OTHER
        who = household.pk if household else caller.get("caller_name", "")
        if who and (who, category, day) in self.recorded:
            entry.refuse(
                "occurred_on",
                _(
                    "The portal has a request of this category from the same household or caller "
                    "on that day already. Delete the row; another request is recorded in the "
                    "portal itself."
                ),
            )
            return entry
        parts = (day.isoformat(), row.text("ledger_no"), row.text("name"), words)
        token = self.identities.token(entry, "occurred_on", *parts)
        if token is None:
            return entry
        if not row.text("category"):
            entry.note("category", _("No category is named: taken as “other”."))
        through = RequestChannel(channel or RequestChannel.COUNTER)
        entry.record = ServiceRequest(
            site=self.site,
            household=household,
            **caller,
            category=category,
            channel=through,
            platform=through.platform,
            words=words,
            lead=self.lead(entry),
            occurred_on=day,
            accepted_on=day,
            done_on=done_on,
            reply=reply,
            state=RequestState.DONE_CLAIMED,
            ledger_no=ledger_no,
            recorded_by=self.actor,
            is_historical=True,
            token=token,
        )
        entry.hanging = [
            RequestStep(
                site=self.site,
                request=entry.record,
                actor=self.actor,
                action=RequestAction.CLAIM_DONE,
                state_to=RequestState.DONE_CLAIMED,
                level=RequestLevel.COMMUNITY,
                note=_("taken over from a past ledger"),
            )
        ]
        return entry

    def done(self, entry: Entry, day: date | None) -> date | None:
        """The day on which it was done; an open one does not come in by a ledger."""
        if not entry.row.text("done_on"):
            entry.refuse(
                "done_on",
                _("When it was done is missing. A request that is still open is recorded in the "
                  "portal itself; delete its row."),
            )  # fmt: skip
            return None
        done_on = day_of(entry, "done_on", self.days)
        if day and done_on and done_on < day:
            entry.refuse(
                "done_on",
                _("It was done on %(done)s, before it came in on %(day)s. Correct one of the two.")
                % {"done": done_on.isoformat(), "day": day.isoformat()},
            )
        return done_on

    def reply(self, entry: Entry) -> str:
        """What was done, with what the ledger says of satisfaction: a claim like the rest."""
        said = entry.row.text("satisfaction")[:60]
        parts = [text_of(entry, "reply", 1900)]
        if said:
            parts.append(_("(the ledger says: %(said)s)") % {"said": said})
        return " ".join(filter(None, parts))

    def caller(self, entry: Entry, household: Household | None) -> dict[str, str]:
        """Name and telephone of somebody who is not found in the register."""
        phone = clean_phone(entry.row.text("caller_phone"))
        known = {"caller_phone": phone if is_phone(phone) else ""}
        name = clean_name(entry.row.text("name"))[:60]
        if household is None and name:
            entry.note(
                "name",
                _("“%(found)s” is no one resident of the site: the name is kept as it is written.")
                % {"found": name},
            )
            known["caller_name"] = name
        return known

    def lead(self, entry: Entry) -> Organisation | None:
        said = entry.row.text("lead")
        body = self.bodies.get(said)
        if said and body is None:
            entry.note(
                "lead",
                _("“%(found)s” is no body of the site or county: the unit is left open.")
                % {"found": said[:40]},
            )
        return body


REQUEST_LEDGER = LedgerTopic(
    name="requests",
    title=gettext_lazy("Requests"),
    columns=COLUMNS,
    needs=(("occurred_on",), ("words",), ("done_on",)),
    model=ServiceRequest,
    tables=(RequestStep, ServiceRequest),
    readers=frozenset({Role.SITE_STAFF}),
    list_url="request_list",
    check=check,
)
