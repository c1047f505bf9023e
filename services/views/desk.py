"""The desk: what is new, due today, late, and what waits for me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lib.access import needs
from services.desk import CARDS, Column, desk_of
from services.rules.requests import can_take_request, can_view_desk


@require_safe
@needs(can_view_desk)
def desk(request: HttpRequest) -> HttpResponse:
    """Three columns at most, and above them what waits for this person."""
    cards = desk_of(request.scope)
    titles = {
        Column.NEW: _("New"),
        Column.TODAY: _("Due today"),
        Column.LATE: _("Late"),
    }
    context = {
        "mine": cards[Column.MINE][:CARDS],
        "columns": [
            {
                "name": column.value,
                "title": title,
                "cards": cards[column][:CARDS],
                "count": len(cards[column]),
                "more": len(cards[column]) >= CARDS,
            }
            for column, title in titles.items()
        ],
        "may_take": can_take_request(request.scope),
        "on": request.scope.on,
    }
    return render(request, "services/desk.html", context)
