"""What the page of one dispute shows: to who may read it, and to who may not."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.masking import mask_identity_number, mask_phone
from lib.periods import today
from lib.scope import Scope
from lib.timeline import Matter
from services.dispute_papers import papers_of
from services.dispute_terms import court_until
from services.dossiers import missing_papers, wanted_papers
from services.enums.dispute_stages import AT_WORK, DISPUTE_MACHINE, DisputeMove, DisputeStage
from services.enums.mediations import AgreementForm, PaperKind, Performance
from services.models import Dispute, DisputeParty
from services.rules.disputes import rule_of_move

S, M = DisputeStage, DisputeMove
# The way that a case goes from here on; what it has behind it, its own steps say.
WAY = (
    S.REGISTERED, S.ACCEPTED, S.APPOINTED, S.RIGHTS_TOLD, S.MEDIATING, S.AGREED, S.FOLLOWED_UP,
    S.CLOSED, S.FILED,
)  # fmt: skip
# What is offered first in a stage; all others stand behind it.
NEXT = {
    S.REGISTERED: M.ACCEPT,
    S.ACCEPTED: M.APPOINT,
    S.APPOINTED: M.TELL_RIGHTS,
    S.RIGHTS_TOLD: M.HOLD_SESSION,
    S.MEDIATING: M.AGREE,
    S.GUIDED: M.CLOSE,
    S.ENDED: M.CLOSE,
    S.AGREED: M.CONFIRM,
    S.FOLLOWED_UP: M.CLOSE,
    S.CLOSED: M.FILE,
}
OF_COURT = (PaperKind.COURT_APPLICATION, PaperKind.COURT_DECISION)
COURT_SOON = 7
# What leaves a visit to be made, also after the case is closed.
OWED = (Performance.NOT_YET, Performance.PARTLY, Performance.REFUSED)


@dataclass(frozen=True, slots=True)
class Offer:
    """One step that the reader may take now."""

    label: str
    url: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party, numbers masked."""

    party: DisputeParty
    phone: str
    id_number: str


def offers(scope: Scope, dispute: Dispute) -> list[Offer]:
    """The steps that are possible now and allowed, the next one of the way first."""
    moves = [move for move in DISPUTE_MACHINE.moves_from(dispute.stage) if _fits(dispute, move)]
    # Each rule is asked once, however many steps it decides.
    allowed = {rule: rule(scope, dispute) for rule in {rule_of_move(move) for move in moves}}
    found = []
    for move in moves:
        if move == M.SETTLE_AT_ONCE or not allowed[rule_of_move(move)]:
            continue
        url = reverse("dispute_step", args=[dispute.pk, move])
        found.append(Offer(str(M(move).label), url, move == NEXT.get(S(dispute.stage))))
    return sorted(found, key=lambda offer: not offer.is_next)


def _fits(dispute: Dispute, move: str) -> bool:
    """Leaves out what the facts of the case make pointless."""
    agreement = getattr(dispute, "agreement", None)
    court = getattr(dispute, "confirmation", None)
    match move:
        case M.CONFIRM:
            return dispute.settled_on is not None and dispute.confirmed_by_id is None
        case M.APPLY_COURT:
            written = agreement is not None and agreement.form == AgreementForm.WRITTEN
            in_time = not dispute.is_over or (
                written and court_until(agreement.effective_on) >= today()
            )
            return written and court is None and in_time
        case M.DECIDE_COURT:
            return court is not None and court.decided_on is None
        case M.REOPEN:
            pending = court is not None and court.decided_on is None
            return dispute.settled_on is not None and not pending
        case M.FOLLOW_UP:
            return not dispute.is_over or dispute.performance in OWED
    return True


