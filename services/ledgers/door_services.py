"""The ledger of door services (上门服务台账)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from lib.scope import Role
from services.enums.door_services import ServiceWay
from services.ledgers.cells import code_of, day_of, text_of
from services.ledgers.days import LedgerDays
from services.ledgers.households import Households, household_columns
from services.ledgers.identity import Identities, mark_known
from services.ledgers.people import People
from services.ledgers.rows import Entry, LedgerRow
from services.ledgers.topics import Column, LedgerTopic
from services.models import DoorService, DoorServiceDoer, DoorServiceKind
from services.models.door_services import CAPACITIES
from sites.models import ResettlementSite

COLUMNS = {
    "occurred_on": Column(
        gettext_lazy("done on"),
        "服务日期 日期 时间 服务时间 上门时间 上门日期 办理日期 走访时间 完成日期 登记日期",
        "2025-03-12",
    ),
    **household_columns(),
    "kind": Column(
        gettext_lazy("kind of service"),
        "服务类别 服务类型 服务项目 服务事项 类别 事项类别 项目 类型",
        "水电维修",
    ),
    "words": Column(
        gettext_lazy("what was done"),
        "服务内容 内容 事项 办理事项 主要内容 工作内容 服务情况 服务内容及结果 具体内容",
        "更换厨房水龙头",
    ),
    "doers": Column(
        gettext_lazy("done by"),
        "服务人 服务人员 经办人 办理人 工作人员 上门人员 责任人 网格员 服务者 走访人",
        "杨群飞、王涛",
    ),
    "capacity": Column(
        gettext_lazy("role in which it was done"),
        "服务身份 五员 五员身份 身份 服务角色 角色 服务身份五员",
        "排忧解难员",
    ),
    "way": Column(gettext_lazy("way of service"), "服务方式 方式", "入户服务"),
}
# What a ledger without a column of kinds says of them; by the codes that a county starts with.
WORDS_OF_KINDS = {
    "repair": "水 电 维修 管道 疏通 灯 门锁 漏",
    "health": "血压 随访 体检 就医 药 健康",
    "insurance": "医保 社保 养老 资格认证 参保",
    "papers": "户口 身份证 居住证 证明 证件 证照",
    "jobs": "岗位 招聘 务工 就业",
    "training": "培训",
    "schooling": "入学 转学 学籍 学校",
    "law": "法律 维权 合同",
    "hygiene": "卫生 垃圾 杂物 保洁",
    "customs": "酒席 移风易俗",
    "policy": "政策 宣传 宣讲",
    "elderly": "老人 代购 理发 助老",
    "condolence": "慰问 看望 走访",
}
WAYS = {
    "入户": ServiceWay.AT_HOME,
    "上门": ServiceWay.AT_HOME,
    "代办": ServiceWay.ERRAND,
    "跑腿": ServiceWay.ERRAND,
    "陪同": ServiceWay.ESCORT,
    "陪办": ServiceWay.ESCORT,
}


def check(
    rows: Sequence[LedgerRow], site: ResettlementSite, actor: User, on: date
) -> Iterable[Entry]:
    """Entries of the rows: each with a service, or with what is wrong with it."""
    reader = _Reader(site, actor, on)
    return mark_known([reader.entry(row) for row in rows], DoorService)


class _Reader:
    """What is looked up once for all rows of a ledger."""

    def __init__(self, site: ResettlementSite, actor: User, on: date) -> None:
        self.site, self.actor = site, actor
        self.days = LedgerDays.of(DoorService, site, on)
        self.households = Households.of_site(site)
        self.people = People.of_site(site)
        self.kinds = list(DoorServiceKind.objects.all())
        recorded = DoorService.objects.filter(site=site, is_historical=False).counting()
        self.recorded = set(recorded.values_list("household_id", "kind_id", "occurred_on"))
        self.identities = Identities("door_services", site)

    def entry(self, row: LedgerRow) -> Entry:
        entry = Entry(row)
        day = day_of(entry, "occurred_on", self.days)
        household = self.households.find(entry, day)
        words = text_of(entry, "words", 300)
        kind = self.kind(entry, words)
        capacity = code_of(entry, "capacity", {}, dict(CAPACITIES))
        way = code_of(entry, "way", WAYS, dict(ServiceWay.choices)) or ServiceWay.AT_HOME
        users, others = self.people.read(row.text("doers"))
        named = "、".join(others)
        if len(named) > 120:
            entry.refuse("doers", _("So many names have no room here. Name the doers alone."))
        if entry.faults or day is None or household is None or kind is None:
            return entry
        if (household.pk, kind.pk, day) in self.recorded:
            entry.refuse(
                "occurred_on",
                _(
                    "The portal has a service of this kind for household %(number)s on that day "
                    "already. Delete the row; another service is recorded in the portal itself."
                )
                % {"number": household.household_no},
            )
            return entry
        parts = (household.household_no, day.isoformat(), kind.code, words, row.text("doers"))
        token = self.identities.token(entry, "occurred_on", *parts)
        if token is None:
            return entry
        if others:
            entry.note(
                "doers",
                _("%(names)s: nobody, or more than one colleague of the site, is called so. The "
                  "name is kept as it is written.")
                % {"names": named},
            )  # fmt: skip
        entry.record = DoorService(
            site=self.site,
            household=household,
            kind=kind,
            capacity=capacity,
            way=way,
            words=words,
            doers_named=named,
            occurred_on=day,
            recorded_by=self.actor,
            is_historical=True,
            token=token,
        )
        entry.hanging = [
            DoorServiceDoer(site=self.site, service=entry.record, doer=user) for user in users
        ]
        return entry

    def kind(self, entry: Entry, words: str) -> DoorServiceKind | None:
        """The kind that the row names; without a name, what its words tell; else the last one."""
        said = entry.row.text("kind")
        exact = next((kind for kind in self.kinds if kind.name == said), None)
        if exact:
            return exact
        by_code = {kind.code: kind for kind in self.kinds}
        for code, hints in WORDS_OF_KINDS.items():
            if code in by_code and any(hint in (said or words) for hint in hints.split()):
                return by_code[code]
        if not said and "other" in by_code:
            entry.note(
                "words",
                _("No kind is named: taken as “%(kind)s”.") % {"kind": by_code["other"].name},
            )
            return by_code["other"]
        entry.refuse(
            "kind",
            _("“%(found)s” is no kind of door service. Write one of: %(words)s.")
            % {"found": said[:40], "words": "、".join(kind.name for kind in self.kinds)},
        )
        return None


DOOR_SERVICE_LEDGER = LedgerTopic(
    name="door_services",
    title=gettext_lazy("Door services"),
    columns=COLUMNS,
    needs=(("occurred_on",), ("household_no", "name", "address", "room_no")),
    model=DoorService,
    tables=(DoorServiceDoer, DoorService),
    readers=frozenset({Role.COUNTY_STAFF, Role.SITE_STAFF}),
    list_url="door_list",
    check=check,
)
