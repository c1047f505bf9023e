"""Rooms: booked for an organisation, given free again; one room is never taken twice (R45)."""

from datetime import date, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import Period
from lib.room_use import uses_of
from sites.centre_enums import BookingStatus
from sites.models import Booking, Organisation, Venue


@transaction.atomic
def book_room(
    *,
    actor: User,
    venue: Venue,
    organisation: Organisation,
    purpose: str,
    day: date,
    starts: time,
    ends: time,
    token: UUID,
) -> Booking:
    """The room for these hours; the same form sent twice is one booking. Raises ValidationError."""
    sent = Booking.objects.filter(token=token, booked_by=actor).first()
    if sent is not None:
        return sent
    booking = Booking(
        site_id=venue.site_id,
        venue=venue,
        organisation=organisation,
        purpose=purpose,
        day=day,
        starts=starts,
        ends=ends,
        booked_by=actor,
        token=token,
    )
    booking.full_clean(validate_constraints=False)
    check_room_free(venue=venue, day=day, starts=starts, ends=ends)
    booking.validate_constraints()
    booking.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=booking)
    return booking


@transaction.atomic
def cancel_booking(*, actor: User, booking: Booking, why: str) -> Booking:
    """Gives the room free again. Raises ValidationError without a reason or the second time."""
    # Locks the booking: two colleagues may cancel it at once.
    booking = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if booking.status != BookingStatus.BOOKED:
        raise ValidationError(_("The booking is cancelled already."))
    booking.status = BookingStatus.CANCELLED
    booking.cancelled_by = actor
    booking.cancelled_why = why.strip()
    booking.full_clean()
    booking.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=booking, step=booking.status)
    return booking


def check_room_free(
    *, venue: Venue, day: date, starts: time, ends: time, besides_url: str = ""
) -> None:
    """Raises ValidationError where the room is not in use, or anything stands in it at that time.

    Call it within the transaction that stores the use. `besides_url` is the use's own address, so
    that what is moved to another hour does not meet itself.
    """
    # Locks the room: bookings and meetings of the same hour wait for each other here.
    venue = Venue.objects.select_for_update(of=("self",)).get(pk=venue.pk)
    if venue.valid_from > day or (venue.valid_to is not None and venue.valid_to < day):
        raise ValidationError(
            _("%(room)s is not in use on %(day)s. Choose another room or day."),
            params={"room": venue.name, "day": day},
        )
    for use in uses_of([venue.pk], Period(day, day)):
        is_itself = besides_url and use.url == besides_url
        if not is_itself and use.starts < ends and starts < use.ends:
            raise ValidationError(
                _(
                    "%(room)s is taken from %(starts)s to %(ends)s: %(what)s. "
                    "Choose another time or room."
                ),
                params={
                    "room": venue.name,
                    "starts": f"{use.starts:%H:%M}",
                    "ends": f"{use.ends:%H:%M}",
                    "what": use.what,
                },
            )
