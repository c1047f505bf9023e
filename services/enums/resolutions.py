"""Resolutions: done is claimed by the owner and confirmed by somebody else (design 3.8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.transitions import Machine


class ResolutionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("of a resolution", "in hand")
    DONE_CLAIMED = "done_claimed", _("reported as done")
    CONFIRMED = "confirmed", _("confirmed as done")
    DROPPED = "dropped", _("dropped")


class ResolutionAction(models.TextChoices):
    CLAIM = "claim", _("Report as done")
    CONFIRM = "confirm", _("Confirm")
    RETURN = "return", _("Send back")
    POSTPONE = "postpone", _("Give a later day")
    DROP = "drop", _("Drop")


RESOLUTION = Machine(
    name="resolution",
    title=_("Resolution of a meeting"),
    states=ResolutionState,
    actions=ResolutionAction,
    start=ResolutionState.OPEN,
    moves={
        ResolutionAction.CLAIM: {ResolutionState.OPEN: ResolutionState.DONE_CLAIMED},
        ResolutionAction.CONFIRM: {ResolutionState.DONE_CLAIMED: ResolutionState.CONFIRMED},
        ResolutionAction.RETURN: {ResolutionState.DONE_CLAIMED: ResolutionState.OPEN},
        ResolutionAction.POSTPONE: {ResolutionState.OPEN: ResolutionState.OPEN},
        ResolutionAction.DROP: {ResolutionState.OPEN: ResolutionState.DROPPED},
    },
)
UNFINISHED = (ResolutionState.OPEN, ResolutionState.DONE_CLAIMED)
