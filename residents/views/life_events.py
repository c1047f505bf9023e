"""Life events of a household: the list with undo, and recording one after a preview."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import row_for
from lib.returning import way_back
from lib.timeline import matters_of
from residents.actions.life_events.recording import undo
from residents.enums import LifeEventKind
from residents.forms.life_events import LifeEventForm
from residents.life_events import preview, record_event
from residents.models import Household, ImportFinding, LifeEvent, Person
from residents.proposals import KINDS, Proposal, proposals_of
from residents.rules import EDITORS, READERS, can_edit_register
from residents.views.files import file_head, household_for


@require_safe
def household_events(request: HttpRequest, household_id: int) -> HttpResponse:
    """What happened to the household, newest first, and what may be recorded or undone."""
    household = household_for(request, household_id)
    scope = request.scope
    events = LifeEvent.objects.touching(household)
    readable = Person.objects.within(scope.only(READERS))
    rows = list(events.select_related("recorded_by").order_by("-occurred_on", "-pk"))
    named = readable.filter(pk__in=[row.person_id for row in rows if row.person_id])
    names = dict(named.values_list("pk", "name"))
    may_edit = can_edit_register(scope, household)
    context = {
        **file_head(request, household, "household_events"),
        "rows": [
            {
                "event": row,
                "name": names.get(row.person_id, ""),
                "may_undo": may_edit
                and row.household_id == household.pk
                and row.undone_at is None
                and timezone.localdate(row.recorded_at) == scope.on,
            }
            for row in rows
        ],
        "kinds": LifeEventKind.choices if may_edit and household.ended_on is None else [],
    }
    return render(request, "residents/household_events.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def life_event_add(request: HttpRequest, household_id: int, event_kind: str) -> HttpResponse:
    """Asks what happened, shows what it changes, and records it once that is confirmed."""
    if event_kind not in LifeEventKind.values:
        raise Http404
    household = household_for(request, household_id, can_edit_register)
    told = _proposal(request, household)
    form = LifeEventForm(
        request.POST or None,
        initial={**draft_for(request), **(told.initial(event_kind) if told else {})},
        kind=event_kind,
        household=household,
        scope=request.scope,
        resident=told.newcomer if told else None,
    )
    lines: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            if "confirmed" in request.POST:
                event = record_event(actor=request.user, household=household, form=form)
                messages.success(
                    request, _("Recorded: %(kind)s.") % {"kind": event.get_kind_display()}
                )
                return redirect(
                    way_back(request) or reverse("household_events", args=[household.pk])
                )
            lines = preview(actor=request.user, household=household, form=form, scope=request.scope)
        except ValidationError as error:
            _tell(form, error)
    context = {
        "household": household,
        "kind": LifeEventKind(event_kind),
        "told": told,
        "form": form,
        "lines": lines,
        "matters": matters_of(household, request.scope) if lines else [],
    }
    return render(request, "residents/life_event_form.html", context)


@require_POST
def life_event_undo(request: HttpRequest, event_id: int) -> HttpResponse:
    """Takes an event back on the day on which it was recorded."""
    event = LifeEvent.objects.select_related("household", "other_household").filter(pk=event_id)
    found = event.first()
    if found is None:
        raise Http404
    row_for(Household.objects, request.scope, can_edit_register, pk=found.household_id)
    try:
        blockers = undo(actor=request.user, event=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if blockers:
            told = "; ".join(f"{blocker.what} {blocker.why}" for blocker in blockers[:5])
            messages.error(request, _("Not undone: %(why)s") % {"why": told})
        else:
            messages.success(request, _("Undone; everything is as it was before."))
    return redirect("household_events", found.household_id)


def _proposal(request: HttpRequest, household: Household) -> Proposal | None:
    """The difference in a roster from which this form was opened, where it was one."""
    asked = request.GET.get("finding", "")
    if not asked.isdecimal():
        return None
    findings = ImportFinding.objects.within(request.scope.only(EDITORS)).filter(
        pk=int(asked[:18]), code__in=KINDS
    )
    found = proposals_of(findings.select_related("batch"), request.scope)
    return next((row for row in found if row.household == household), None)


def _tell(form: LifeEventForm, error: ValidationError) -> None:
    """Errors of fields that this form has stand beside them, all others on top."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
