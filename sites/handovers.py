"""How each side of a hand-over list can still sign: here, from a day on, or by hand alone (R32)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from accounts.models import User
from lib.posts import post_tables
from lib.scope import scope_of
from sites.models import Handover

DAY = timedelta(days=1)


def open_sides(handover: Handover, on: date) -> list[str]:
    """A sentence for each who has still to sign: how he can.

    A post that ended takes its access with it, so the giver signs here up to his last day and by
    hand afterwards; the taker signs here from his first day on. Up to six statements.
    """
    found = []
    if handover.giver_signed_at is None:
        found.append(_giver(handover.giver, max(handover.due_on, on), on))
    if handover.taker is not None and handover.taker_signed_at is None:
        found.append(_taker(handover, handover.taker, on))
    return found


def signs_in(user: User, on: date) -> bool:
    """Whether the person holds a post that opens the portal on the day, and can sign in."""
    return user.is_active and user.has_usable_password() and bool(scope_of(user.pk, on).grants)


def _giver(giver: User, last: date, on: date) -> str:
    if not signs_in(giver, on):
        return _by_hand(giver)
    if signs_in(giver, last + DAY):
        return _here(giver)
    told = _("%(name)s signs here until %(day)s; afterwards the printed list, by hand.")
    return told % {"name": giver.name, "day": last}


def _taker(handover: Handover, taker: User, on: date) -> str:
    if signs_in(taker, on):
        return _here(taker)
    begins = [
        first
        for table in post_tables()
        for first in table.model.objects.filter(  # type: ignore[attr-defined]
            holder=taker, post=handover.post, site=handover.site_id, valid_from__gt=on
        ).values_list("valid_from", flat=True)
    ]
    if begins and signs_in(taker, min(begins)):
        told = _("%(name)s signs here from %(day)s on.")
        return told % {"name": taker.name, "day": min(begins)}
    return _by_hand(taker)


def _here(user: User) -> str:
    return _("%(name)s signs here.") % {"name": user.name}


def _by_hand(user: User) -> str:
    told = _("%(name)s does not sign in here (any more) and signs the printed list by hand.")
    return told % {"name": user.name}
