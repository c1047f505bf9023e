"""The life events that a roster proposes: what it has otherwise than the register, and what may
have happened.

A proposal is read from a finding of the batch and held against the register of today: what the
register has meanwhile is settled, what it cannot do yet says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lib.dated import current_q
from lib.scope import Scope
from residents.actions.imports.files import words_of
from residents.enums import FindingCode, LifeEventKind, Relation
from residents.models import Household, ImportFinding, Membership, Occupancy, Person
from residents.roster import sentence_of
from residents.rules import EDITORS
from sites.models import Dwelling

# A finding to the kinds of event that may have happened, the likeliest first.
KINDS: dict[str, tuple[LifeEventKind, ...]] = {
    FindingCode.ABSENT_IN_FILE: (
        LifeEventKind.OUT, LifeEventKind.MARRIAGE_OUT, LifeEventKind.DEATH, LifeEventKind.ABSENCE,
    ),
    FindingCode.HEAD_DIFFERS: (LifeEventKind.HEAD,),
    FindingCode.DWELLING_DIFFERS: (LifeEventKind.MOVE,),
    FindingCode.ID_IN_OTHER_HOUSEHOLD: (LifeEventKind.JOIN, LifeEventKind.MARRIAGE_IN),
    FindingCode.HOUSEHOLD_SPLITS: (LifeEventKind.SPLIT,),
}  # fmt: skip
OF_SEVERAL = (LifeEventKind.OUT, LifeEventKind.ABSENCE)


@dataclass
class Proposal:
    """One difference: what the file says, which events fit, and whether it can be accepted now.

    `why_not` is "" where it can; `settled` where the register agrees with the file already.
    """

    finding: ImportFinding
    household: Household
    sentence: str
    persons: list[Person] = field(default_factory=list)
    head: Person | None = None
    dwelling: Dwelling | None = None
    number: str = ""
    relation: str = ""
    settled: bool = False
    why_not: str = ""

    @property
    def kinds(self) -> tuple[LifeEventKind, ...]:
        kinds = KINDS[self.finding.code]
        whole = self.finding.code == FindingCode.ABSENT_IN_FILE and not self.persons
        return kinds[:1] if whole else kinds

    @property
    def newcomer(self) -> Person | None:
        """Who comes into the household, where that is what happened."""
        if self.finding.code == FindingCode.ID_IN_OTHER_HOUSEHOLD:
            return self.persons[0]
        return None

    @property
    def is_open(self) -> bool:
        return not self.settled and not self.why_not

    def arguments(self, kind: str) -> dict[str, Any]:
        """What the action of this kind takes besides actor, facts and household."""
        one = self.persons[0] if self.persons else None
        return {
            LifeEventKind.OUT: {"persons": self.persons, "new_head": self.head},
            LifeEventKind.MARRIAGE_OUT: {"person": one, "new_head": self.head},
            LifeEventKind.DEATH: {"person": one, "new_head": self.head},
            LifeEventKind.ABSENCE: {"persons": self.persons},
            LifeEventKind.HEAD: {"person": self.head},
            LifeEventKind.MOVE: {"dwelling": self.dwelling},
            LifeEventKind.JOIN: {"person": one, "relation": self.relation},
            LifeEventKind.MARRIAGE_IN: {"person": one, "relation": self.relation},
            LifeEventKind.SPLIT: {
                "persons": self.persons, "head": self.head, "dwelling": self.dwelling,
                "number": self.number,
            },
        }[kind]  # fmt: skip

    def initial(self, kind: str) -> dict[str, Any]:
        """What the form of this kind starts with."""
        given = self.arguments(kind)
        start: dict[str, Any] = {
            name: value.pk for name, value in given.items() if isinstance(value, Person)
        }
        if "persons" in given:
            start["persons"] = [person.pk for person in self.persons]
        if self.dwelling is not None:
            start["dwelling"] = str(self.dwelling)
        return {
            **start,
            "relation": self.relation,
            "number": self.number,
            "evidence": evidence_of(self.finding.batch.file_name),
        }


def findings_with_events(batch_id: int) -> Any:
    """The findings of a batch that propose a life event, in the order of the file."""
    return ImportFinding.objects.filter(batch=batch_id, code__in=KINDS).order_by("position")


def proposals_of(findings: Iterable[ImportFinding], scope: Scope) -> list[Proposal]:
    """The proposals of these findings of one batch; seven statements, whatever their number.

    Those that name a household or person whom the reader may not change are left out.
    """
    words = {finding.pk: (finding, words_of(finding)) for finding in findings}
    told = [(finding, said, said["ids"]) for finding, said in words.values() if "ids" in said]
    register = _Today(
        scope, [ids for _finding, _said, ids in told], [said for _f, said, _i in told]
    )
    found = [register.proposal(finding, said, ids) for finding, said, ids in told]
    proposals = [proposal for proposal in found if proposal is not None]
    _name_new_heads(proposals)
    return proposals


def _name_new_heads(proposals: list[Proposal]) -> None:
    """Where the head is absent and the file names another one, that one heads those who stay."""
    named = {
        row.household.pk: row.head
        for row in proposals
        if row.finding.code == FindingCode.HEAD_DIFFERS and row.head
    }
    for row in proposals:
        if row.finding.code == FindingCode.ABSENT_IN_FILE and row.persons:
            is_head = row.household.head_id == row.persons[0].pk  # type: ignore[attr-defined]
            row.head = named.get(row.household.pk) if is_head else None


class _Today:
    """What the register knows today of all that the findings name."""

    def __init__(self, scope: Scope, ids: list[dict[str, Any]], said: list[dict[str, Any]]) -> None:
        mine, on = scope.only(EDITORS), scope.on
        households = {row["household"] for row in ids}
        persons = {pk for row in ids for pk in (row.get("person"), *row.get("persons", ())) if pk}
        self.on = on
        self.households = Household.objects.within(mine).for_list(on).in_bulk(households)
        members = Membership.objects.current(on).filter(household__in=self.households)
        self.members: dict[int, dict[str, list[Person]]] = {}
        for member in members.select_related("person"):
            named = self.members.setdefault(member.household_id, {})
            named.setdefault(member.person.name, []).append(member.person)
        self.persons = Person.objects.within(mine).in_bulk(persons)
        homes = Membership.objects.current(on).filter(person__in=self.persons)
        self.home_of = dict(homes.values_list("person", "household"))
        self.dwellings = self._dwellings(said)
        taken = Occupancy.objects.filter(current_q(on), dwelling__in=self.dwellings.values())
        self.taken = dict(taken.values_list("dwelling", "household__household_no"))
        numbers = {row["found"] for row in said if "count" in row}
        self.numbers = set(
            Household.objects.within(mine)
            .filter(household_no__in=numbers)
            .values_list("site", "household_no")
        )

    def _dwellings(self, said: list[dict[str, Any]]) -> dict[str, Dwelling]:
        """Address to the site's dwelling."""
        addresses = {row.get("address") or row.get("found", "") for row in said}
        parts = [text.split("-") for text in addresses if text.count("-") == 2]
        sites = {household.site_id for household in self.households.values()}
        rows = Dwelling.objects.filter(
            site__in=sites,
            stairwell__building__name__in=[p[0] for p in parts],
            room_no__in=[p[2] for p in parts],
        )
        return {str(row): row for row in rows.with_address()}

    def proposal(
        self, finding: ImportFinding, said: dict[str, Any], ids: dict[str, Any]
    ) -> Proposal | None:
        household = self.households.get(ids["household"])
        asked = ids.get("persons") or [ids["person"]] if ids.get("person") else []
        persons = [self.persons[pk] for pk in asked if pk in self.persons]
        if household is None or len(persons) < len(asked):
            return None
        proposal = Proposal(
            finding=finding,
            household=household,
            sentence=_told(finding, said, persons),
            persons=persons,
            relation=said.get("relation") or "",
        )
        READERS_OF[finding.code](self, proposal, said, ids)
        if household.ended_on is not None and not proposal.settled:
            proposal.why_not = _("The household has ended.")
        return proposal

    def absent(self, proposal: Proposal, said: dict[str, Any], ids: dict[str, Any]) -> None:
        household = proposal.household
        if not proposal.persons:
            proposal.settled = household.ended_on is not None
        else:
            proposal.settled = self.home_of.get(proposal.persons[0].pk) != household.pk

    def head(self, proposal: Proposal, said: dict[str, Any], ids: dict[str, Any]) -> None:
        named = self.members.get(proposal.household.pk, {}).get(said["found"], [])
        chosen = proposal.persons or (named if len(named) == 1 else [])
        proposal.head = chosen[0] if chosen else None
        if proposal.head is None or self.home_of.get(proposal.head.pk, 0) not in (
            0, proposal.household.pk,
        ):  # fmt: skip
            proposal.why_not = _("Store the roster first: the person is not a member yet.")
        elif proposal.household.head_id == proposal.head.pk:  # type: ignore[attr-defined]
            proposal.settled = True

    def dwelling(self, proposal: Proposal, said: dict[str, Any], ids: dict[str, Any]) -> None:
        proposal.dwelling = self.dwellings.get(said["found"])
        home = proposal.household.home  # type: ignore[attr-defined]
        address = "-".join((home["building"], home["stairwell"], home["room"])) if home else ""
        if address == said["found"]:
            proposal.settled = True
        elif proposal.dwelling is None:
            proposal.why_not = _(
                "The dwelling is not registered. Enter it in the master data first."
            )

    def other_household(
        self, proposal: Proposal, said: dict[str, Any], ids: dict[str, Any]
    ) -> None:
        proposal.settled = self.home_of.get(proposal.persons[0].pk) == proposal.household.pk
        if proposal.relation == Relation.HEAD:
            proposal.relation = ""

    def split(self, proposal: Proposal, said: dict[str, Any], ids: dict[str, Any]) -> None:
        proposal.number = said["found"]
        head = self.persons.get(ids.get("person") or 0)
        proposal.head = head or proposal.persons[0]
        dwelling = self.dwellings.get(said.get("address") or "")
        if dwelling is not None and dwelling.pk not in self.taken:
            proposal.dwelling = dwelling
        proposal.settled = (proposal.household.site_id, proposal.number) in self.numbers


def _told(finding: ImportFinding, said: dict[str, Any], persons: list[Person]) -> str:
    """What the file says; who stands elsewhere is named, and not by his identity number."""
    if finding.code != FindingCode.ID_IN_OTHER_HOUSEHOLD:
        return sentence_of(finding.code, said)
    words = {"name": persons[0].name, "other": said["other"]}
    if said.get("left"):
        return _("The file has %(name)s here, who left household %(other)s.") % words
    return _("The file has %(name)s here, the register in household %(other)s.") % words


READERS_OF = {
    FindingCode.ABSENT_IN_FILE: _Today.absent,
    FindingCode.HEAD_DIFFERS: _Today.head,
    FindingCode.DWELLING_DIFFERS: _Today.dwelling,
    FindingCode.ID_IN_OTHER_HOUSEHOLD: _Today.other_household,
    FindingCode.HOUSEHOLD_SPLITS: _Today.split,
}


def evidence_of(file_name: str) -> str:
    """What shows an event that a roster told of."""
    return (_("roster “%(file)s”") % {"file": file_name})[:120]
