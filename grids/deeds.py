"""What a body did on the net: grids with its function line, reports that came to it (R14, R19)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from grids.centres import STATE_OF_LEVEL
from grids.enums import ReportMove
from grids.models import GridFunctionLine, NetReportStep
from grids.rules import can_view_reports
from lib.deeds import Deed
from lib.periods import Period
from lib.scope import Scope
from sites.enums import OrganisationKind
from sites.models import Organisation, ResettlementSite
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

    Three statements, none for another body.
    """
    if organisation.kind != OrganisationKind.GOVERNANCE_CENTRE or not can_view_reports(scope):
        return
    state = STATE_OF_LEVEL[organisation.level]
    steps = NetReportStep.objects.within(scope).filter(
        at__date__range=(period.first, period.last), report__site__in=_served_by(organisation)
    )
    came = steps.filter(to_state=state, move=ReportMove.PASS_ON).count()
    settled = steps.filter(from_state=state, move=ReportMove.SETTLE).count()
    for title, number in ((_("Reports passed on to it"), came), (_("Reports it settled"), settled)):
        if number:
            yield Deed(title, number, f"{reverse('net_report_list')}?state=all")


def _served_by(centre: Organisation) -> QuerySet[ResettlementSite]:
    if centre.community_id:
        return ResettlementSite.objects.filter(communities=centre.community_id)
    if centre.township_id:
        return ResettlementSite.objects.filter(township=centre.township_id)
    return ResettlementSite.objects.all()
