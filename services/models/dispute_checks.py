"""What the database refuses of a dispute, each with the sentence that the user reads."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.enums.dispute_stages import OVER, DisputeStage
from services.enums.disputes import (
    Complexity,
    DisputeChannel,
    DisputeKind,
    DisputeLevel,
    DisputeRisk,
    DisputeSource,
    GuidedTo,
    Prevented,
)
from services.enums.mediations import Performance
from services.enums.platforms import Platform

DISPUTE_CHECKS = [
    *(
        models.CheckConstraint(condition=Q(**{f"{name}__in": values}), name=f"dispute_{name}_known")
        for name, values in (
            ("source", DisputeSource.values),
            ("kind", DisputeKind.values),
            ("complexity", Complexity.values),
            ("channel", DisputeChannel.values),
            ("platform", Platform.values),
            ("level", DisputeLevel.values),
            ("risk", DisputeRisk.values),
            ("stage", DisputeStage.values),
            ("guided_to", ["", *GuidedTo.values]),
            ("performance", ["", *Performance.values]),
            ("prevented", ["", *Prevented.values]),
        )
    ),
    models.UniqueConstraint(fields=["site", "case_year", "case_seq"], name="dispute_case_number"),
    models.UniqueConstraint(fields=["id", "site"], name="dispute_id_site"),
    models.CheckConstraint(
        condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("settled_by")),
        name="dispute_confirmed_by_another",
        violation_error_message=_(
            "That a dispute is settled is confirmed by somebody other than who settled it."
        ),
    ),
    models.CheckConstraint(
        condition=Q(is_historical=False)
        | Q(confirmed_by__isnull=True)
        | ~Q(confirmed_by=F("recorded_by")),
        name="dispute_confirmed_by_no_importer",
        violation_error_message=_(
            "You took this case over from a past ledger. A colleague calls the parties back."
        ),
    ),
    models.CheckConstraint(
        condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
        | Q(
            confirmed_by__isnull=False,
            confirmed_on__isnull=False,
            settled_on__isnull=False,
            confirmed_on__gte=F("settled_on"),
        ),
        name="dispute_confirmed_after_settled",
        violation_error_message=_("The call-back lies before the settlement."),
    ),
    models.CheckConstraint(
        condition=~Q(stage=DisputeStage.AGREED) | Q(settled_on__isnull=False),
        name="dispute_agreed_has_day",
    ),
    models.CheckConstraint(
        condition=Q(settled_on__isnull=True) | Q(ended_on__isnull=True),
        name="dispute_settled_or_ended",
    ),
    models.CheckConstraint(
        condition=Q(settled_on__isnull=True, settled_by__isnull=True)
        | Q(settled_on__isnull=False, settled_by__isnull=False),
        name="dispute_settled_by_somebody",
    ),
    models.CheckConstraint(
        condition=~Q(stage__in=OVER) | Q(closed_on__isnull=False),
        name="dispute_closed_has_day",
    ),
    models.CheckConstraint(
        condition=~Q(stage=DisputeStage.FILED) | Q(filed_on__gte=F("closed_on")),
        name="dispute_filed_after_closed",
        violation_error_message=_("A case is filed when it has been closed."),
    ),
    models.CheckConstraint(
        condition=~Q(stage=DisputeStage.GUIDED) | ~Q(guided_to=""),
        name="dispute_guided_somewhere",
        violation_error_message=_("Say where the parties are guided to."),
    ),
    models.CheckConstraint(
        condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("occurred_on")),
        name="dispute_accepted_after_registered",
        violation_error_message=_("A dispute is accepted when it has been registered."),
    ),
    models.CheckConstraint(
        condition=Q(due_on__isnull=True) | Q(due_on__gte=F("accepted_on")),
        name="dispute_due_after_accepted",
    ),
    models.CheckConstraint(
        condition=~Q(performance=Performance.PERFORMED) | Q(performed_on__isnull=False),
        name="dispute_performed_has_day",
        violation_error_message=_("Say on which day the agreement was performed."),
    ),
    models.CheckConstraint(
        condition=~Q(stage__in=OVER)
        | Q(settled_on__isnull=True)
        | Q(confirmed_by__isnull=False)
        | Q(is_historical=True),
        name="dispute_closed_confirmed",
        violation_error_message=_(
            "A settled case is closed when somebody else has confirmed it by call-back."
        ),
    ),
]
