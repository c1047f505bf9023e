"""Bookings of a site's rooms (R45)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import row_for
from lib.paging import page_by_key
from lib.returning import way_back
from sites.actions.bookings import book_room, cancel_booking
from sites.centre_board import house_of, tabs_of
from sites.centre_enums import BookingStatus
from sites.forms.bookings import BookingFilter, BookingForm
from sites.models import Booking
from sites.rules import can_cancel_booking, can_run_centre, can_view_centres
from sites.views.centres import site_for


@require_safe
def booking_list(request: HttpRequest, site_id: int) -> HttpResponse:
    """The bookings of the rooms that the site uses, the next ones first."""
    site = site_for(request, can_view_centres, site_id)
    places = {site.pk, house_of(site, request.scope.on).pk}
    form = BookingFilter(request.GET, site_ids=places)
    rows = Booking.objects.within(request.scope).filter(site__in=places)
    rows = form.filter(rows).select_related("venue", "organisation")
    page = page_by_key(rows, request.GET, keys=("day", "starts", "id"))
    page.rows[:] = [
        {
            "booking": row,
            "key": str(row.pk),
            "kept": [("next", request.get_full_path())],
            "may_cancel": row.status == BookingStatus.BOOKED
            and can_cancel_booking(request.scope, row),
        }
        for row in page.rows
    ]
    context = {
        "site": site,
        "tabs": tabs_of(site, "booking_list"),
        "page": page,
        "filter_form": form,
        "may_book": can_run_centre(request.scope, site),
    }
    return render(request, "sites/booking_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def booking_add(request: HttpRequest, site_id: int) -> HttpResponse:
    """Books a room of the site, or of the house that it shares."""
    site = site_for(request, can_run_centre, site_id)
    places = {site.pk, house_of(site, request.scope.on).pk}
    initial = {**request.GET.dict(), **draft_for(request)}
    form = BookingForm(request.POST or None, initial=initial, site_ids=places)
    if request.method == "POST" and form.is_valid():
        try:
            booking = book_room(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                _("%(room)s is booked for %(day)s, %(starts)s to %(ends)s.")
                % {
                    "room": booking.venue.name,
                    "day": booking.day,
                    "starts": f"{booking.starts:%H:%M}",
                    "ends": f"{booking.ends:%H:%M}",
                },
            )
            return redirect("booking_list", site.pk)
    return render(request, "sites/booking_add.html", {"form": form, "site": site})


@require_POST
def booking_cancel(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Gives a room free again, with the reason."""
    booking = row_for(Booking.objects, request.scope, can_cancel_booking, pk=booking_id)
    try:
        cancel_booking(actor=request.user, booking=booking, why=request.POST.get("reason", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The booking is cancelled and the room is free again."))
    return redirect(way_back(request, reverse("booking_list", args=[booking.site_id])))
