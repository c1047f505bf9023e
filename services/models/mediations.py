from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from services.enums.mediations import AgreementForm, CourtResult, Performance, SessionKind
from services.models.dispute_parties import OfDispute
from services.models.disputes import Dispute


@tracked()
class MediationSession(OfDispute):
    """A session: an investigation or a mediation, with its minutes."""

    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="sessions",
        db_constraint=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind.choices)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=60)
    present = models.CharField(_("who was present"), max_length=200)
    minutes = models.TextField(_("minutes of the session"), max_length=8000)
    result = models.CharField(_("result of the session"), max_length=200, blank=True)
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("recorded by"), related_name="+"
    )
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("session of a mediation")
        verbose_name_plural = _("sessions of a mediation")
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SessionKind.values), name="mediationsession_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(minutes=""),
                name="mediationsession_minutes",
                violation_error_message=_("Write down what was said."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"


@tracked()
class MediationAgreement(OfDispute):
    """What the parties agreed on; oral it takes effect when reached, written when signed."""

    dispute = models.OneToOneField(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="agreement",
        db_constraint=False,
    )
    form = models.CharField(
        _("form of the agreement"), max_length=10, choices=AgreementForm.choices
    )
    facts = models.TextField(_("facts, issues and responsibility"), max_length=4000, blank=True)
    terms = models.TextField(_("what was agreed"), max_length=4000)
    performance_way = models.CharField(_("way of performance"), max_length=200, blank=True)
    perform_by = models.DateField(_("to be performed by"), null=True, blank=True)
    effective_on = models.DateField(_("in effect since"))

    class Meta:
        verbose_name = _("mediation agreement")
        verbose_name_plural = _("mediation agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(form__in=AgreementForm.values), name="agreement_form_known"
            ),
            models.CheckConstraint(
                condition=~Q(terms=""),
                name="agreement_terms",
                violation_error_message=_("Say what was agreed."),
            ),
            models.CheckConstraint(
                condition=Q(form=AgreementForm.ORAL)
                | ~Q(facts="") & ~Q(performance_way="") & Q(perform_by__isnull=False),
                name="agreement_written_complete",
                violation_error_message=_(
                    "A written agreement says the facts, the terms, and the way and the day of "
                    "performance."
                ),
            ),
            models.CheckConstraint(
                condition=Q(perform_by__isnull=True) | Q(perform_by__gte=F("effective_on")),
                name="agreement_performed_after_effect",
                violation_error_message=_("The day of performance lies before the agreement."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_form_display()


@tracked()
class JudicialConfirmation(OfDispute):
    """The joint application to a court, and what it decided."""

    dispute = models.OneToOneField(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="confirmation",
        db_constraint=False,
    )
    court = models.CharField(_("court"), max_length=80)
    applied_on = models.DateField(_("applied on"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    result = models.CharField(
        _("decision of the court"), max_length=20, choices=CourtResult.choices, blank=True
    )
    document_no = models.CharField(_("document no."), max_length=60, blank=True)

    class Meta:
        verbose_name = _("judicial confirmation")
        verbose_name_plural = _("judicial confirmations")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, result="")
                | Q(decided_on__gte=F("applied_on"), result__in=CourtResult.values),
                name="confirmation_decided",
                violation_error_message=_(
                    "A decision has a day, not before the application, and a result."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.court


@tracked()
class DisputeFollowUp(OfDispute):
    """A visit after the mediation: is the agreement performed, are the parties content.

    The call-back is the one that somebody else makes than who settled it.
    """

    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="follow_ups",
        db_constraint=False,
    )
    made_on = models.DateField(_("made on"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"), related_name="+"
    )
    is_call_back = models.BooleanField(_("call-back"), default=False)
    performance = models.CharField(
        _("performance of the agreement"), max_length=10, choices=Performance.choices, blank=True
    )
    is_content = models.BooleanField(_("the parties are content"), null=True, blank=True)
    note = models.TextField(_("what the parties said"), max_length=2000)

    class Meta:
        verbose_name = _("follow-up of a dispute")
        verbose_name_plural = _("follow-ups of a dispute")
        ordering = ["made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(performance__in=["", *Performance.values]),
                name="followup_performance_known",
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="followup_note",
                violation_error_message=_("Write down what the parties said."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_on}"
