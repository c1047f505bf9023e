"""What requests put on the desk, on the home page and into a household's file."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.scope import Role, Scope
from lib.tasks import WorkItem
from lib.timeline import Entry, Matter
from services.desk import Column, DeskCard, rows_by_column
from services.enums.requests import RequestState
from services.models import RequestExtension, ServiceRequest, Supervision
from services.models.request_rows import UNIT_STAFF, RequestQuerySet
from services.request_lines import Line, lines_of
from services.rules.requests import SUPERVISORS, can_view_requests

KIND = gettext_lazy("request")
# What waits for the centre to decide, and what for the unit.
FOR_CENTRE = (
    RequestState.RECEIVED, RequestState.ACCEPTED, RequestState.RETURNED, RequestState.REOPENED,
)  # fmt: skip
FOR_UNIT = (RequestState.ASSIGNED,)


def cards_of_requests(scope: Scope) -> Iterable[DeskCard]:
    """New, due today, late, and what waits for this person's own deed: three statements."""
    rows = ServiceRequest.objects.readable(scope)
    on = scope.on
    columns = (
        (Column.NEW, rows.filter(state__in=_new_states(scope)).order_by("pk")),
        (Column.TODAY, rows.undone().filter(due_on=on).order_by("pk")),
        (Column.LATE, rows.late(on).order_by("due_on", "pk")),
        (Column.MINE, waiting_for(scope).order_by("pk")),
    )
    found = list(rows_by_column(columns, ServiceRequest.objects.for_lines(on)))
    lines = lines_of((row for _column, row in found), scope)
    for (column, _row), line in zip(found, lines, strict=True):
        yield _card(column, line)


def _new_states(scope: Scope) -> tuple[str, ...]:
    centre = scope.has(SUPERVISORS | {Role.GRID_STAFF})
    return (FOR_CENTRE if centre else ()) + (FOR_UNIT if scope.has(UNIT_STAFF) else ())


def waiting_for(scope: Scope) -> RequestQuerySet:
    """What waits for this person: calls back, decisions on extensions, replies to supervisions."""
    rows = ServiceRequest.objects.all()
    steering = rows.readable(scope.only(SUPERVISORS))
    handling = rows.readable(scope.only(UNIT_STAFF))
    called_back = steering.to_call_back().exclude(done_by=scope.user_id)
    undecided = RequestExtension.objects.filter(is_granted__isnull=True)
    undecided = undecided.exclude(asked_by=scope.user_id)
    unanswered = Supervision.objects.filter(replied_at__isnull=True)
    return rows.open().filter(
        Q(pk__in=called_back.values("pk"))
        | Q(pk__in=steering.filter(pk__in=undecided.values("request")).values("pk"))
        | Q(pk__in=handling.filter(pk__in=unanswered.values("request")).values("pk"))
    )


def _card(column: Column, line: Line) -> DeskCard:
    row = line.request
    return DeskCard(
        column=column,
        kind=KIND,
        what=f"{line.category_word} · {line.words}",
        for_whom=" ".join(part for part in (line.who, line.address) if part),
        holder=line.holder,
        until=row.due_on,
        url=reverse("request_detail", args=[row.pk]),
        state=line.state,
    )


def work_on_requests(scope: Scope) -> Iterable[WorkItem]:
    """Late, new and to be called back, for those whose work it is; three statements."""
    if not can_view_requests(scope):
        return
    rows, url = ServiceRequest.objects.readable(scope), reverse("request_list")
    yield WorkItem(
        _("Requests that are late"), rows.late(scope.on).count(), f"{url}?lateness=late", "overdue"
    )
    new = rows.filter(state__in=_new_states(scope)).count()
    group = "new" if scope.has(SUPERVISORS) else ""
    yield WorkItem(_("New requests"), new, f"{url}?group={group}", "near_due")
    if scope.has(SUPERVISORS):
        waiting = rows.to_call_back().count()
        yield WorkItem(_("Requests to be called back"), waiting, f"{url}?group=call_back")


def entries_of_requests(household, scope: Scope) -> Iterable[Entry]:
    """A household's requests in its story; the words only for who may read them."""
    rows = ServiceRequest.objects.within(scope).filter(household=household)
    for line in lines_of(rows.for_lines(scope.on), scope):
        row = line.request
        yield Entry(
            on=row.occurred_on,
            title=_("Request: %(category)s (%(state)s)")
            % {"category": row.get_category_display(), "state": row.get_state_display()},
            detail=line.words,
            url=reverse("request_detail", args=[row.pk]),
        )


def matters_of_requests(household, scope: Scope) -> Iterable[Matter]:
    """Requests of the household that are still open."""
    rows = ServiceRequest.objects.within(scope).open().filter(household=household)
    for row in rows.select_related("site").order_by("due_on", "pk"):
        yield Matter(
            _("Request %(number)s: %(category)s, %(state)s")
            % {
                "number": row.number,
                "category": row.get_category_display(),
                "state": row.get_state_display(),
            },
            url=reverse("request_detail", args=[row.pk]),
            state=row.state_on(scope.on),
        )
