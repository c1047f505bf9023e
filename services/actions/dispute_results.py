"""After the agreement: is it performed, does somebody else confirm it, does a court (B3)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from services.actions.dispute_steps import check_day, locked, move
from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove
from services.enums.disputes import Capacity
from services.enums.mediations import AgreementForm, Performance
from services.models import Dispute, DisputeFollowUp, JudicialConfirmation, MediationAgreement


@transaction.atomic
def follow_up(
    *, actor: User, dispute: Dispute, visit: DisputeFollowUp, performed_on: date | None
) -> Dispute:
    """The committee sees to the performance of the agreement, or how the parties get on."""
    dispute = locked(dispute)
    return _visited(actor, dispute, visit, performed_on, DisputeMove.FOLLOW_UP)


@transaction.atomic
def confirm_settled(
    *, actor: User, dispute: Dispute, visit: DisputeFollowUp, performed_on: date | None
) -> Dispute:
    """The call-back of somebody who did not settle it; only now does the dispute count (R27, R48).

    Raises ValidationError for the doer himself, for the mediators of the case, and for whoever
    took it over from a past ledger.
    """
    dispute = locked(dispute)
    DISPUTE_MACHINE.next_state(dispute.stage, DisputeMove.CONFIRM)
    if dispute.settled_on is None:
        raise ValidationError(
            _("Mediation ended without an agreement: nothing is to be confirmed.")
        )
    doers = dispute.participants.filter(user=actor, capacity=Capacity.MEDIATOR)
    if dispute.settled_by_id == actor.pk or doers.exists():
        raise ValidationError(
            _("You settled this case yourself. A colleague calls the parties back.")
        )
    if dispute.is_historical and dispute.recorded_by_id == actor.pk:
        raise ValidationError(
            _("You took this case over from a past ledger. A colleague calls the parties back.")
        )
    if dispute.confirmed_by_id is not None:
        raise ValidationError(_("The settlement is confirmed already. Load the page again."))
    visit.is_call_back = True
    dispute.confirmed_by, dispute.confirmed_on = actor, visit.made_on
    return _visited(actor, dispute, visit, performed_on, DisputeMove.CONFIRM)


@transaction.atomic
def apply_to_court(*, actor: User, dispute: Dispute, court: str, applied_on: date) -> Dispute:
    """Both parties apply for judicial confirmation, within 30 days of effect.

    Civil Procedure Law: jointly, at a court, with the written agreement.
    """
    dispute = locked(dispute)
    moved = move(actor=actor, dispute=dispute, to=DisputeMove.APPLY_COURT, on=applied_on)
    agreement = MediationAgreement.objects.filter(dispute=dispute).first()
    if agreement is None or agreement.form != AgreementForm.WRITTEN:
        raise ValidationError(
            _("A court confirms a written agreement only: put the oral one into writing first.")
        )
    check_day("applied_on", applied_on, agreement.effective_on)
    if applied_on > agreement.apply_by:
        raise ValidationError(
            {
                "applied_on": _(
                    "The 30 days ended on %(day)s. The parties may make the agreement anew, or sue."
                )
                % {"day": agreement.apply_by.isoformat()}
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
    check_day("decided_on", decided_on, confirmation.applied_on)
    confirmation.decided_on, confirmation.result = decided_on, result
    confirmation.document_no = document_no
    confirmation.full_clean(exclude=["site", "dispute"])
    confirmation.save()
    return moved


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
        performed_on = performed_on or visit.made_on
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
