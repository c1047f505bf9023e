from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from services.enums.requests import SupervisionKind
from services.models.requests import ServiceRequest


@tracked()
class RequestExtension(models.Model):
    """More working days for a request: asked before its day, decided by another (B4)."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    request = models.ForeignKey(
        ServiceRequest, models.CASCADE, related_name="extensions", db_constraint=False
    )
    days = models.PositiveSmallIntegerField(_("further working days"))
    reason = models.CharField(_("reason"), max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("asked for by"), related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now, editable=False)
    is_granted = models.BooleanField(_("granted"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("decided by"),
        related_name="+",
        null=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.CharField(_("decision"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("extension of a request")
        verbose_name_plural = _("extensions of requests")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(is_granted__isnull=True),
                name="requestextension_one_open",
                violation_error_message=_("An extension is asked for already."),
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, 60)),
                name="requestextension_days",
                violation_error_message=_("Give 1 to 60 working days."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="requestextension_reason_given"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, is_granted__isnull=True)
                | (
                    Q(decided_by__isnull=False, is_granted__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
                name="requestextension_decided_by_another",
                violation_error_message=_(
                    "You asked for this extension yourself. A colleague decides on it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} +{self.days}"


@tracked()
class Supervision(models.Model):
    """A reminder, an urging or a supervision of a request; the unit must reply (B4)."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    request = models.ForeignKey(
        ServiceRequest, models.CASCADE, related_name="supervisions", db_constraint=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SupervisionKind.choices)
    words = models.CharField(_("what is asked"), max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    made_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    reply_due_on = models.DateField(_("reply due on"))
    reply = models.CharField(_("reply"), max_length=500, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("replied by"),
        related_name="+",
        null=True,
    )
    replied_at = models.DateTimeField(_("replied at"), null=True)

    class Meta:
        verbose_name = _("supervision of a request")
        verbose_name_plural = _("supervisions of requests")
        ordering = ["pk"]
        indexes = [models.Index(fields=["request"], name="supervision_request")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SupervisionKind.values), name="supervision_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(replied_by__isnull=True, replied_at__isnull=True, reply="")
                | (Q(replied_by__isnull=False, replied_at__isnull=False) & ~Q(reply="")),
                name="supervision_reply_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"
