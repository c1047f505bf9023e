"""Meetings: their states and moves, who attends how, where a point of the agenda comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.transitions import Machine


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("of a meeting", "planned")
    NOTIFIED = "notified", _("notice given")
    HELD = "held", pgettext_lazy("of a meeting", "held")
    MINUTED = "minuted", _("minuted")
    PUBLISHED = "published", pgettext_lazy("of a meeting", "published")
    CLOSED = "closed", pgettext_lazy("of a meeting", "closed")
    CALLED_OFF = "called_off", pgettext_lazy("of a meeting", "called off")


class MeetingAction(models.TextChoices):
    NOTIFY = "notify", _("Give notice")
    RESCHEDULE = "reschedule", _("Move to another time")
    HOLD = "hold", _("Record as held")
    MINUTE = "minute", _("Finish the minutes")
    REOPEN = "reopen", _("Take the minutes back")
    PUBLISH = "publish", pgettext_lazy("of a meeting", "Publish")
    CLOSE = "close", pgettext_lazy("of a meeting", "Close")
    CALL_OFF = "call_off", _("Call off")


MEETING = Machine(
    name="meeting",
    title=_("Meeting"),
    states=MeetingState,
    actions=MeetingAction,
    start=MeetingState.PLANNED,
    moves={
        MeetingAction.NOTIFY: {MeetingState.PLANNED: MeetingState.NOTIFIED},
        # Whoever has been told of one time must be told of the other.
        MeetingAction.RESCHEDULE: {
            MeetingState.PLANNED: MeetingState.PLANNED,
            MeetingState.NOTIFIED: MeetingState.PLANNED,
        },
        MeetingAction.HOLD: {MeetingState.NOTIFIED: MeetingState.HELD},
        MeetingAction.MINUTE: {MeetingState.HELD: MeetingState.MINUTED},
        MeetingAction.REOPEN: {MeetingState.MINUTED: MeetingState.HELD},
        MeetingAction.PUBLISH: {MeetingState.MINUTED: MeetingState.PUBLISHED},
        # From "minuted" only where the kind of meeting is not published.
        MeetingAction.CLOSE: {
            MeetingState.MINUTED: MeetingState.CLOSED,
            MeetingState.PUBLISHED: MeetingState.CLOSED,
        },
        MeetingAction.CALL_OFF: {
            MeetingState.PLANNED: MeetingState.CALLED_OFF,
            MeetingState.NOTIFIED: MeetingState.CALLED_OFF,
        },
    },
)

# It is known to have taken place; only such meetings count.
TOOK_PLACE = (
    MeetingState.HELD,
    MeetingState.MINUTED,
    MeetingState.PUBLISHED,
    MeetingState.CLOSED,
)
UPCOMING = (MeetingState.PLANNED, MeetingState.NOTIFIED)


class Quorum(models.TextChoices):
    """How many of those due must be present before anything can be decided."""

    NONE = "none", _("no quorum")
    MORE_THAN_HALF = "more_than_half", _("more than half of those due")
    TWO_THIRDS = "two_thirds", _("two thirds of those due")

    def needed(self, due: int) -> int:
        """How many of `due` must be present."""
        if self == Quorum.NONE:
            return 0
        return due // 2 + 1 if self == Quorum.MORE_THAN_HALF else -(-2 * due // 3)


class AgendaSource(models.TextChoices):
    """Where a point of the agenda comes from."""

    OWN = "own", _("raised by the community")
    RESIDENT = "resident", _("raised by residents")
    REQUEST = "request", _("from a request")
    DISPUTE = "dispute", _("from a dispute")
    RESOLUTION = "resolution", _("open point of an earlier meeting")


class AttendanceState(models.TextChoices):
    INVITED = "invited", _("invited")
    PRESENT = "present", pgettext_lazy("at a meeting", "signed in")
    EXCUSED = "excused", _("sent apologies")
    ABSENT = "absent", _("did not come")


class SignInMethod(models.TextChoices):
    """How somebody signed in; nobody is made to use a phone (design 3.18)."""

    LIST = "list", _("on the list")
    QR = "qr", _("by QR code")
    PAPER = "paper", _("on the paper sheet")


class MeetingPaperKind(models.TextChoices):
    SIGN_IN_SHEET = "sign_in_sheet", _("photo of the sign-in sheet")
    PHOTO = "photo", _("photo of the meeting")
    SIGNED_MINUTES = "signed_minutes", _("signed minutes")
    PUBLIC_NOTICE = "public_notice", _("photo of the public notice")
    OTHER = "other", _("other paper")
