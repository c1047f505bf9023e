"""Requests and disputes on agendas of meetings: what their page shows, what the meeting's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lib.scope import Scope
from services.forms.case_agendas import CaseAgendaForm
from services.models import AgendaItem, Dispute, Resolution, ServiceRequest
from services.rules.meetings import can_keep_meetings


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One point of a meeting; `url` opens what it comes from, "" where the reader may not."""

    item: AgendaItem
    url: str


def agenda_context(case: ServiceRequest | Dispute, scope: Scope, *, is_open: bool) -> dict:
    """For the page of a case: on which agendas it stands, what became of it, where it may go.

    Meetings that the reader may not read are left out; the form is there for the site's staff,
    while the case is open and a meeting of the site is still to come.
    """
    form = None
    if is_open and can_keep_meetings(scope, case):
        offered = CaseAgendaForm(case=case, scope=scope)
        form = offered if offered.has_meetings else None
    rows = AgendaItem.objects.readable(scope).filter(**{_name_of(case): case})
    items = rows.select_related("meeting").prefetch_related("resolutions__owner")
    return {
        "agenda_form": form,
        "agenda_items": [
            {
                "item": item,
                "resolutions": [_resolution(row, scope) for row in item.resolutions.all()],
            }
            for item in items.order_by("meeting__planned_at", "pk")
        ],
    }


def _name_of(case: ServiceRequest | Dispute) -> str:
    return "request" if isinstance(case, ServiceRequest) else "dispute"


def _resolution(row: Resolution, scope: Scope) -> dict[str, Any]:
    return {"resolution": row, "state": row.state_on(scope.on)}


def agenda_lines(items: Iterable[AgendaItem], scope: Scope) -> list[AgendaLine]:
    """The points of one meeting, each with the address that its reader may open."""
    items = list(items)
    return [AgendaLine(item, url) for item, url in zip(items, _urls(items, scope), strict=True)]


def _urls(items: list[AgendaItem], scope: Scope) -> list[str]:
    allowed = {
        "resolution": _allowed(Resolution.objects.readable(scope), items, "resolution_id"),
        "request": _allowed(ServiceRequest.objects.within(scope), items, "request_id"),
        "dispute": _allowed(Dispute.objects.within(scope), items, "dispute_id"),
    }
    return [
        next(
            (
                reverse(f"{name}_detail", args=[pk])
                for name, pks in allowed.items()
                if (pk := getattr(item, f"{name}_id")) in pks
            ),
            "",
        )
        for item in items
    ]


def _allowed(rows: QuerySet, items: list[AgendaItem], column: str) -> set[int]:
    wanted = {pk for item in items if (pk := getattr(item, column))}
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
