from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.transitions import Machine
from services.enums.platforms import Platform


class RequestCategory(models.TextChoices):
    """What a request is about; the first three are those of R40, repair that of R74."""

    MEDICAL = "medical", _("medical care")
    SCHOOLING = "schooling", _("schooling")
    EMPLOYMENT = "employment", pgettext_lazy("category of a request", "employment")
    REPAIR = "repair", _("property repair")
    HOUSING = "housing", _("housing and papers")
    ASSISTANCE = "assistance", _("assistance and insurance")
    ENVIRONMENT = "environment", _("hygiene and environment")
    POLICY = "policy", _("policy advice")
    OTHER = "other", pgettext_lazy("category of a request", "other")


class Urgency(models.TextChoices):
    """How soon a request must be done; the days stand in the table of deadlines."""

    URGENT = "1_urgent", pgettext_lazy("urgency", "most urgent")
    PRESSING = "2_pressing", pgettext_lazy("urgency", "urgent")
    ORDINARY = "3_ordinary", pgettext_lazy("urgency", "ordinary")


class RequestChannel(models.TextChoices):
    """Through which door a request came in."""

    COUNTER = "counter", pgettext_lazy("channel", "counter")
    PHONE = "phone", pgettext_lazy("channel", "telephone")
    DOOR = "door", pgettext_lazy("channel", "at the door")
    GRID = "grid", pgettext_lazy("channel", "grid staff")
    MEETING = "meeting", pgettext_lazy("channel", "meeting")
    ONLINE = "online", pgettext_lazy("channel", "QR code")

    @property
    def platform(self) -> Platform:
        """The one of the three platforms (R35) that a request through this door makes use of."""
        return Platform.DELIBERATION if self == self.MEETING else Platform.MASS_SERVICE


class RequestLevel(models.TextChoices):
    """Who is answerable for a request: it climbs where the level below cannot solve it."""

    COMMUNITY = "1_community", pgettext_lazy("level", "community")
    TOWN = "2_town", pgettext_lazy("level", "town")
    COUNTY = "3_county", pgettext_lazy("level", "county")


class RequestState(models.TextChoices):
    """Where a request stands (B4)."""

    RECEIVED = "received", pgettext_lazy("request", "received")
    ACCEPTED = "accepted", pgettext_lazy("request", "accepted")
    REFUSED = "refused", pgettext_lazy("request", "not accepted")
    ASSIGNED = "assigned", pgettext_lazy("request", "assigned")
    SIGNED_IN = "signed_in", pgettext_lazy("request", "signed in")
    RETURNED = "returned", pgettext_lazy("request", "returned by the unit")
    HANDLING = "handling", pgettext_lazy("request", "being handled")
    PAUSED = "paused", pgettext_lazy("request", "paused")
    DONE_CLAIMED = "done_claimed", pgettext_lazy("request", "done, to be called back")
    CALLED_BACK = "called_back", pgettext_lazy("request", "called back")
    CLOSED = "closed", pgettext_lazy("request", "closed")
    REOPENED = "reopened", pgettext_lazy("request", "reopened")
    HANDED_OVER = "handed_over", pgettext_lazy("request", "handed over")
    MERGED = "merged", pgettext_lazy("request", "merged")


class RequestAction(models.TextChoices):
    """What is done to a request; those that move it stand in REQUEST_MACHINE."""

    RECEIVE = "receive", pgettext_lazy("request action", "Receive")
    ACCEPT = "accept", pgettext_lazy("request action", "Accept")
    REFUSE = "refuse", pgettext_lazy("request action", "Do not accept")
    ANSWER = "answer", pgettext_lazy("request action", "Settle on the spot")
    ASSIGN = "assign", pgettext_lazy("request action", "Assign")
    SIGN_IN = "sign_in", pgettext_lazy("request action", "Sign in")
    RETURN = "return", pgettext_lazy("request action", "Return")
    START = "start", pgettext_lazy("request action", "Start handling")
    PAUSE = "pause", pgettext_lazy("request action", "Pause")
    RESUME = "resume", pgettext_lazy("request action", "Resume")
    CLAIM_DONE = "claim_done", pgettext_lazy("request action", "Report as done")
    CALL_BACK = "call_back", pgettext_lazy("request action", "Call back")
    CLOSE = "close", pgettext_lazy("request action", "Close")
    REOPEN = "reopen", pgettext_lazy("request action", "Reopen")
    HAND_OVER = "hand_over", pgettext_lazy("request action", "Hand over")
    MERGE = "merge", pgettext_lazy("request action", "Merge")
    # What follows leaves the state as it is.
    ATTEMPT = "attempt", pgettext_lazy("request action", "Nobody reached")
    ESCALATE = "escalate", pgettext_lazy("request action", "Escalate")
    RECLASSIFY = "reclassify", pgettext_lazy("request action", "Correct category")
    EXTENSION_ASKED = "extension_asked", pgettext_lazy("request action", "Ask for extension")
    EXTENSION_DECIDED = "extension_decided", pgettext_lazy("request action", "Decide on extension")
    SUPERVISE = "supervise", pgettext_lazy("request action", "Supervise")
    SUPERVISION_REPLY = "supervision_reply", pgettext_lazy("request action", "Reply to supervision")
    WHISTLE = "whistle", pgettext_lazy("request action", "Call units together")
    WHISTLE_REPORT = "whistle_report", pgettext_lazy("request action", "Report of a called unit")
    WHISTLE_SCORE = "whistle_score", pgettext_lazy("request action", "Score a called unit")
    WHISTLE_END = "whistle_end", pgettext_lazy("request action", "End the joint work")
    NOTE = "note", pgettext_lazy("request action", "Note")


