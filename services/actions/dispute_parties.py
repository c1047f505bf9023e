"""Who quarrels and who helps to settle it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from grids.models import GridPosting
from lib.periods import today
from services.actions.dispute_steps import locked, refuse_over
from services.enums.disputes import Capacity, PartySide
from services.models import Dispute, DisputeParticipant, DisputeParty


def store_parties(dispute: Dispute, parties: Sequence[DisputeParty]) -> None:
    """The parties of a new dispute: at least one on each side. Raises ValidationError."""
    sides = {party.side for party in parties}
    if not {PartySide.APPLICANT, PartySide.RESPONDENT} <= sides:
        raise ValidationError(_("A dispute has two sides: name at least one party of each."))
    for party in parties:
        party.site_id, party.dispute = dispute.site_id, dispute
        party.full_clean(exclude=["site", "dispute"])
        party.save()


@transaction.atomic
def save_party(*, actor: User, dispute: Dispute, party: DisputeParty) -> DisputeParty:
    """Another party, or one as it should have been written."""
    dispute = locked(dispute)
    refuse_over(dispute)
    verb = AuditVerb.ROW_CHANGED if party.pk else AuditVerb.ROW_ADDED
    party.site_id, party.dispute = dispute.site_id, dispute
    party.full_clean(exclude=["site", "dispute"])
    party.save()
    record_audit(actor=actor, verb=verb, row=party)
    return party


@transaction.atomic
def add_participant(
    *, actor: User, dispute: Dispute, participant: DisputeParticipant
) -> DisputeParticipant:
    """Grid staff who help to settle, or somebody invited. Raises ValidationError."""
    dispute = locked(dispute)
    refuse_over(dispute)
    participant.site_id, participant.dispute = dispute.site_id, dispute
    participant.joined_on = participant.joined_on or today()
    if participant.capacity == Capacity.GRID_STAFF:
        posts = GridPosting.objects.current(participant.joined_on).filter(
            site=dispute.site_id, holder=participant.user
        )
        if not posts.exists():
            raise ValidationError(
                {
                    "user": _("%(name)s holds no grid post at this site. Check the name.")
                    % {"name": participant.user}
                }
            )
    participant.full_clean(exclude=["site", "dispute"])
    participant.save()
    record_audit(
        actor=actor, verb=AuditVerb.ROW_ADDED, row=participant, capacity=participant.capacity
    )
    return participant
