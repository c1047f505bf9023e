"""Requests for tests: in any state, with what the state needs."""

from datetime import timedelta
from typing import Any

from accounts.models import User
from lib.periods import today
from services.enums.requests import (
    DONE_STATES,
    RequestCategory,
    RequestChannel,
    RequestState,
    Urgency,
)
from services.models import ServiceRequest
from sites.enums import OrganisationKind, Post
from sites.models import Organisation, ResettlementSite
from tests import factories

WITH_UNIT = (
    RequestState.ASSIGNED, RequestState.SIGNED_IN, RequestState.HANDLING, RequestState.PAUSED,
    *DONE_STATES, RequestState.REOPENED,
)  # fmt: skip


def make_unit(site: ResettlementSite | None, **fields: Any) -> Organisation:
    """The property company of a site, or a member unit of the county."""
    kind = OrganisationKind.PROPERTY_COMPANY if site else OrganisationKind.MEMBER_UNIT
    return factories.make_organisation(site, **{"kind": kind, **fields})


def make_unit_staff(unit: Organisation, **fields: Any) -> User:
    """Somebody who handles what his unit is sent."""
    user = factories.make_user(**fields)
    post = Post.HANDLING_UNIT_STAFF if unit.site_id else Post.MEMBER_UNIT_STAFF
    factories.make_posting(user, post, unit.site, organisation=unit)
    return user


def make_request(
    site: ResettlementSite | None = None, state: str = RequestState.RECEIVED, **fields: Any
) -> ServiceRequest:
    """A request in this state, received and accepted today, due in three days."""
    household = fields.get("household")
    site = site or (household.site if household else factories.make_site())
    channel = RequestChannel(fields.get("channel", RequestChannel.COUNTER))
    values: dict[str, Any] = {
        "category": RequestCategory.REPAIR,
        "urgency": Urgency.ORDINARY,
        "channel": channel,
        "platform": channel.platform,
        "words": "楼道灯坏了",
        "occurred_on": today(),
        "recorded_by": fields.pop("recorded_by", None) or factories.make_user("登记员"),
    }
    if state not in (RequestState.RECEIVED, RequestState.REFUSED):
        values |= {
            "accepted_on": today(),
            "due_on": today() + timedelta(days=3),
            "warn_on": today() + timedelta(days=2),
        }
    if state in WITH_UNIT:
        values["lead"] = fields.pop("lead", None) or make_unit(site)
    if state == RequestState.PAUSED:
        values["paused_on"] = today()
    if state in DONE_STATES:
        values |= {"done_on": today(), "done_by": factories.make_user("承办人"), "reply": "已修好"}
    if state == RequestState.CALLED_BACK:
        values |= {"call_back": "dissatisfied", "verified_by": factories.make_user("回访员")}
    if state == RequestState.CLOSED:
        values |= {"call_back": "satisfied", "verified_by": factories.make_user("回访员")}
        values["closed_on"] = today()
    if state == RequestState.HANDED_OVER:
        values["handed_to"] = "petition"
    if state == RequestState.MERGED:
        values["merged_into"] = fields.pop("merged_into", None) or make_request(site)
    return ServiceRequest.objects.create(site=site, state=state, **{**values, **fields})
