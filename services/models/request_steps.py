from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from services.enums.requests import RequestAction, RequestLevel, RequestState
from services.models.requests import ServiceRequest
from sites.models import Organisation


@tracked()
class RequestAssistance(models.Model):
    """A unit that helps the handling unit with a request."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    request = models.ForeignKey(
        ServiceRequest, models.CASCADE, related_name="assistances", db_constraint=False
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("assisting unit"), related_name="+"
    )

    class Meta:
        verbose_name = _("assisting unit of a request")
        verbose_name_plural = _("assisting units of a request")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "organisation"], name="requestassistance_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.organisation_id}"


@tracked()
class RequestStep(models.Model):
    """Who did what to a request: when, from which state to which, and why."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    request = models.ForeignKey(
        ServiceRequest, models.CASCADE, related_name="steps", db_constraint=False
    )
    # Empty where the resident himself did it through the printed QR code.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        related_name="+",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    action = models.CharField(_("action"), max_length=20, choices=RequestAction.choices)
    state_from = models.CharField(max_length=20, choices=RequestState.choices, blank=True)
    state_to = models.CharField(_("state"), max_length=20, choices=RequestState.choices)
    level = models.CharField(_("level"), max_length=20, choices=RequestLevel.choices)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("unit"),
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of a request")
        ordering = ["pk"]
        indexes = [models.Index(fields=["request"], name="requeststep_request")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=RequestAction.values), name="requeststep_action_known"
            ),
            models.CheckConstraint(
                condition=Q(state_to__in=RequestState.values)
                & Q(state_from__in=["", *RequestState.values]),
                name="requeststep_states_known",
            ),
            models.CheckConstraint(
                condition=Q(level__in=RequestLevel.values), name="requeststep_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.action}"
