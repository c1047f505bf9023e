"""After the agreement: is it performed, does somebody else confirm it, does a court (B3)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from services.actions.dispute_steps import check_day, locked, move
from services.dispute_terms import court_until
from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove
from services.enums.mediations import AgreementForm, Performance
from services.models import Dispute, DisputeFollowUp, JudicialConfirmation, MediationAgreement


@transaction.atomic
def follow_up(
    *, actor: User, dispute: Dispute, visit: DisputeFollowUp, performed_on: date | None
) -> Dispute:
    """The committee sees to the performance of the agreement, or how the parties get on.

    The same visit of the same day, word for word, is the same submit twice.
    """
    dispute = locked(dispute)
    DISPUTE_MACHINE.next_state(dispute.stage, DisputeMove.FOLLOW_UP)
    same = {name: getattr(visit, name) for name in ("made_on", "performance", "is_content", "note")}
    if dispute.follow_ups.filter(made_by=actor, **same).exists():
        return dispute
    return _visited(actor, dispute, visit, performed_on, DisputeMove.FOLLOW_UP)


@transaction.atomic
def confirm_settled(
    *, actor: User, dispute: Dispute, visit: DisputeFollowUp, performed_on: date | None
) -> Dispute:
    """The call-back of somebody who did not settle it; only now does the dispute count (R27, R48).

    Raises ValidationError for everybody who helped to settle it, in whatever capacity, for whoever
    took it over from a past ledger, and where the parties are not content.
    """
    dispute = locked(dispute)
    DISPUTE_MACHINE.next_state(dispute.stage, DisputeMove.CONFIRM)
    if dispute.settled_on is None:
        raise ValidationError(
            _("Mediation ended without an agreement: nothing is to be confirmed.")
        )
    if _took_part(dispute, actor):
        raise ValidationError(
            _("You settled this case yourself. A colleague calls the parties back.")
        )
    if dispute.is_historical and dispute.recorded_by_id == actor.pk:
        raise ValidationError(
            _("You took this case over from a past ledger. A colleague calls the parties back.")
        )
    if dispute.confirmed_by_id is not None:
        raise ValidationError(_("The settlement is confirmed already. Load the page again."))
    _check_confirms(visit)
    visit.is_call_back = True
    dispute.confirmed_by, dispute.confirmed_on = actor, visit.made_on
    return _visited(actor, dispute, visit, performed_on, DisputeMove.CONFIRM)


@transaction.atomic
def apply_to_court(*, actor: User, dispute: Dispute, court: str, applied_on: date) -> Dispute:
    """Both parties apply for judicial confirmation, within 30 days of effect.

    Civil Procedure Law: jointly, at a court, with the written agreement. Closing the case does not
    end that time, and where it ends on a day off, the next working day counts.
    """
    dispute = locked(dispute)
    moved = move(actor=actor, dispute=dispute, to=DisputeMove.APPLY_COURT, on=applied_on)
    agreement = MediationAgreement.objects.filter(dispute=dispute).first()
    if agreement is None or agreement.form != AgreementForm.WRITTEN:
        raise ValidationError(
            _("A court confirms a written agreement only: put the oral one into writing first.")
        )
    check_day("applied_on", applied_on, agreement.effective_on)
    last = court_until(agreement.effective_on)
    if applied_on > last:
        raise ValidationError(
            {
                "applied_on": _(
                    "The 30 days ended on %(day)s. The parties may make the agreement anew, or sue."
                )
                % {"day": last.isoformat()}
            }
        )
    if JudicialConfirmation.objects.filter(dispute=dispute).exists():
        raise ValidationError(_("The application is recorded already. Load the page again."))
    confirmation = JudicialConfirmation(
        site_id=dispute.site_id, dispute=dispute, court=court, applied_on=applied_on
    )
    confirmation.full_clean(exclude=["site", "dispute"])
    confirmation.save()
    return moved


@transaction.atomic
def record_decision(
    *, actor: User, dispute: Dispute, decided_on: date, result: str, document_no: str
) -> Dispute:
    """What the court decided on the application."""
    dispute = locked(dispute)
    moved = move(actor=actor, dispute=dispute, to=DisputeMove.DECIDE_COURT, on=decided_on)
    confirmation = JudicialConfirmation.objects.filter(dispute=dispute).first()
    if confirmation is None:
        raise ValidationError(_("Nobody has applied to a court yet. Record the application first."))
    if confirmation.decided_on is not None:
        raise ValidationError(
            _("The decision of %(day)s is recorded already. Load the page again.")
            % {"day": confirmation.decided_on.isoformat()}
        )
    check_day("decided_on", decided_on, confirmation.applied_on)
    confirmation.decided_on, confirmation.result = decided_on, result
    confirmation.document_no = document_no
    confirmation.full_clean(exclude=["site", "dispute"])
    confirmation.save()
    return moved


def _took_part(dispute: Dispute, actor: User) -> bool:
    """Whether somebody helped to settle: in any capacity, for a time only, or in a session."""
    return (
        dispute.settled_by_id == actor.pk
        or dispute.participants.filter(user=actor).exists()
        or dispute.sessions.filter(recorder=actor).exists()
    )


def _check_confirms(visit: DisputeFollowUp) -> None:
    """Refuses (ValidationError) to count what the parties themselves do not call settled."""
    told = {
        "performance": visit.performance == Performance.REFUSED,
        "is_content": visit.is_content is False,
    }
    for field, is_wrong in told.items():
        if is_wrong:
            raise ValidationError(
                {
                    field: _(
                        "What is not performed, or leaves the parties discontent, is not settled. "
                        "Record the visit under “follow up”, then choose “mediate again”."
                    )
                }
            )


def _visited(
    actor: User,
    dispute: Dispute,
    visit: DisputeFollowUp,
    performed_on: date | None,
    to: DisputeMove,
) -> Dispute:
    check_day("made_on", visit.made_on, dispute.settled_on or dispute.ended_on)
    is_done = visit.performance == Performance.PERFORMED
    if is_done:
        # A later visit that names no day does not move the one that is known.
        performed_on = performed_on or dispute.performed_on or visit.made_on
        check_day("performed_on", performed_on, dispute.settled_on)
    moved = move(
        actor=actor,
        dispute=dispute,
        to=to,
        on=visit.made_on,
        performance=visit.performance if dispute.settled_on else "",
        performed_on=performed_on if is_done else None,
    )
    visit.site_id, visit.dispute, visit.made_by = dispute.site_id, dispute, actor
    visit.full_clean(exclude=["site", "dispute", "made_by"])
    visit.save()
    return moved
