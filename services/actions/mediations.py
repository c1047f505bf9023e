"""Mediation itself: mediators, rights, sessions, the agreement and mediating again (B3)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from services.actions.dispute_parties import check_readers
from services.actions.dispute_steps import check_day, locked, move
from services.actions.disputes import register_dispute
from services.dispute_terms import one_month_after
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.enums.disputes import Capacity, Choosing, Complexity
from services.enums.mediations import AgreementForm, CourtResult, Performance, SessionKind
from services.models import (
    CommitteeMember,
    Dispute,
    DisputeParticipant,
    DisputeParty,
    DisputeWords,
    JudicialConfirmation,
    MediationAgreement,
    MediationSession,
)


@transaction.atomic
def settle_at_once(
    *,
    actor: User,
    dispute: Dispute,
    words: DisputeWords,
    parties: Sequence[DisputeParty],
    terms: str,
    by_grid_staff: bool,
) -> Dispute:
    """A quarrel settled on the spot by oral agreement, registered and settled in one act.

    It counts when somebody else has confirmed it by call-back, as every other.
    """
    dispute.complexity = Complexity.SIMPLE
    stored = register_dispute(actor=actor, dispute=dispute, words=words, parties=parties)
    if stored.stage != DisputeStage.REGISTERED:
        return stored
    on = stored.occurred_on
    mediates = {"capacity": Capacity.MEDIATOR, "chosen": Choosing.AGREED}
    DisputeParticipant.objects.create(
        site_id=stored.site_id,
        dispute=stored,
        user=actor,
        joined_on=on,
        **({"capacity": Capacity.GRID_STAFF} if by_grid_staff else mediates),
    )
    _store_agreement(
        stored, MediationAgreement(form=AgreementForm.ORAL, terms=terms, effective_on=on)
    )
    return move(
        actor=actor,
        dispute=stored,
        to=DisputeMove.SETTLE_AT_ONCE,
        on=on,
        accepted_on=on,
        due_on=one_month_after(on),
        settled_on=on,
        settled_by=actor,
        performance=Performance.NOT_YET,
    )


@transaction.atomic
def appoint_mediators(
    *, actor: User, dispute: Dispute, mediators: Sequence[User], chosen: str, on: date
) -> Dispute:
    """One or several members of the site's committee, chosen or accepted by the parties.

    Whoever was appointed before and is not named again leaves the case. Raises ValidationError,
    also for a member whose post does not let him open it.
    """
    dispute = locked(dispute)
    check_day("on", on, dispute.accepted_on)
    _check_mediators(dispute, mediators, on)
    moved = move(actor=actor, dispute=dispute, to=DisputeMove.APPOINT, on=on)
    present = dispute.participants.current().filter(capacity=Capacity.MEDIATOR)
    for participant in present.exclude(user__in=mediators):
        participant.leave(on)
        participant.save()
    stay = set(present.values_list("user", flat=True))
    for mediator in mediators:
        if mediator.pk not in stay:
            DisputeParticipant.objects.create(
                site_id=dispute.site_id,
                dispute=dispute,
                user=mediator,
                capacity=Capacity.MEDIATOR,
                chosen=Choosing(chosen),
                joined_on=on,
            )
    check_readers(dispute, mediators, "mediators")
    return moved


@transaction.atomic
def tell_rights(*, actor: User, dispute: Dispute, on: date) -> Dispute:
    """The parties were told that mediation is free and voluntary, and what they may do."""
    dispute = locked(dispute)
    check_day("on", on, dispute.accepted_on)
    return move(actor=actor, dispute=dispute, to=DisputeMove.TELL_RIGHTS, on=on)


@transaction.atomic
def hold_session(*, actor: User, dispute: Dispute, session: MediationSession) -> MediationSession:
    """An investigation or a mediation with its minutes; the same submit twice is one session."""
    dispute = locked(dispute)
    earlier = dispute.sessions.filter(token=session.token).first()
    if earlier is not None:
        return earlier
    check_day("held_on", session.held_on, dispute.accepted_on)
    session.site_id, session.dispute, session.recorder = dispute.site_id, dispute, actor
    mediates = session.kind == SessionKind.MEDIATION
    to = DisputeMove.HOLD_SESSION if mediates else DisputeMove.INVESTIGATE
    move(actor=actor, dispute=dispute, to=to, on=session.held_on)
    session.full_clean(exclude=["site", "dispute", "recorder"])
    session.save()
    return session


@transaction.atomic
def agree(
    *,
    actor: User,
    dispute: Dispute,
    agreement: MediationAgreement,
    amount_yuan: Decimal | None = None,
    prevented: str = "",
    prevented_persons: int | None = None,
) -> Dispute:
    """The agreement with its terms; the case is settled from the day on which it takes effect."""
    dispute = locked(dispute)
    check_day("effective_on", agreement.effective_on, dispute.accepted_on)
    moved = move(
        actor=actor,
        dispute=dispute,
        to=DisputeMove.AGREE,
        on=agreement.effective_on,
        settled_on=agreement.effective_on,
        settled_by=actor,
        performance=Performance.NOT_YET,
        amount_yuan=amount_yuan,
        prevented=prevented,
        prevented_persons=prevented_persons,
    )
    _store_agreement(moved, agreement)
    return moved


@transaction.atomic
def reopen_dispute(*, actor: User, dispute: Dispute, on: date, note: str) -> Dispute:
    """The agreement does not hold: mediation goes on; the history keeps what was agreed."""
    dispute = locked(dispute)
    check_day("on", on, dispute.settled_on)
    confirmation = JudicialConfirmation.objects.filter(dispute=dispute).first()
    if confirmation is not None and confirmation.result == CourtResult.CONFIRMED:
        raise ValidationError(
            _("The court has confirmed the agreement: it is enforced, not mediated again.")
        )
    moved = move(
        actor=actor,
        dispute=dispute,
        to=DisputeMove.REOPEN,
        on=on,
        note=note,
        settled_on=None,
        settled_by=None,
        confirmed_on=None,
        confirmed_by=None,
        ended_on=None,
        performance="",
        performed_on=None,
    )
    JudicialConfirmation.objects.filter(dispute=dispute).delete()
    MediationAgreement.objects.filter(dispute=dispute).delete()
    return moved


def _check_mediators(dispute: Dispute, mediators: Sequence[User], on: date) -> None:
    if not mediators:
        raise ValidationError({"mediators": _("Appoint at least one mediator.")})
    members = set(
        CommitteeMember.objects.current(on)
        .filter(site=dispute.site_id, user__in=mediators)
        .values_list("user", flat=True)
    )
    strangers = [user.name for user in mediators if user.pk not in members]
    if strangers:
        raise ValidationError(
            {
                "mediators": _(
                    "%(names)s: not in the mediation committee of the site on this day. Choose "
                    "members of the committee, or enter them there first."
                )
                % {"names": "、".join(strangers)}
            }
        )
    party = dispute.parties.filter(person__user__in=mediators).first()
    if party is not None:
        raise ValidationError(
            {"mediators": _("Nobody mediates his own dispute: a mediator is one of the parties.")}
        )


def _store_agreement(dispute: Dispute, agreement: MediationAgreement) -> None:
    agreement.site_id, agreement.dispute = dispute.site_id, dispute
    agreement.full_clean(exclude=["site", "dispute"])
    agreement.save()
