"""Which deeds a request allows now and to this reader, and the sentence after each."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lib.scope import Scope
from services.actions import request_claims, request_closing, requests, whistles
from services.enums.requests import (
    REQUEST_MACHINE,
    UNDONE_STATES,
    CallBackResult,
    RequestAction,
    RequestLevel,
    RequestState,
)
from services.models import ServiceRequest
from services.rules.requests import can_do

A = RequestAction
DEEDS: dict[str, Callable[..., Any]] = {
    A.ACCEPT: requests.accept,
    A.REFUSE: requests.refuse,
    A.ANSWER: requests.answer,
    A.ASSIGN: requests.assign,
    A.SIGN_IN: requests.sign_in,
    A.RETURN: requests.send_back,
    A.START: requests.start,
    A.PAUSE: requests.pause,
    A.RESUME: requests.resume,
    A.CLAIM_DONE: requests.claim_done,
    A.CALL_BACK: request_closing.call_back,
    A.CLOSE: request_closing.close,
    A.REOPEN: request_closing.reopen,
    A.MERGE: request_closing.merge,
    A.HAND_OVER: request_closing.hand_over,
    A.ESCALATE: request_claims.escalate,
    A.RECLASSIFY: request_claims.reclassify,
    A.EXTENSION_ASKED: request_claims.ask_extension,
    A.EXTENSION_DECIDED: request_claims.decide_extension,
    A.SUPERVISE: request_claims.supervise,
    A.SUPERVISION_REPLY: request_claims.reply_supervision,
    A.WHISTLE: whistles.call_units,
    A.WHISTLE_REPORT: whistles.report_unit,
    A.WHISTLE_SCORE: whistles.score_unit,
    A.WHISTLE_END: whistles.end_whistle,
    A.NOTE: request_claims.add_note,
}


def deeds_for(row: ServiceRequest, scope: Scope) -> list[RequestAction]:
    """What this reader may do to the request now, in the order of use."""
    moves = [RequestAction(action) for action in REQUEST_MACHINE.moves_from(row.state)]
    if row.level == RequestLevel.COMMUNITY and A.CLOSE in moves:
        moves.remove(A.CLOSE)
    return [action for action in (*moves, *_besides(row, scope)) if can_do(scope, row, action)]


def _besides(row: ServiceRequest, scope: Scope) -> list[RequestAction]:
    """Deeds that leave the state as it is, where they make sense."""
    found = []
    if row.supervisions.filter(replied_at__isnull=True).exists():
        found.append(A.SUPERVISION_REPLY)
    extension = row.extensions.filter(is_granted__isnull=True).first()
    if extension is not None and extension.asked_by_id != scope.user_id:
        found.append(A.EXTENSION_DECIDED)
    if row.state in UNDONE_STATES:
        if extension is None and row.due_on is not None and row.due_on >= scope.on:
            found.append(A.EXTENSION_ASKED)
        found.append(A.RECLASSIFY)
    if row.is_open:
        if row.level != RequestLevel.COUNTY:
            found.append(A.ESCALATE)
        found.append(A.SUPERVISE)
    return [*found, *_around_whistle(row), A.NOTE]


def _around_whistle(row: ServiceRequest) -> list[RequestAction]:
    """Calling units together where the site has switched it on; what is open until it ends."""
    if row.whistles.filter(ended_on__isnull=True).exists():
        return [A.WHISTLE_REPORT, A.WHISTLE_SCORE, A.WHISTLE_END]
    return [A.WHISTLE] if row.is_open and whistles.is_on(row.site_id) else []


def sentence_after(row: ServiceRequest, action: str, on: date) -> str:
    """What happened, and what comes next."""
    words = {
        "due": row.due_on.isoformat() if row.due_on else "",
        "unit": row.lead.name if row.lead else "",
        "level": row.get_level_display(),
        "call_back": row.get_call_back_display(),
    }
    match action:
        case A.ACCEPT:
            return _("Accepted. It is due on %(due)s; next, assign it to a unit.") % words
        case A.ASSIGN:
            return _("Assigned to %(unit)s, which signs it in or returns it.") % words
        case A.ANSWER | A.CLAIM_DONE:
            return _("Reported as done. A colleague calls the resident back.")
        case A.RESUME | A.REOPEN | A.EXTENSION_DECIDED | A.RECLASSIFY if row.due_on:
            return _("Stored. It is due on %(due)s.") % words
        case A.ESCALATE:
            return _("Escalated: it now lies with the %(level)s too.") % words
        case A.CALL_BACK if row.state == RequestState.CLOSED:
            return _("Called back (%(call_back)s) and closed.") % words
        case A.CALL_BACK if row.call_back == CallBackResult.DISSATISFIED:
            return _("The resident is not satisfied: reopen it, or escalate it.")
        case A.CALL_BACK:
            return _("The attempt is kept. After three in vain the request is closed.")
    return _("Stored.")
