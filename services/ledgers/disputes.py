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
    LEVEL_OF_CHANNEL,
    Capacity,
    Choosing,
    Complexity,
    DisputeChannel,
    DisputeKind,
    DisputeSource,
)
from services.ledgers.cells import code_of, day_of, text_of
from services.ledgers.days import LedgerDays
from services.ledgers.dispute_words import (
    CHANNELS,
    COLUMNS,
    KINDS,
    RESULT_LABELS,
    RESULTS,
    SETTLED,
    SIDES,
)
from services.ledgers.identity import Identities, mark_known
from services.ledgers.people import People
from services.ledgers.rows import Entry, LedgerRow
from services.ledgers.topics import LedgerTopic
from services.models import (
    Dispute,
    DisputeParticipant,
    DisputeParty,
    DisputeStep,
    DisputeWords,
)
from sites.models import ResettlementSite


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
        self.site, self.actor = site, actor
        self.days = LedgerDays.of(Dispute, site, on)
        self.people = People.of_site(site)
        self.identities = Identities("disputes", site)
        recorded = Dispute.objects.filter(site=site, is_historical=False).counting()
        self.recorded: dict[tuple[str, date], set[str]] = {}
        for kind, day, name in recorded.values_list("kind", "occurred_on", "parties__name"):
            self.recorded.setdefault((kind, day), set()).add(clean_name(name or ""))

    def entry(self, row: LedgerRow) -> Entry:
        entry = Entry(row)
        day = day_of(entry, "occurred_on", self.days)
        over_on = day_of(entry, "over_on", self.days) if row.text("over_on") else day
        words, ledger_no = text_of(entry, "words", 4000), text_of(entry, "ledger_no", 40)
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
        kind = kind or DisputeKind.OTHER
        if self.names(row) & self.recorded.get((kind, day), set()):
            entry.refuse(
                "occurred_on",
                _(
                    "The portal has a dispute of this type with one of these parties on that day "
                    "already. Delete the row; another dispute is registered in the portal itself."
                ),
            )
            return entry
        parts = (day.isoformat(), row.text("applicant"), row.text("respondent"), words)
        token = self.identities.token(entry, "occurred_on", *parts)
        if token is None:
            return entry
        channel = channel or DisputeChannel.SERVICE_CENTRE
        dispute = Dispute(
            site=self.site,
            occurred_on=day,
            # A ledger gives one day for both: what is settled has been accepted.
            accepted_on=day,
            ledger_no=ledger_no,
            source=DisputeSource.ON_APPLICATION,
            kind=kind,
            complexity=Complexity.SIMPLE,
            channel=channel,
            level=LEVEL_OF_CHANNEL[channel],
            recorded_by=self.actor,
            is_historical=True,
            token=token,
        )
        entry.record = dispute
        self.end(entry, dispute, result, over_on)
        entry.hanging += self.hanging(entry, dispute, words, over_on)
        return entry

    def names(self, row: LedgerRow) -> set[str]:
        """The parties that a row names, whatever their side."""
        return {name for field, _side in SIDES for name in _names_in(row, field)}

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
        for user in users:
            of_grid = self.people.in_grid(user, dispute.occurred_on)
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
            for field, side in SIDES
            for name in _names_in(entry.row, field)
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


def _names_in(row: LedgerRow, field: str) -> list[str]:
    parts = row.text(field).replace("，", "、").split("、")
    return [name for part in parts if (name := clean_name(part))]


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
