"""The public duty roster of a service centre: only who is in post and not on leave (R37)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from sites.models import DutyShift, Leave, Posting, ResettlementSite, ServiceCentre

WEEK = timedelta(days=7)


def sites_of_house(house: ResettlementSite) -> list[int]:
    """The site of a centre and those that share it: their people keep its roster."""
    guests = ServiceCentre.objects.filter(host__site=house, closed_on__isnull=True)
    return [house.pk, *guests.values_list("site", flat=True)]


@transaction.atomic
def put_on_duty(
    *,
    actor: User,
    house: ResettlementSite,
    holder: User,
    days: Iterable[date],
    shifts: Iterable[str],
    window: str = "",
) -> int:
    """Puts a colleague on duty on these days; shifts that he has already are left as they are.

    Returns how many shifts were added. Raises ValidationError naming the first day on which he
    holds no post here or is on leave, and for days that are over.
    """
    asked, wanted = sorted(set(days)), sorted(set(shifts))
    places = sites_of_house(house)
    for day in asked:
        why_not = _why_not(holder, places, day)
        if why_not:
            raise ValidationError(why_not)
    known = DutyShift.objects.filter(site=house, holder=holder, day__in=asked)
    there = set(known.values_list("day", "shift"))
    added = [
        DutyShift(site=house, day=day, shift=shift, holder=holder, window=window)
        for day in asked
        for shift in wanted
        if (day, shift) not in there
    ]
    _add(actor, added)
    return len(added)


@transaction.atomic
def copy_week(*, actor: User, house: ResettlementSite, monday: date) -> tuple[int, list[str]]:
    """Takes over the roster of the week before into the week of `monday`.

    Returns how many shifts were added and a sentence for each one that was left out.
    """
    last_week = DutyShift.objects.filter(site=house).during(monday - WEEK, monday - timedelta(1))
    known = set(
        DutyShift.objects.filter(site=house)
        .during(monday, monday + timedelta(days=6))
        .values_list("day", "shift", "holder")
    )
    places = sites_of_house(house)
    added, left_out = [], []
    for row in last_week.select_related("holder"):
        day = row.day + WEEK
        why_not = _why_not(row.holder, places, day)
        if (day, row.shift, row.holder_id) in known:
            continue
        if why_not:
            left_out.append(why_not)
        else:
            added.append(
                DutyShift(
                    site=house, day=day, shift=row.shift, holder=row.holder, window=row.window
                )
            )
    _add(actor, added)
    return len(added), left_out


@transaction.atomic
def take_off_duty(*, actor: User, shift: DutyShift) -> None:
    """Takes one shift away; a day that is over stays as it was. Raises ValidationError."""
    if shift.day < today():
        raise ValidationError(_("This day is over; who was on duty stays on record."))
    record_audit(actor=actor, verb=AuditVerb.ROW_DELETED, row=shift)
    shift.delete()


def _add(actor: User, shifts: list[DutyShift]) -> None:
    for shift in shifts:
        shift.full_clean()
        shift.save()
        record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=shift)


def _why_not(holder: User, places: list[int], day: date) -> str:
    """Why a colleague cannot be on duty on a day; "" where he can."""
    words = {"name": holder.name, "day": day}
    if day < today():
        return _("%(day)s is over. Choose a day from today on.") % words
    if not Posting.objects.current(day).filter(holder=holder, site__in=places).exists():
        return _("%(name)s holds no post here on %(day)s. Choose somebody in post.") % words
    if Leave.objects.current(day).filter(holder=holder).exists():
        return _("%(name)s is on leave on %(day)s. Choose somebody else.") % words
    return ""
