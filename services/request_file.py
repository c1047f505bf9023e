"""What the page of one request says: facts, the people of it, what is asked beside, the story."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.masking import mask_phone
from lib.scope import Scope
from residents.models import Household
from residents.rules import can_view_register
from services.enums.requests import RequestAction, RequestState
from services.models import RequestStep, ServiceRequest, Whistle
from services.request_lines import lines_of


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the story; `note` is empty for whoever sees the outline."""

    step: RequestStep
    who: str
    note: str

    # As in services.request_lines: a long story shows these words a hundred times.
    @property
    def action_word(self) -> str:
        return str(RequestAction(self.step.action).label)

    @property
    def state_word(self) -> str:
        return str(RequestState(self.step.state_to).label)

    @property
    def moves(self) -> bool:
        return self.step.state_from != self.step.state_to


@dataclass(frozen=True, slots=True)
class RequestFile:
    """Everything below the buttons of the page."""

    who: str
    household_url: str
    phone: str
    address: str
    steps: list[StepLine]
    supervisions: list[Any]
    extensions: list[Any]
    assisting: list[str]
    merged: list[ServiceRequest]
    whistles: list[Whistle]


def file_of(row: ServiceRequest, scope: Scope, *, may_read: bool) -> RequestFile:
    """The file of one request as this reader may see it."""
    [line] = lines_of([row], scope)
    steps = row.steps.select_related("actor", "organisation").order_by("-pk")
    household_url = ""
    if may_read and row.household_id:
        household = Household.objects.within(scope).filter(pk=row.household_id).first()
        if household is not None and can_view_register(scope, household):
            household_url = reverse("household_detail", args=[row.household_id])
    return RequestFile(
        who=line.who,
        household_url=household_url,
        phone=mask_phone(row.phone) if may_read else "",
        address=_address(row, line.address) if may_read else "",
        steps=[_step_line(step, may_read) for step in steps],
        supervisions=list(row.supervisions.select_related("made_by", "replied_by"))
        if may_read
        else [],
        extensions=list(row.extensions.select_related("asked_by", "decided_by"))
        if may_read
        else [],
        assisting=[a.organisation.name for a in row.assistances.select_related("organisation")],
        merged=list(row.merged.within(scope)),
        whistles=list(row.whistles.prefetch_related("calls__organisation")),
    )


def _address(row: ServiceRequest, address: str) -> str:
    """The place, else the dwelling: who handles a request must find the door (design, roles)."""
    if address or row.household_id is None:
        return address
    households = Household.objects.with_address(row.occurred_on).filter(pk=row.household_id)
    return households.values_list("address", flat=True).first() or ""


def _step_line(step: RequestStep, may_read: bool) -> StepLine:
    who = step.actor.name if step.actor else _("the resident, by QR code")
    return StepLine(step, who, step.note if may_read else "")
