"""One dispute with everything that its pages open, for the tests that walk all addresses."""

from typing import Any
from uuid import uuid4

from residents.models import Household
from services.actions.dispute_parties import add_participant
from services.actions.dossiers import add_paper
from services.enums.dispute_stages import DisputeStage
from services.enums.disputes import PartySide
from services.models import DisputeParticipant, DisputeParty, DossierPaper
from tests import factories
from tests.residents.world import Place
from tests.services.dispute_world import Case

# Answers without a page of their own. A printed paper has one, but its words are the law's and
# Chinese in every language: test_browser_dispute_story opens it.
DISPUTES_WITHOUT_PAGE = {
    "dispute_party_reveal", "dispute_paper", "dispute_paper_out", "dispute_print", "dispute_agenda",
}  # fmt: skip
DISPUTE_PAGES_OF_THE_SITE = {
    "dispute_add", "dispute_spot", "dispute_step", "dispute_words", "dispute_party_add",
    "dispute_party_edit", "dispute_participant_add", "dispute_participant_leave",
    "dispute_paper_add",
}  # fmt: skip


def things_of_disputes(place: Place, household: Household, mark: str = "") -> dict[str, Any]:
    """What an address of the disputes' pages may name; the household's head is a party."""
    case = Case(
        place=place,
        clerk=factories.make_site_staff(place.site),
        colleague=factories.make_site_staff(place.site),
        mediators=[],
        mark=mark,
    )
    dispute = case.at(DisputeStage.REGISTERED, parties=_parties(case, household))
    paper = add_paper(
        actor=case.clerk,
        dispute=dispute,
        paper=DossierPaper(kind="05_evidence", token=uuid4()),
        file_name="photo.png",
        content=f"{mark}照片".encode(),
    )
    guest = add_participant(
        actor=case.clerk,
        dispute=dispute,
        participant=DisputeParticipant(name=f"{mark}寨老", capacity="invited"),
    )
    return {
        "dispute_id": dispute.pk,
        "participant_id": guest.pk,
        "party_id": dispute.parties.get(side=PartySide.APPLICANT).pk,
        "case_paper_id": paper.pk,
        "move": "accept",
        "paper": "application",
    }


def _parties(case: Case, household: Household) -> list[DisputeParty]:
    head = household.membership_set.order_by("pk").first().person
    outsider, _resident = case.parties()
    return [
        DisputeParty(side=PartySide.RESPONDENT, person=head, name=head.name),
        outsider,
    ]
