"""Words of the door services (R47)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.transitions import Machine


class DoorServiceState(models.TextChoices):
    """What is known of a service: its doer says it was done, somebody else says so too, or not."""

    DONE = "done", _("done, not verified")
    CONFIRMED = "confirmed", _("verified")
    DENIED = "denied", _("denied by the household")
    WITHDRAWN = "withdrawn", _("withdrawn")


class DoorServiceMove(models.TextChoices):
    """What happens to the record of a service."""

    CONFIRM = "confirm", _("confirm at the door")
    CALL_CONFIRMS = "call_confirms", _("call-back confirms")
    CALL_DENIES = "call_denies", _("call-back denies")
    WITHDRAW = "withdraw", _("withdraw")


class ServiceWay(models.TextChoices):
    """How a household was served."""

    AT_HOME = "at_home", _("at home")
    ERRAND = "errand", _("errand run for the household")
    ESCORT = "escort", _("accompanied to an office or hospital")


class ConfirmationKind(models.TextChoices):
    """What a household gives at the door."""

    SIGNATURE = "signature", _("signature on the screen")
    SLIP = "slip", _("photo of the signed slip")


class CallBackOutcome(models.TextChoices):
    """What the household answered when somebody else asked."""

    CONFIRMED = "confirmed", _("it was so")
    DENIED = "denied", _("it was not so")
    NOT_REACHED = "not_reached", _("not reached")


DOOR_SERVICE_MACHINE = Machine(
    name="door_service",
    title=_("Door service"),
    states=DoorServiceState,
    actions=DoorServiceMove,
    start=DoorServiceState.DONE,
    moves={
        DoorServiceMove.CONFIRM: {DoorServiceState.DONE: DoorServiceState.CONFIRMED},
        DoorServiceMove.CALL_CONFIRMS: {
            DoorServiceState.DONE: DoorServiceState.CONFIRMED,
            DoorServiceState.CONFIRMED: DoorServiceState.CONFIRMED,
            DoorServiceState.DENIED: DoorServiceState.CONFIRMED,
        },
        DoorServiceMove.CALL_DENIES: {
            DoorServiceState.DONE: DoorServiceState.DENIED,
            DoorServiceState.CONFIRMED: DoorServiceState.DENIED,
        },
        DoorServiceMove.WITHDRAW: {
            DoorServiceState.DONE: DoorServiceState.WITHDRAWN,
            DoorServiceState.CONFIRMED: DoorServiceState.WITHDRAWN,
            DoorServiceState.DENIED: DoorServiceState.WITHDRAWN,
        },
    },
)
