"""Figures: the list, one figure with its split and rows, and its export."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.actions.events import address_of
from accounts.actions.exports import ask_for_export
from dashboards.figures.rows import (
    cells_of,
    figure_url,
    figures_for,
    heads_of,
    split_by_site,
    value_for,
)
from dashboards.figures.sheets import EXPORTER
from dashboards.forms.figures import ExportForm, FigureFilter
from dashboards.rules import can_view_figure, can_view_figures, reading, sees_exactly
from lib.access import needs
from lib.figures import Figure, figure_of
from lib.paging import page_by_key


@require_GET
@needs(can_view_figures)
def figure_list(request: HttpRequest) -> HttpResponse:
    """Every figure that this person may read, with its value."""
    form = FigureFilter(request.GET, request.scope)
    site = form.site.pk if form.site else None
    figures = [
        (figure, value_for(figure, request.scope, form.period, site))
        for figure in figures_for(request.scope)
    ]
    rows = [
        {"figure": figure, "value": value, "url": figure_url(figure, form.query)}
        for figure, value in figures
    ]
    context = {"form": form, "rows": rows, "period": form.period, "computed_at": timezone.now()}
    return render(request, "dashboards/figure_list.html", context)


@require_GET
@needs(can_view_figures)
def figure_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: value, definition, split by site, rows, export."""
    figure = _figure(request, code)
    form = FigureFilter(request.GET, request.scope, is_stock=figure.is_stock)
    scope, period = reading(request.scope, figure), form.period
    exact = sees_exactly(request.scope, figure)
    place = form.site if exact else None
    site = place.pk if place else None
    counted = figure.counted(scope, period, site) if exact else figure.counted(scope, period).none()
    page = page_by_key(counted, request.GET, keys=figure.keys)
    figure.weigh(page.rows, period)
    page.rows[:] = cells_of(figure, page.rows, figure.readable(scope, period, page.rows))
    split = []
    if exact and place is None and len(form.sites) > 1:
        split = split_by_site(figure, request.scope, period, form.sites, form.query)
    context = {
        "figure": figure,
        "value": value_for(figure, request.scope, period, site),
        "exact": exact,
        "form": form,
        "place": place,
        "period": period,
        "page": page,
        "split": split,
        "computed_at": timezone.now(),
        "heads": heads_of(figure, page.rows),
        "kept": [(name, request.GET[name]) for name in form.fields if name in request.GET],
    }
    return render(request, "dashboards/figure_detail.html", context)


@require_POST
@needs(can_view_figures)
def figure_export(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for the rows of a figure as .xlsx, with a reason; the worker writes it."""
    figure = _figure(request, code)
    if not sees_exactly(request.scope, figure):
        raise PermissionDenied
    form = FigureFilter(request.POST, request.scope, is_stock=figure.is_stock)
    asked = ExportForm(request.POST)
    if not asked.is_valid():
        messages.error(request, _("Nothing was exported: give the reason in a few words."))
        return redirect(figure_url(figure, form.query))
    job = ask_for_export(
        actor=request.user,
        scope=request.scope,
        exporter=EXPORTER,
        params={
            "code": code,
            "site": form.site.code if form.site else "",
            "from": form.period.first.isoformat(),
            "to": form.period.last.isoformat(),
        },
        reason=asked.cleaned_data["reason"],
        address=address_of(request),
    )
    return redirect("export_status", token=job.token)


def _figure(request: HttpRequest, code: str) -> Figure:
    figure = figure_of(code)
    if figure is None:
        raise Http404
    if not can_view_figure(request.scope, figure):
        raise PermissionDenied
    return figure
