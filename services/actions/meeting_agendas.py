"""The agenda of a meeting: its points, their order, what comes back from earlier ones."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from services.enums.meetings import UPCOMING, AgendaSource, MeetingState
from services.models import AgendaItem, Meeting, Resolution


def bring_back(meeting: Meeting) -> list[AgendaItem]:
    """Puts every unfinished resolution of earlier meetings of this kind and site on the agenda.

    Called when a meeting is planned, told of and held, so that none is held without them.
    """
    order = _last_order(meeting)
    returning = Resolution.objects.returning_to(meeting).order_by("due_on", "pk")
    items = [
        AgendaItem(
            site_id=meeting.site_id,
            meeting=meeting,
            order=order + number,
            text=resolution.text[:200],
            source=AgendaSource.RESOLUTION,
            resolution=resolution,
        )
        for number, resolution in enumerate(returning, start=1)
    ]
    return AgendaItem.objects.bulk_create(items)


@transaction.atomic
def add_item(
    *, actor: User, meeting: Meeting, text: str, source: str = AgendaSource.OWN, **from_what: Any
) -> AgendaItem:
    """One more point, also while the meeting is held. Raises ValidationError."""
    meeting = _locked_open(meeting)
    item = AgendaItem(
        site_id=meeting.site_id,
        meeting=meeting,
        order=_last_order(meeting) + 1,
        text=text,
        source=source,
        **from_what,
    )
    item.full_clean()
    item.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=item)
    return item


@transaction.atomic
def remove_item(*, actor: User, item: AgendaItem) -> None:
    """Takes a point off again; an open point of an earlier meeting stays until it is done."""
    meeting = _locked_open(item.meeting)
    if item.source == AgendaSource.RESOLUTION:
        raise ValidationError(
            _("An open point of an earlier meeting stays on the agenda until it is done.")
        )
    if item.resolutions.exists():
        raise ValidationError(_("A resolution hangs on this point, so it stays."))
    record_audit(actor=actor, verb=AuditVerb.ROW_DELETED, row=item, meeting=meeting.pk)
    item.delete()


@transaction.atomic
def raise_item(*, actor: User, item: AgendaItem) -> None:
    """Moves a point one place up."""
    meeting = _locked_open(item.meeting)
    items = list(meeting.agenda.all())
    place = items.index(item)
    if place:
        items.insert(place - 1, items.pop(place))
    for order, row in enumerate(items, start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=item, fields=["order"])


def _last_order(meeting: Meeting) -> int:
    return meeting.agenda.aggregate(last=Max("order"))["last"] or 0


def _locked(meeting: Meeting) -> Meeting:
    """Locks the meeting: orders and votes are counted against what others write meanwhile."""
    rows = Meeting.objects.select_related("kind").select_for_update(of=("self",))
    return rows.get(pk=meeting.pk)


def _locked_open(meeting: Meeting) -> Meeting:
    meeting = _locked(meeting)
    if meeting.state not in (*UPCOMING, MeetingState.HELD):
        raise ValidationError(
            _("The meeting is “%(state)s”: its agenda no longer changes.")
            % {"state": meeting.get_state_display()}
        )
    return meeting
