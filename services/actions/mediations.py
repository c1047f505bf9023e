"""Mediation itself: mediators, rights, sessions, the agreement and mediating again (B3)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from services.actions.dispute_parties import check_readers
from services.actions.dispute_steps import check_counted_day, check_day, locked, move
from services.actions.disputes import register_dispute
from services.dispute_rounds import first_day
from services.dispute_terms import one_month_after
from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove, DisputeStage
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

    It counts when somebody else has confirmed it by call-back, as every other. Only a member of the
    site's committee is a mediator of the case; for a clerk stands `settled_by` alone.
    """
    dispute.complexity = Complexity.SIMPLE
    stored = register_dispute(actor=actor, dispute=dispute, words=words, parties=parties)
    if stored.stage != DisputeStage.REGISTERED:
        return stored
    on = stored.occurred_on
    capacity: dict[str, str] = {"capacity": Capacity.GRID_STAFF}
    if not by_grid_staff:
        capacity = {"capacity": Capacity.MEDIATOR, "chosen": Choosing.AGREED}
    if by_grid_staff or _members(stored, [actor], on):
        DisputeParticipant.objects.create(
            site_id=stored.site_id, dispute=stored, user=actor, joined_on=on, **capacity
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

    Whoever was appointed before and is not named again leaves the case; the same ones again are
    the same submit twice. Raises ValidationError, also for a member whose post does not let him
    open it.
    """
    dispute = locked(dispute)
    check_day("on", on, dispute.accepted_on)
    _check_mediators(dispute, mediators, on)
    present = dispute.participants.current().filter(capacity=Capacity.MEDIATOR)
    after = DISPUTE_MACHINE.next_state(dispute.stage, DisputeMove.APPOINT)
    if after == dispute.stage and {row.user_id for row in present} == {u.pk for u in mediators}:
        return dispute
    moved = move(actor=actor, dispute=dispute, to=DisputeMove.APPOINT, on=on)
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
    check_day("on", on, first_day(dispute, DisputeMove.APPOINT))
    return move(actor=actor, dispute=dispute, to=DisputeMove.TELL_RIGHTS, on=on)


@transaction.atomic
def hold_session(*, actor: User, dispute: Dispute, session: MediationSession) -> MediationSession:
    """An investigation or a mediation with its minutes; the same submit twice is one session."""
    dispute = locked(dispute)
    earlier = dispute.sessions.filter(token=session.token).first()
    if earlier is not None:
        return earlier
    session.site_id, session.dispute, session.recorder = dispute.site_id, dispute, actor
    mediates = session.kind == SessionKind.MEDIATION
    before = (DisputeMove.TELL_RIGHTS,) if mediates else ()
    check_day("held_on", session.held_on, first_day(dispute, *before))
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
    first = first_day(dispute, DisputeMove.HOLD_SESSION)
    check_counted_day("effective_on", agreement.effective_on, first, dispute)
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
    """The agreement does not hold: mediation goes on; the history keeps what was agreed.

    A new round begins, with a month of its own. Raises ValidationError.
    """
    dispute = locked(dispute)
    check_day("on", on, dispute.settled_on or dispute.ended_on)
    confirmation = JudicialConfirmation.objects.filter(dispute=dispute).first()
    if confirmation is not None and confirmation.result == CourtResult.CONFIRMED:
        raise ValidationError(
            _("The court has confirmed the agreement: it is enforced, not mediated again.")
        )
    if confirmation is not None and confirmation.decided_on is None:
        raise ValidationError(
            _("A court has the agreement before it. Record its decision first, or the withdrawal.")
        )
    moved = move(
        actor=actor,
        dispute=dispute,
        to=DisputeMove.REOPEN,
        on=on,
        note=note,
        step={"due_on": one_month_after(on)},
        due_on=one_month_after(on),
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
    members = _members(dispute, mediators, on)
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


def _members(dispute: Dispute, users: Sequence[User], on: date) -> set[int]:
    """Which of these users sit in the committee of the site on that day."""
    rows = CommitteeMember.objects.current(on).filter(site=dispute.site_id, user__in=users)
    return set(rows.values_list("user", flat=True))


def _store_agreement(dispute: Dispute, agreement: MediationAgreement) -> None:
    agreement.site_id, agreement.dispute = dispute.site_id, dispute
    agreement.full_clean(exclude=["site", "dispute"])
    agreement.save()
