"""Which papers the file of a case needs, and which it lacks (one case, one file)."""

from services.enums.dispute_stages import DisputeMove
from services.enums.disputes import Complexity, DisputeSource
from services.enums.mediations import AgreementForm, PaperKind
from services.models import Dispute


def is_formal(dispute: Dispute) -> bool:
    """Whether the case needs a full file: every one but a simple one without a written paper."""
    agreement = getattr(dispute, "agreement", None)
    written = agreement is not None and agreement.form == AgreementForm.WRITTEN
    return written or dispute.complexity != Complexity.SIMPLE


def wanted_papers(dispute: Dispute) -> list[PaperKind]:
    """The papers that the file needs, in the order of the file.

    A simple case that ended in an oral agreement needs its line in the register and the call-back.
    A case that was guided elsewhere needs its registration only. What is asked for follows from
    what has happened: an extension needs the consent, an application to court its papers.
    A case of a past ledger needs none, unless it is mediated again: its papers, where there are
    any, were made and filed before the portal.
    """
    if dispute.guided_to:
        return [PaperKind.ACCEPTANCE]
    agreement = getattr(dispute, "agreement", None)
    oral = agreement is not None and agreement.form == AgreementForm.ORAL
    made = set(dispute.steps.values_list("move", flat=True))
    if dispute.is_historical and DisputeMove.REOPEN not in made:
        return []
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
            PaperKind.RIGHTS: DisputeMove.TELL_RIGHTS in made,
            PaperKind.INVESTIGATION: DisputeMove.INVESTIGATE in made,
            PaperKind.MEDIATION: DisputeMove.HOLD_SESSION in made,
            PaperKind.AGREEMENT: agreement is not None and not oral,
        }
    return sorted(kind for kind, is_wanted in wanted.items() if is_wanted)


def missing_papers(dispute: Dispute) -> list[PaperKind]:
    """The papers that the file needs and does not hold yet."""
    held = set(dispute.papers.values_list("kind", flat=True))
    return [kind for kind in wanted_papers(dispute) if kind not in held]
