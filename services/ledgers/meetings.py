"""The ledger of meetings (会议台账)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from lib.scope import Role
from services.enums.meetings import MeetingState
from services.ledgers.cells import day_of, number_of, text_of
from services.ledgers.days import LedgerDays
from services.ledgers.identity import Identities, mark_known
from services.ledgers.people import People
from services.ledgers.rows import Entry, LedgerRow
from services.ledgers.topics import Column, LedgerTopic
from services.models import Meeting, MeetingKind, MeetingStep
from sites.models import ResettlementSite

# An old ledger gives the day alone.
HOUR = time(9)
COLUMNS = {
    "occurred_on": Column(
        gettext_lazy("day"), "会议时间 会议日期 时间 日期 召开时间 召开日期", "2025-03-12"
    ),
    "kind": Column(gettext_lazy("kind of meeting"), "会议类型 会议类别 类型 类别", "居民代表会议"),
    "title": Column(
        gettext_lazy("title"), "会议名称 会议主题 议题 会议议题 主题 名称", "讨论楼道照明改造"
    ),
    "place": Column(gettext_lazy("place"), "会议地点 地点 召开地点", "党群服务中心二楼"),
    "chair": Column(gettext_lazy("chair"), "主持人 会议主持 主持", "石书记"),
    "due": Column(gettext_lazy("due"), "应到人数 应到 应参会人数", "40"),
    "present": Column(
        gettext_lazy("present"), "实到人数 实到 参会人数 到会人数 参加人数 出席人数", "36"
    ),
    "minutes": Column(
        gettext_lazy("minutes"),
        "会议内容 会议纪要 议定事项 会议记录 主要内容 内容 决议",
        "同意改造",
    ),
}


def check(
    rows: Sequence[LedgerRow], site: ResettlementSite, actor: User, on: date
) -> Iterable[Entry]:
    """Entries of the rows: each with a meeting that took place, or with what is wrong with it."""
    reader = _Reader(site, actor, on)
    return mark_known([reader.entry(row) for row in rows], Meeting)


class _Reader:
    """What is looked up once for all rows of a ledger."""

    def __init__(self, site: ResettlementSite, actor: User, on: date) -> None:
        self.site, self.actor = site, actor
        self.days = LedgerDays.of(Meeting, site, on)
        self.people = People.of_site(site)
        self.kinds = list(MeetingKind.objects.all())
        self.identities = Identities("meetings", site)
        held = Meeting.objects.filter(site=site, is_historical=False).took_place()
        self.held = set(held.values_list("kind_id", "occurred_on", "title"))

    def entry(self, row: LedgerRow) -> Entry:
        entry = Entry(row)
        day = day_of(entry, "occurred_on", self.days)
        kind = self.kind(entry)
        title = text_of(entry, "title", 120)
        place, minutes = text_of(entry, "place", 120), text_of(entry, "minutes", 10_000)
        due, present = number_of(entry, "due"), number_of(entry, "present")
        if due is not None and present is not None and present > due:
            entry.refuse(
                "present",
                _("%(present)s were present, but only %(due)s due. Correct one of the two.")
                % {"present": present, "due": due},
            )
        if entry.faults or day is None or kind is None:
            return entry
        title = title or kind.name
        if (kind.pk, day, title) in self.held:
            entry.refuse(
                "title", _("The portal has this meeting of that day already. Delete the row.")
            )
            return entry
        token = self.identities.token(entry, "occurred_on", day.isoformat(), kind.code, title)
        if token is None:
            return entry
        chairs, others = self.people.read(row.text("chair"))
        if others or len(chairs) > 1:
            entry.note(
                "chair",
                _("“%(found)s” is no one colleague of the site: the chair is left open.")
                % {"found": row.text("chair")[:40]},
            )
        entry.record = Meeting(
            site=self.site,
            kind=kind,
            title=title,
            occurred_on=day,
            planned_at=timezone.make_aware(datetime.combine(day, HOUR)),
            place=place,
            chair=chairs[0] if len(chairs) == 1 and not others else None,
            state=MeetingState.CLOSED,
            due_others=due if due is not None else present or 0,
            present_others=present or 0,
            minutes=minutes,
            recorded_by=self.actor,
            is_historical=True,
            token=token,
        )
        entry.hanging = [
            MeetingStep(
                site=self.site,
                meeting=entry.record,
                actor=self.actor,
                to_state=MeetingState.CLOSED,
                note=_("taken over from a past ledger"),
            )
        ]
        return entry

    def kind(self, entry: Entry) -> MeetingKind | None:
        """The kind that the row names, or that its title begins or ends with."""
        said, title = entry.row.text("kind"), entry.row.text("title")
        for kind in self.kinds:
            if said in (kind.name, kind.name_en) if said else kind.name in title:
                return kind
        entry.refuse(
            "kind" if said else "title",
            _("“%(found)s” is no kind of meeting. Write one of: %(words)s.")
            % {"found": (said or title)[:40], "words": "、".join(kind.name for kind in self.kinds)},
        )
        return None


MEETING_LEDGER = LedgerTopic(
    name="meetings",
    title=gettext_lazy("Meetings"),
    columns=COLUMNS,
    needs=(("occurred_on",), ("kind", "title")),
    model=Meeting,
    tables=(MeetingStep, Meeting),
    readers=frozenset({Role.COUNTY_STAFF, Role.SITE_STAFF}),
    list_url="meeting_list",
    check=check,
)
