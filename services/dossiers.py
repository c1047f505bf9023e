"""Which papers the file of a case needs, and which it lacks (one case, one file)."""

from services.dispute_rounds import reopening_of, steps_of_round
from services.enums.dispute_stages import DisputeMove
from services.enums.disputes import Complexity, DisputeSource
from services.enums.mediations import AgreementForm, PaperKind
from services.models import Dispute

# What every round of mediation needs anew; the papers of an earlier agreement prove another one.
OF_ONE_ROUND = {
    PaperKind.EXTENSION,
    PaperKind.AGREEMENT,
    PaperKind.ORAL_REGISTER,
    PaperKind.COURT_APPLICATION,
    PaperKind.COURT_DECISION,
    PaperKind.FOLLOW_UP,
}
# What a round needs where it had such a session; else that of an earlier one stands for the case.
OF_SESSIONS = {
    PaperKind.INVESTIGATION: DisputeMove.INVESTIGATE,
    PaperKind.MEDIATION: DisputeMove.HOLD_SESSION,
}


def is_formal(dispute: Dispute) -> bool:
    """Whether the case needs a full file: every one but a simple one without a written paper."""
    agreement = getattr(dispute, "agreement", None)
    written = agreement is not None and agreement.form == AgreementForm.WRITTEN
    return written or dispute.complexity != Complexity.SIMPLE


def wanted_papers(dispute: Dispute) -> list[PaperKind]:
    """The papers that the file needs, in the order of the file.

    A simple case that ended in an oral agreement needs its line in the register and the call-back.
    A case that was guided elsewhere needs its registration only. What is asked for follows from
    what has happened: an extension needs the consent, an application to court its papers; of a
    case that was mediated again, what has happened since. A case of a past ledger needs none,
    unless it is mediated again: its papers, where there are any, were filed before the portal.
    """
    if dispute.guided_to:
        return [PaperKind.ACCEPTANCE]
    agreement = getattr(dispute, "agreement", None)
    oral = agreement is not None and agreement.form == AgreementForm.ORAL
    ever = set(dispute.steps.values_list("move", flat=True))
    if dispute.is_historical and DisputeMove.REOPEN not in ever:
        return []
    made = set(steps_of_round(dispute).values_list("move", flat=True))
    simple = oral and not is_formal(dispute)
    wanted = {
        PaperKind.ORAL_REGISTER: oral,
        PaperKind.FOLLOW_UP: dispute.settled_on is not None,
        PaperKind.EXTENSION: DisputeMove.EXTEND in made,
        PaperKind.COURT_APPLICATION: DisputeMove.APPLY_COURT in made,
        PaperKind.COURT_DECISION: DisputeMove.APPLY_COURT in made,
    }
    if not simple:
        wanted |= {
            PaperKind.APPLICATION: dispute.source == DisputeSource.ON_APPLICATION,
            PaperKind.ACCEPTANCE: True,
            PaperKind.RIGHTS: DisputeMove.TELL_RIGHTS in ever,
            PaperKind.INVESTIGATION: DisputeMove.INVESTIGATE in ever,
            PaperKind.MEDIATION: DisputeMove.HOLD_SESSION in ever,
            PaperKind.AGREEMENT: agreement is not None and not oral,
        }
    return sorted(kind for kind, is_wanted in wanted.items() if is_wanted)


def missing_papers(dispute: Dispute) -> list[PaperKind]:
    """The papers that the file needs and does not hold yet.

    Mediated again, a case needs those of the new round, put in since then.
    """
    papers = dict(dispute.papers.order_by("added_at").values_list("kind", "added_at"))
    reopening = reopening_of(dispute)
    anew: set[str] = set()
    if reopening is not None:
        made = set(steps_of_round(dispute).values_list("move", flat=True))
        sessions = {kind for kind, move in OF_SESSIONS.items() if move in made}
        old = {kind for kind, added_at in papers.items() if added_at <= reopening.at}
        anew = old & (OF_ONE_ROUND | sessions)
    return [kind for kind in wanted_papers(dispute) if kind not in papers or kind in anew]
