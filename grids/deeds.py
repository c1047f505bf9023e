"""What a body did on the net: grids with its function line, reports that came to it (R14, R19)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from grids.centre_counts import STATE_OF_LEVEL, reach_of_reports, sites_in
from grids.enums import ReportMove
from grids.models import GridFunctionLine, NetReport
from grids.rules import can_view_reports
from lib.deeds import Deed
from lib.periods import Period
from lib.scope import Scope
from sites.enums import OrganisationKind
from sites.models import Organisation
from sites.rules import SYSTEM_READERS


def lines_of(organisation: Organisation, scope: Scope, period: Period) -> Iterator[Deed]:
    """Grids with a line of this department on the last day of the period; one statement."""
    counting = scope.only(SYSTEM_READERS).counting()
    rows = GridFunctionLine.objects.within(counting).current(period.last)
    number = rows.filter(organisation=organisation).values("grid").distinct().count()
    if number:
        url = reverse("figure_detail", args=["grids_with_function_lines"])
        yield Deed(_("Grids on which its line runs"), number, f"{url}?{period.query}")


def reports_at(organisation: Organisation, scope: Scope, period: Period) -> Iterator[Deed]:
    """Reports that came to a governance centre in the period, and those it settled (R20).

    At most eight statements, none for another body; nothing where the reader does not count its
    whole place.
    """
    if organisation.kind != OrganisationKind.GOVERNANCE_CENTRE or not can_view_reports(scope):
        return
    key = (organisation.township_id, organisation.community_id)
    if not reach_of_reports(scope).covers(key, sites_in([key])[key]):
        return
    rows = NetReport.objects.within(scope.counting())
    place: dict[str, object] = {}
    if organisation.community_id:
        rows = rows.of_community(organisation.community_id)
        place["community"] = organisation.community_id
    elif organisation.township:
        rows = rows.filter(site__township=organisation.township)
        place["town"] = organisation.township.code
    state = STATE_OF_LEVEL[organisation.level]
    days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    for title, move in (
        (_("Reports passed on to it"), ReportMove.PASS_ON),
        (_("Reports it settled"), ReportMove.SETTLE),
    ):
        number = rows.with_deed(move, state, period.first, period.last).count()
        if number:
            query = urlencode({"state": "all", "deed": f"{move}.{state}", **place, **days})
            yield Deed(title, number, f"{reverse('net_report_list')}?{query}")
