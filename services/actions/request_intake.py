"""The intake at once: written down, and what the clerk decided with it."""

import uuid
from typing import Any

from django.db import transaction

from accounts.models import User
from services.actions import requests
from services.actions.public import code_of, mark_of
from services.enums.requests import RequestState
from services.models import ServiceRequest
from sites.models import Organisation


@transaction.atomic
def take_request(
    *,
    actor: User,
    then: str = "record",
    lead: Organisation | None = None,
    reply: str = "",
    **details: Any,
) -> ServiceRequest:
    """Receives a request, then accepts, assigns or settles it, all or nothing. ValidationError.

    Of a form that was sent twice the second time changes nothing. The resident follows it by the
    query code of the form's token, which the slip names; only its keyed hash is stored.
    """
    details["token"] = details.get("token") or uuid.uuid4()
    details["query_mark"] = mark_of(code_of(details["token"]))
    details.pop("resident", None)
    details.pop("who", None)
    request = requests.receive(actor=actor, **details)
    if request.state != RequestState.RECEIVED or request.steps.count() > 1:
        return request
    if then == "answer":
        return requests.answer(actor=actor, request=request, note=reply)
    if then == "accept" or lead is not None:
        request = requests.accept(actor=actor, request=request)
    if lead is not None:
        request = requests.assign(actor=actor, request=request, lead=lead)
    return request