class CallBackResult(models.TextChoices):
    """What the call-back found."""

    SATISFIED = "satisfied", _("satisfied")
    MOSTLY = "mostly", _("mostly satisfied")
    DISSATISFIED = "dissatisfied", _("dissatisfied")
    CHECKED = "checked", _("checked on the spot by a second officer")
    UNREACHABLE = "unreachable", _("not reached")


class HandOver(models.TextChoices):
    """Statutory channels of their own: marked and handed over, never processed here (B4)."""

    PETITION = "petition", _("petition office")
    POLICE = "police", _("police")


class SupervisionKind(models.TextChoices):
    """How hard a unit is pressed; each asks for a reply."""

    REMINDER = "1_reminder", pgettext_lazy("supervision", "reminder")
    URGE = "2_urge", pgettext_lazy("supervision", "urging")
    SUPERVISE = "3_supervise", pgettext_lazy("supervision", "supervision")


S, A = RequestState, RequestAction
OPEN_STATES = (
    S.RECEIVED, S.ACCEPTED, S.ASSIGNED, S.SIGNED_IN, S.RETURNED, S.HANDLING, S.PAUSED,
    S.DONE_CLAIMED, S.CALLED_BACK, S.REOPENED,
)  # fmt: skip
# Somebody still has to do the thing itself: the deadline runs (paused excepted).
UNDONE_STATES = (
    S.RECEIVED, S.ACCEPTED, S.ASSIGNED, S.SIGNED_IN, S.RETURNED, S.HANDLING, S.REOPENED,
)  # fmt: skip
DONE_STATES = (S.DONE_CLAIMED, S.CALLED_BACK, S.CLOSED)

REQUEST_MACHINE = Machine(
    name="service_request",
    title=_("Request"),
    states=RequestState,
    actions=RequestAction,
    start=S.RECEIVED,
    moves={
        A.ACCEPT: {S.RECEIVED: S.ACCEPTED},
        A.REFUSE: {S.RECEIVED: S.REFUSED},
        A.ASSIGN: {S.ACCEPTED: S.ASSIGNED, S.RETURNED: S.ASSIGNED, S.REOPENED: S.ASSIGNED},
        A.ANSWER: {S.RECEIVED: S.DONE_CLAIMED, S.ACCEPTED: S.DONE_CLAIMED},
        A.SIGN_IN: {S.ASSIGNED: S.SIGNED_IN},
        A.RETURN: {S.ASSIGNED: S.RETURNED},
        A.START: {S.SIGNED_IN: S.HANDLING, S.REOPENED: S.HANDLING},
        A.CLAIM_DONE: {S.HANDLING: S.DONE_CLAIMED},
        A.PAUSE: {S.HANDLING: S.PAUSED},
        A.RESUME: {S.PAUSED: S.HANDLING},
        A.CALL_BACK: {S.DONE_CLAIMED: S.CALLED_BACK},
        A.CLOSE: {S.CALLED_BACK: S.CLOSED},
        A.REOPEN: {S.CALLED_BACK: S.REOPENED, S.CLOSED: S.REOPENED},
        A.MERGE: {state: S.MERGED for state in UNDONE_STATES},
        A.HAND_OVER: {state: S.HANDED_OVER for state in UNDONE_STATES},
    },
)
