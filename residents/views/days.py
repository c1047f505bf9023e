"""The state of a household on any past day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actions.events import address_of
from lib.day_field import day_form
from lib.gaps import gaps_of
from lib.timeline import responsible_for
from residents.actions.looking import note_view
from residents.days import change_days, members_on, recorded_on
from residents.facts import household_groups
from residents.models import Household, LifeEvent
from residents.sight import sight_of, state_of
from residents.views.files import file_head, household_for


@require_safe
def household_day(request: HttpRequest, household_id: int) -> HttpResponse:
    """Who belonged to it, where it lived, who was responsible and what happened on a day."""
    household = household_for(request, household_id)
    note_view(actor=request.user, row=household, address=address_of(request))
    form = day_form(request.GET)
    on, sight = form.day, sight_of(request.scope)
    of_day = Household.objects.for_list(on).get(pk=household.pk)
    then, recorded = recorded_on(of_day, on)
    context = {
        **file_head(request, household, "household_day"),
        "form": form,
        "on": on,
        "days": change_days(household),
        "then": of_day,
        "address_then": sight.address(of_day),
        "state_then": state_of(household, on),
        "members": members_on(household, request.scope, sight, on),
        "responsible": responsible_for(household, on),
        "gaps": gaps_of([household.pk], on).get(household.pk, []),
        "events": LifeEvent.objects.standing().touching(household).filter(occurred_on=on),
        "groups": household_groups(then, sight),
        "recorded": recorded,
    }
    return render(request, "residents/household_day.html", context)
