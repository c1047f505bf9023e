"""The printed papers of a case and when each makes sense (B3)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Text
from services.dispute_terms import court_until
from services.enums.dispute_stages import DisputeMove
from services.enums.disputes import Capacity, PartySide
from services.enums.mediations import AgreementForm, SessionKind
from services.models import (
    Dispute,
    DisputeParticipant,
    DisputeParty,
    DisputeWords,
    MediationCommittee,
)


@dataclass(frozen=True, slots=True)
class CasePaper:
    """One form: its name in the address, its title, its template."""

    name: str
    title: Text

    @property
    def template(self) -> str:
        return f"services/dispute_print_{self.name}.html"


@dataclass(frozen=True, slots=True)
class PaperParty:
    """One party as the forms ask for him; what is not known stays a blank to fill in by hand."""

    side: str
    name: str
    is_organisation: bool
    sex: str
    ethnic: str
    age: int | None
    occupation: str
    phone: str
    address: str
    id_number: str
    agent: str


PAPERS = {
    paper.name: paper
    for paper in (
        CasePaper("application", _("Application for mediation")),
        CasePaper("acceptance", _("Acceptance register")),
        CasePaper("rights", _("Notice of rights and duties")),
        CasePaper("investigation", _("Record of investigation")),
        CasePaper("mediation", _("Record of mediation")),
        CasePaper("agreement", _("Mediation agreement")),
        CasePaper("oral", _("Register of oral agreements")),
        CasePaper("court", _("Application for judicial confirmation")),
        CasePaper("visits", _("Record of follow-up")),
        CasePaper("cover", _("Cover of the file")),
        CasePaper("contents", _("List of contents")),
        CasePaper("remarks", _("Remarks on the file")),
    )
}


def ready_papers(dispute: Dispute) -> list[CasePaper]:
    """The forms that this case can be printed on now."""
    agreement = getattr(dispute, "agreement", None)
    kinds = set(dispute.sessions.values_list("kind", flat=True))
    made = set(dispute.steps.values_list("move", flat=True))
    written = agreement is not None and agreement.form == AgreementForm.WRITTEN
    ready = {
        "rights": DisputeMove.APPOINT in made,
        "investigation": SessionKind.INVESTIGATION in kinds,
        "mediation": SessionKind.MEDIATION in kinds,
        "agreement": written,
        "oral": agreement is not None and not written,
        "court": written,
        "visits": bool(made & {DisputeMove.FOLLOW_UP, DisputeMove.CONFIRM}),
    }
    return [paper for name, paper in PAPERS.items() if ready.get(name, True)]


def papers_of(dispute: Dispute) -> list[dict[str, str]]:
    """The forms of `ready_papers` as links: label and address."""
    return [
        {"label": str(paper.title), "url": reverse("dispute_print", args=[dispute.pk, paper.name])}
        for paper in ready_papers(dispute)
    ]


def paper_context(dispute: Dispute, paper: str, on: date) -> dict[str, Any]:
    """What the form `paper` is filled with; the caller has asked who may read the case.

    Committee and mediators are those of the day that the form tells of, whoever came since.
    """
    day = _day_of(dispute, paper, on)
    parties = [_on_paper(party, on) for party in dispute.parties.select_related("person")]
    people = list(dispute.participants.select_related("user"))
    sessions = list(dispute.sessions.select_related("recorder"))
    papers = list(dispute.papers.defer("file_sealed"))
    committee = MediationCommittee.objects.current(day).filter(site=dispute.site_id).first()
    agreement = getattr(dispute, "agreement", None)
    return {
        "dispute": dispute,
        # A past ledger gave no words: the lines stay empty.
        "words": getattr(dispute, "words", None) or DisputeWords(),
        "committee": committee.name if committee else f"{dispute.site.name}人民调解委员会",
        "parties": parties,
        "applicants": [party for party in parties if party.side == PartySide.APPLICANT],
        "respondents": [party for party in parties if party.side != PartySide.APPLICANT],
        "mediators": _mediators(people, day),
        # Whoever helped is entered when he is known, and what he did stays his.
        "helpers": [str(row) for row in people if row.capacity != Capacity.MEDIATOR],
        "agreement": agreement,
        "court_until": court_until(agreement.effective_on) if agreement else None,
        "confirmation": getattr(dispute, "confirmation", None),
        "investigations": [row for row in sessions if row.kind == SessionKind.INVESTIGATION],
        "mediations": [
            (row, _mediators(people, row.held_on))
            for row in sessions
            if row.kind == SessionKind.MEDIATION
        ],
        "visits": dispute.follow_ups.select_related("made_by"),
        "contents": contents_of(papers),
        "pages": sum(paper.pages for paper in papers),
    }


def _day_of(dispute: Dispute, paper: str, on: date) -> date:
    """The day that a form tells of: taken in, rights told, or how the case came to its end."""
    match paper:
        case "application" | "acceptance":
            return dispute.accepted_on or dispute.occurred_on
        case "rights":
            told = dispute.steps.filter(move=DisputeMove.TELL_RIGHTS).last()
            return told.happened_on if told else on
    return dispute.settled_on or dispute.ended_on or on


def _mediators(people: list[DisputeParticipant], on: date) -> list[str]:
    """The mediators on the case on that day; on the day of a change those who came."""
    return [
        str(row)
        for row in people
        if row.capacity == Capacity.MEDIATOR
        and row.joined_on <= on
        and (row.left_on is None or row.left_on > on)
    ]


def contents_of(papers: list[Any]) -> list[dict[str, Any]]:
    """The list of contents: each paper with its first and last page in the file."""
    lines, page = [], 1
    for number, paper in enumerate(papers, start=1):
        lines.append(
            {"number": number, "paper": paper, "first": page, "last": page + paper.pages - 1}
        )
        page += paper.pages
    return lines


def _on_paper(party: DisputeParty, on: date) -> PaperParty:
    person = party.person
    agent = " ".join(part for part in (party.agent_name, party.agent_phone) if part)
    born = party.birth_date
    return PaperParty(
        side=party.side,
        name=party.name,
        is_organisation=party.is_organisation,
        sex={"1": "男", "2": "女"}.get(party.sex, ""),
        ethnic=person.get_ethnic_code_display() if person else "",
        age=on.year - born.year - ((on.month, on.day) < (born.month, born.day)) if born else None,
        occupation=party.occupation,
        phone=party.phone or (person.phone if person else ""),
        address=party.address,
        id_number=person.id_number if person else party.id_number,
        agent=agent,
    )