def steps_of(dispute: Dispute) -> list[dict[str, str]]:
    """The stages that the case went through, and what lies before it; none that it never made."""
    at = S(dispute.stage)
    behind: list[str] = []
    for stage in dispute.steps.values_list("to_stage", flat=True):
        # Mediated again, a case is back where it was.
        behind = behind[: behind.index(stage)] if stage in behind else behind
        behind.append(stage)
    ahead = (S.CLOSED, S.FILED) if at in (S.GUIDED, S.ENDED) else WAY[WAY.index(at) + 1 :]
    return [
        *({"label": str(S(one).label), "state": "done"} for one in behind if one != at),
        {"label": str(at.label), "state": "current"},
        *({"label": str(one.label), "state": "todo"} for one in ahead),
    ]


def outline_of(dispute: Dispute) -> list[dict[str, Any]]:
    """The changes of stage with their days: all that is shown to who may not read the case."""
    labels = dict(DisputeStage.choices)
    return [
        {"on": on, "stage": labels[after]}
        for on, before, after in dispute.steps.values_list("happened_on", "from_stage", "to_stage")
        if before != after
    ]


def matters_of(dispute: Dispute, on: date) -> list[Matter]:
    """What is due or late in this case, in words; the limit warns and never blocks."""
    found = []
    if dispute.stage in AT_WORK and dispute.due_on:
        found.append(_limit(dispute, on))
    agreement = getattr(dispute, "agreement", None)
    court = getattr(dispute, "confirmation", None)
    # Closing a case ends neither the court's window nor what the parties owe each other.
    if agreement is not None:
        if agreement.form == AgreementForm.WRITTEN and court is None:
            last = court_until(agreement.effective_on)
            left = (last - on).days
            if left >= 0:
                told = ngettext(
                    "Judicial confirmation: %(left)s day left, until %(day)s",
                    "Judicial confirmation: %(left)s days left, until %(day)s",
                    left,
                )
                words = {"left": left, "day": last.isoformat()}
                found.append(
                    Matter(told % words, state="near_due" if left <= COURT_SOON else "running")
                )
        if agreement.perform_by and dispute.performance in ("not_yet", "partly"):
            late = agreement.perform_by < on
            told = _("The agreement is to be performed by %(day)s")
            found.append(
                Matter(
                    told % {"day": agreement.perform_by.isoformat()},
                    state="overdue" if late else "running",
                )
            )
        if dispute.confirmed_by_id is None and not dispute.is_over:
            found.append(
                Matter(
                    _("Settled, but not confirmed by somebody else yet: it does not count."),
                    state="near_due",
                )
            )
    return found


def _limit(dispute: Dispute, on: date) -> Matter:
    left = (dispute.due_on - on).days  # type: ignore[operator]
    words = {"left": abs(left), "day": dispute.due_on.isoformat()}  # type: ignore[union-attr]
    if left < 0:
        told = ngettext(
            "The time limit of %(day)s has passed by %(left)s day",
            "The time limit of %(day)s has passed by %(left)s days",
            -left,
        )
    else:
        told = ngettext(
            "%(left)s day left of the time limit, until %(day)s",
            "%(left)s days left of the time limit, until %(day)s",
            left,
        )
    return Matter(told % words, state=dispute.state_on(on))


def party_lines(dispute: Dispute) -> list[PartyLine]:
    """The parties as the page shows them."""
    lines = []
    for party in dispute.parties.select_related("person"):
        number = party.person.id_number if party.person else party.id_number
        phone = party.phone or (party.person.phone if party.person else "")
        lines.append(PartyLine(party, mask_phone(phone), mask_identity_number(number)))
    return lines


def file_of(dispute: Dispute) -> dict[str, Any]:
    """The file of the case: what it holds, what it needs, what it lacks.

    `later` is what it lacks since a court was asked after the case had been closed.
    """
    missing = [{"kind": kind.value, "label": str(kind.label)} for kind in missing_papers(dispute)]
    return {
        "papers": dispute.papers.defer("file_sealed").select_related("added_by"),
        "wanted": [str(PaperKind(kind).label) for kind in wanted_papers(dispute)],
        "missing": missing,
        "later": [paper for paper in missing if dispute.is_over and paper["kind"] in OF_COURT],
        "forms": papers_of(dispute),
    }
