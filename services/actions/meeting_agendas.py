"""The agenda of a meeting: its points, their order, what comes back from earlier ones."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from lib.scope import scope_of
from services.enums.meetings import UPCOMING, AgendaSource, MeetingState
from services.models import AgendaItem, Dispute, Meeting, Resolution, ServiceRequest
from services.rules.meetings import can_keep_meetings


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
def put_on_agenda(*, actor: User, meeting: Meeting, case: ServiceRequest | Dispute) -> AgendaItem:
    """A request or a dispute as a point of a meeting that is still to come.

    The point says its number and kind and nothing else: whoever is invited reads the agenda, and
    the minutes may hang on a wall. The same case twice is one point. Raises ValidationError.
    """
    meeting = _locked_open(meeting)
    if not meeting.is_upcoming:
        raise ValidationError(_("This meeting has been held. Choose one that is still to come."))
    if meeting.site_id != case.site_id:
        raise ValidationError(_("The meeting and the case are of different sites."))
    if not can_keep_meetings(scope_of(actor.pk, today()), meeting):
        raise ValidationError(_("Only the staff of the site put something on its agendas."))
    is_request = isinstance(case, ServiceRequest)
    source = AgendaSource.REQUEST if is_request else AgendaSource.DISPUTE
    from_what = {source.value: case}
    stored = meeting.agenda.filter(**from_what).first()
    if stored is not None:
        return stored
    if not (case.is_open if isinstance(case, ServiceRequest) else not case.is_over):
        raise ValidationError(_("The case is closed: it no longer goes onto an agenda."))
    # Stored words are the site's, whatever language its clerk reads the portal in.
    with translation.override("zh-hans"):
        words = _words_of(case)
    return add_item(actor=actor, meeting=meeting, text=words, source=source, **from_what)


def _words_of(case: ServiceRequest | Dispute) -> str:
    if isinstance(case, ServiceRequest):
        words = {"number": case.number, "kind": case.get_category_display()}
        return _("Request %(number)s: %(kind)s") % words
    words = {"number": case.case_no, "kind": case.get_kind_display()}
    return _("%(number)s: %(kind)s") % words


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
