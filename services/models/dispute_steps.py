from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.enums.disputes import DisputeChannel, DisputeLevel, DisputeRisk
from services.models.dispute_parties import OfDispute
from services.models.disputes import Dispute

# Moves that nobody makes without saying why.
WITH_REASON = (
    DisputeMove.GUIDE,
    DisputeMove.END,
    DisputeMove.REOPEN,
    DisputeMove.EXTEND,
    DisputeMove.ESCALATE,
    DisputeMove.FLAG_RISK,
)


@tracked()
class DisputeStep(OfDispute):
    """Who moved a dispute from where to where, when and why; hops between levels included."""

    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="steps",
        db_constraint=False,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    happened_on = models.DateField(_("day"))
    move = models.CharField(_("step"), max_length=20, choices=DisputeMove.choices, blank=True)
    from_stage = models.CharField(
        _("from stage"), max_length=20, choices=DisputeStage.choices, blank=True
    )
    to_stage = models.CharField(_("to stage"), max_length=20, choices=DisputeStage.choices)
    from_level = models.CharField(
        _("from level"), max_length=10, choices=DisputeLevel.choices, blank=True
    )
    to_level = models.CharField(
        _("to level"), max_length=10, choices=DisputeLevel.choices, blank=True
    )
    to_channel = models.CharField(
        _("handled at"), max_length=20, choices=DisputeChannel.choices, blank=True
    )
    risk = models.CharField(
        _("risk of the dispute"), max_length=10, choices=DisputeRisk.choices, blank=True
    )
    due_on = models.DateField(_("new day"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("step of a dispute")
        verbose_name_plural = _("steps of a dispute")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(move="") | Q(move__in=DisputeMove.values),
                name="disputestep_move_known",
            ),
            models.CheckConstraint(
                condition=Q(to_stage__in=DisputeStage.values)
                & Q(from_stage__in=["", *DisputeStage.values]),
                name="disputestep_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(from_level__in=["", *DisputeLevel.values])
                & Q(to_level__in=["", *DisputeLevel.values])
                & Q(to_channel__in=["", *DisputeChannel.values])
                & Q(risk__in=["", *DisputeRisk.values]),
                name="disputestep_level_known",
            ),
            models.CheckConstraint(
                condition=~Q(move__in=WITH_REASON) | ~Q(note=""),
                name="disputestep_reason_given",
                violation_error_message=_("Say in a few words why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.to_stage}"
