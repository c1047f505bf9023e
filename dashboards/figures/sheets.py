"""The rows behind a figure as a sheet for the exporter `figure`."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dashboards.figures.rows import WITHHELD
from dashboards.rules import can_view_figure, exporting, reading, sees_exactly
from lib.exports import Sheet
from lib.figures import Figure, figure_of
from lib.periods import Period
from lib.scope import Scope
from sites.models import ResettlementSite

EXPORTER = "figure"
CHUNK = 1000


def sheet_of(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The rows behind a figure for the exporter `figure`: params code, site (code or ""), from, to.

    Raises PermissionDenied where the person may not read the figure or count the site.
    """
    figure = figure_of(params.get("code", ""))
    if figure is None or not (can_view_figure(scope, figure) and sees_exactly(scope, figure)):
        raise PermissionDenied
    site = None
    if params.get("site"):
        sites = ResettlementSite.objects.within(scope.counting())
        site = sites.filter(code=params["site"]).first()
        if site is None:
            raise PermissionDenied
    period = Period(date.fromisoformat(params["from"]), date.fromisoformat(params["to"]))
    where = site.name if site else _("all sites")
    when = _("on %(last)s") if figure.is_stock else _("%(first)s to %(last)s")
    return Sheet(
        title=str(figure.label),
        filter_text=f"{where}, {when % {'first': period.first, 'last': period.last}}",
        header=[str(column.label) for column in figure.columns],
        rows=_exported(figure, scope, period, site),
    )


def _exported(
    figure: Figure, scope: Scope, period: Period, site: ResettlementSite | None
) -> Iterator[list[Any]]:
    rows = figure.counted(reading(scope, figure), period, site.pk if site else None)
    found = rows.order_by(*figure.keys).iterator(chunk_size=CHUNK)
    may_leave = exporting(scope, figure)
    while chunk := list(islice(found, CHUNK)):
        figure.weigh(chunk, period)
        readable = figure.readable(may_leave, period, chunk)
        for row in chunk:
            yield [
                WITHHELD if column.personal and row.pk not in readable else column.value(row)
                for column in figure.columns
            ]
