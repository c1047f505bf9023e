"""The life of a dispute under the People's Mediation Law, as one table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.transitions import Machine


class DisputeStage(models.TextChoices):
    REGISTERED = "registered", _("dispute registered")
    GUIDED = "guided", _("guided elsewhere")
    ACCEPTED = "accepted", _("dispute accepted")
    APPOINTED = "appointed", _("mediators appointed")
    RIGHTS_TOLD = "rights_told", _("rights told")
    MEDIATING = "mediating", _("mediating")
    AGREED = "agreed", _("agreement reached")
    ENDED = "ended", _("ended with advice")
    FOLLOWED_UP = "followed_up", _("followed up")
    CLOSED = "closed", _("case closed")
    FILED = "filed", _("case filed")


class DisputeMove(models.TextChoices):
    ACCEPT = "accept", _("accept the dispute")
    GUIDE = "guide", _("guide elsewhere")
    APPOINT = "appoint", _("appoint mediators")
    TELL_RIGHTS = "tell_rights", _("tell the rights")
    INVESTIGATE = "investigate", _("record an investigation")
    HOLD_SESSION = "hold_session", _("record a session")
    AGREE = "agree", _("record the agreement")
    SETTLE_AT_ONCE = "settle_at_once", _("settle on the spot")
    END = "end", _("end with advice")
    FOLLOW_UP = "follow_up", _("follow up")
    CONFIRM = "confirm", _("confirm by call-back")
    REOPEN = "reopen", _("mediate again")
    APPLY_COURT = "apply_court", _("apply for judicial confirmation")
    DECIDE_COURT = "decide_court", _("record the court's decision")
    EXTEND = "extend", _("extend the time limit")
    ESCALATE = "escalate", _("hand to a higher level")
    FLAG_RISK = "flag_risk", _("set the risk")
    CLOSE = "close", _("close the case")
    FILE = "file", _("file the case")


S, M = DisputeStage, DisputeMove
AT_WORK = (S.ACCEPTED, S.APPOINTED, S.RIGHTS_TOLD, S.MEDIATING)
OPEN = (S.REGISTERED, *AT_WORK)
SETTLED_OPEN = (S.AGREED, S.FOLLOWED_UP)
# From here on the case is over; what stands in it is no longer changed, what follows is added.
OVER = (S.CLOSED, S.FILED)

DISPUTE_MACHINE = Machine(
    name="dispute",
    title=_("Dispute"),
    states=S,
    actions=M,
    start=S.REGISTERED,
    moves={
        M.ACCEPT: {S.REGISTERED: S.ACCEPTED},
        M.GUIDE: {S.REGISTERED: S.GUIDED, S.ACCEPTED: S.GUIDED},
        # Mediators may change while a case is being mediated; the parties choose anew.
        M.APPOINT: {
            S.ACCEPTED: S.APPOINTED,
            S.APPOINTED: S.APPOINTED,
            S.RIGHTS_TOLD: S.RIGHTS_TOLD,
            S.MEDIATING: S.MEDIATING,
        },
        M.TELL_RIGHTS: {S.APPOINTED: S.RIGHTS_TOLD},
        M.INVESTIGATE: {state: state for state in AT_WORK},
        M.HOLD_SESSION: {S.RIGHTS_TOLD: S.MEDIATING, S.MEDIATING: S.MEDIATING},
        M.AGREE: {S.MEDIATING: S.AGREED},
        M.SETTLE_AT_ONCE: {S.REGISTERED: S.AGREED},
        M.END: dict.fromkeys(AT_WORK, S.ENDED),
        # Performance and the court may come after the case is closed, and change no stage then.
        M.FOLLOW_UP: {
            **dict.fromkeys((*SETTLED_OPEN, S.ENDED), S.FOLLOWED_UP),
            **{state: state for state in OVER},
        },
        M.CONFIRM: dict.fromkeys(SETTLED_OPEN, S.FOLLOWED_UP),
        M.REOPEN: dict.fromkeys(SETTLED_OPEN, S.MEDIATING),
        M.APPLY_COURT: {state: state for state in (*SETTLED_OPEN, *OVER)},
        M.DECIDE_COURT: {state: state for state in (*SETTLED_OPEN, *OVER)},
        M.EXTEND: {state: state for state in AT_WORK},
        M.ESCALATE: {state: state for state in OPEN},
        M.FLAG_RISK: {state: state for state in (*OPEN, *SETTLED_OPEN, S.ENDED)},
        M.CLOSE: dict.fromkeys((S.GUIDED, S.ENDED, S.FOLLOWED_UP), S.CLOSED),
        M.FILE: {S.CLOSED: S.FILED},
    },
)
