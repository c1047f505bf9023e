"""The public duty roster of a service centre, week by week (R37)."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import row_for
from sites.actions.duty_shifts import copy_week, put_on_duty, sites_of_house, take_off_duty
from sites.centre_board import house_of, monday_of, tabs_of, weeks_of
from sites.centre_enums import House, Shift, Weekday
from sites.forms.duty_shifts import DutyForm
from sites.models import DutyShift, ResettlementSite, ServiceCentre
from sites.rules import can_change_roster, can_run_centre, can_view_centres
from sites.views.centres import site_for

WEEK = timedelta(days=7)


@require_safe
def roster_week(request: HttpRequest, site_id: int) -> HttpResponse:
    """Who is on duty in a week, and the form that puts somebody on duty."""
    site = site_for(request, can_view_centres, site_id)
    return _page(request, site, _monday(request), None)


@require_POST
def roster_add(request: HttpRequest, site_id: int) -> HttpResponse:
    """Puts a colleague on duty."""
    site, monday = site_for(request, can_run_centre, site_id), _monday(request)
    house = house_of(site, request.scope.on)
    form = DutyForm(request.POST, monday=monday, site_ids=sites_of_house(house))
    if not form.is_valid():
        return _page(request, site, monday, form)
    try:
        added = put_on_duty(actor=request.user, house=house, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, site, monday, form)
    messages.success(
        request,
        ngettext("%(number)s shift is added.", "%(number)s shifts are added.", added)
        % {"number": added},
    )
    return redirect(week_url(site, monday))


@require_POST
def roster_copy(request: HttpRequest, site_id: int) -> HttpResponse:
    """Takes over the week before."""
    site, monday = site_for(request, can_run_centre, site_id), _monday(request)
    house = house_of(site, request.scope.on)
    added, left_out = copy_week(actor=request.user, house=house, monday=monday)
    messages.success(
        request,
        ngettext("%(number)s shift is added.", "%(number)s shifts are added.", added)
        % {"number": added},
    )
    for sentence in dict.fromkeys(left_out):
        messages.warning(request, sentence)
    return redirect(week_url(site, monday))


@require_POST
def shift_remove(request: HttpRequest, shift_id: int) -> HttpResponse:
    """Takes somebody off duty."""
    shift = row_for(
        DutyShift.objects.select_related("site"), request.scope, can_change_roster, pk=shift_id
    )
    try:
        take_off_duty(actor=request.user, shift=shift)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The shift is taken off the roster."))
    return redirect(week_url(shift.site, monday_of("", shift.day)))


@require_safe
def roster_print(request: HttpRequest, site_id: int) -> HttpResponse:
    """The week as a paper for the door."""
    site, monday = site_for(request, can_view_centres, site_id), _monday(request)
    house = house_of(site, request.scope.on)
    centre = ServiceCentre.objects.current(request.scope.on).filter(site=house).first()
    context = {
        "site": site,
        "centre": centre,
        "days": _days(house, monday),
        "shifts": Shift.choices,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "week": weeks_of(house, request.scope.on).get(House.SERVICE_CENTRE),
        "back_url": week_url(site, monday),
        "printed_by": request.user.name,
        "printed_at": timezone.now(),
    }
    return render(request, "sites/roster_print.html", context)


def week_url(site: ResettlementSite, monday: date) -> str:
    """The roster page of a week."""
    return f"{reverse('roster_week', args=[site.pk])}?week={monday}"


def _monday(request: HttpRequest) -> date:
    text = request.POST.get("week") or request.GET.get("week") or ""
    return monday_of(text, request.scope.on)


def _page(
    request: HttpRequest, site: ResettlementSite, monday: date, form: DutyForm | None
) -> HttpResponse:
    on = request.scope.on
    house = house_of(site, on)
    may_keep = can_run_centre(request.scope, site)
    if form is None and may_keep:
        places = sites_of_house(house)
        form = DutyForm(initial=draft_for(request), monday=monday, site_ids=places)
    context = {
        "site": site,
        "house": house,
        "tabs": tabs_of(site, "roster_week"),
        "days": _days(house, monday),
        "shifts": Shift.choices,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "previous": week_url(site, monday - WEEK),
        "following": week_url(site, monday + WEEK),
        "on": on,
        "form": form if may_keep and monday + WEEK > on else None,
        "may_remove": can_change_roster(request.scope, DutyShift(site=house)),
    }
    return render(request, "sites/roster_week.html", context)


def _days(house: ResettlementSite, monday: date) -> list[dict[str, Any]]:
    """Seven days, each with its shifts and who is on duty in them; one statement."""
    rows = list(
        DutyShift.objects.filter(site=house)
        .during(monday, monday + timedelta(days=6))
        .select_related("holder")
    )
    return [
        {
            "day": day,
            "name": Weekday(day.weekday()).label,
            "shifts": [
                {
                    "label": label,
                    "rows": [row for row in rows if (row.day, row.shift) == (day, shift)],
                }
                for shift, label in Shift.choices
            ],
        }
        for day in (monday + timedelta(days=number) for number in range(7))
    ]
