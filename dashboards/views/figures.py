from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.rules import can_view_figures
from lib.access import needs
from lib.figures import all_figures, figure_of


@needs(can_view_figures)
def figure_list(request: HttpRequest) -> HttpResponse:
    """All figures that this person may read."""
    return render(request, "dashboards/figure_list.html", {"figures": all_figures()})


@needs(can_view_figures)
def figure_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: value, definition, split, rows."""
    figure = figure_of(code)
    if figure is None:
        raise Http404
    return render(request, "dashboards/figure_detail.html", {"figure": figure})


@needs(can_view_figures)
def figure_export(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for the rows of a figure as .xlsx."""
    return figure_detail(request, code)
