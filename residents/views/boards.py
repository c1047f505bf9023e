from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lib.access import needs, row_for
from lib.day_field import day_form
from lib.paging import page_by_key
from residents.boards import boards_of, buildings_of
from residents.forms.filters import SiteFilter
from residents.rules import REVEALERS, can_view_board
from sites.models import Building


@require_safe
@needs(can_view_board)
def building_list(request: HttpRequest) -> HttpResponse:
    """The buildings in which one looks after somebody, with their numbers of dwellings."""
    form = SiteFilter(request.GET, scope=request.scope.only(REVEALERS))
    rows = form.filter(buildings_of(request.scope))
    page = page_by_key(rows, request.GET, keys=("site__code", "name_key", "id"))
    return render(request, "residents/building_list.html", {"page": page, "filter_form": form})


@require_safe
def building_board(request: HttpRequest, building_id: int) -> HttpResponse:
    """Floors × rooms of one building on a day, only the stairwells that one looks after."""
    rows = Building.objects.select_related("site")
    building = row_for(rows, request.scope, can_view_board, pk=building_id)
    form = day_form(request.GET)
    boards = boards_of(building, request.scope, form.day)
    context = {"building": building, "boards": boards, "form": form}
    return render(request, "residents/building_board.html", context)
