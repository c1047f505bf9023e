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
from lib.scope import scope_of
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
    if party.pk is None and party.person_id is None:
        _refuse_known_party(dispute, party)
    party.full_clean(exclude=["site", "dispute"])
    party.save()
    record_audit(actor=actor, verb=verb, row=party)
    return party


def check_readers(dispute: Dispute, users: Sequence[User], field: str) -> None:
    """Refuses (ValidationError on `field`) whoever is named for a case and could not open it."""
    blind = [
        user.name
        for user in users
        if not Dispute.objects.readable(scope_of(user.pk, today())).filter(pk=dispute.pk).exists()
    ]
    if blind:
        raise ValidationError(
            {
                field: _(
                    "%(names)s: no post over this site that may read cases, so the case would lie "
                    "with somebody who cannot open it. Name a colleague who holds such a post "
                    "today."
                )
                % {"names": "、".join(blind)}
            }
        )


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
    if participant.name and dispute.participants.current().filter(name=participant.name).exists():
        raise ValidationError(
            {
                "name": _("%(name)s takes part already. Load the page again.")
                % {"name": participant.name}
            }
        )
    participant.full_clean(exclude=["site", "dispute"])
    participant.save()
    record_audit(
        actor=actor, verb=AuditVerb.ROW_ADDED, row=participant, capacity=participant.capacity
    )
    return participant


@transaction.atomic
def end_participation(
    *, actor: User, dispute: Dispute, participant: DisputeParticipant, reason: str
) -> DisputeParticipant:
    """A handler, grid staff or somebody invited leaves the case and reads it no more.

    Also of a closed case: what he did stands and counts, what he may read ends. Mediators leave by
    appointing others. Raises ValidationError.
    """
    dispute = locked(dispute)
    participant = dispute.participants.get(pk=participant.pk)
    if participant.left_on is not None:
        raise ValidationError(
            _("%(name)s has left the case already. Load the page again.") % {"name": participant}
        )
    if participant.capacity == Capacity.MEDIATOR:
        raise ValidationError(
            _("A mediator leaves the case when others are appointed: choose “appoint mediators”.")
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a few words why.")})
    participant.leave(today(), reason.strip())
    participant.full_clean(exclude=["site", "dispute"])
    participant.save()
    record_audit(
        actor=actor,
        verb=AuditVerb.ROW_CHANGED,
        row=participant,
        fields=["left_on"],
        capacity=participant.capacity,
    )
    return participant


def _refuse_known_party(dispute: Dispute, party: DisputeParty) -> None:
    """Somebody from elsewhere, word for word as he stands there, is the same submit twice."""
    same = {name: getattr(party, name) for name in ("side", "name", "phone", "address")}
    if dispute.parties.filter(person__isnull=True, **same).exists():
        raise ValidationError(
            {"name": _("%(name)s is a party already. Load the page again.") % {"name": party.name}}
        )
