"""What the grids say in a household's file: who looks after it, and what was reported of it."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from grids.enums import GRID_POST_ROLE
from grids.models import GridPosting, GridStairwell, JointHouseholdDwelling, NetReport
from lib.dated import current_q
from lib.scope import Scope
from lib.timeline import Entry, Matter, Responsible
from residents.models import Household, Occupancy


def who_looks_after(household: Household, on: date) -> Iterator[Responsible]:
    """Building head, grid members and joint-household leader of the dwelling of that day (R26)."""
    homes = Occupancy.objects.filter(current_q(on), household=household)
    stairwells = GridStairwell.objects.current(on).filter(
        stairwell__in=homes.values("dwelling__stairwell")
    )
    units = JointHouseholdDwelling.objects.current(on).filter(dwelling__in=homes.values("dwelling"))
    postings = (
        GridPosting.objects.current(on)
        .filter(
            Q(building__isnull=True) | Q(building__in=stairwells.values("stairwell__building")),
            Q(joint_unit__isnull=True) | Q(joint_unit__in=units.values("unit")),
            grid__in=stairwells.values("grid"),
            post__in=GRID_POST_ROLE,
        )
        .select_related("holder")
        .order_by("post", "id")
    )
    for posting in postings:
        yield Responsible(
            post=posting.get_post_display(),
            name=posting.holder.name,
            phone=posting.holder.work_phone,
        )


def reports_of(household: Household, scope: Scope) -> Iterator[Entry]:
    """Reports that name the household, to whoever reads them; one statement."""
    for report in _reports(household, scope):
        yield Entry(
            report.occurred_on,
            f"{report.get_kind_display()}: {report.words[:60]}",
            detail=str(report.get_state_display()),
            url=reverse("net_report_detail", args=[report.pk]),
        )


def open_reports_of(household: Household, scope: Scope) -> Iterator[Matter]:
    """Reports about the household that nobody has settled yet; one statement."""
    for report in _reports(household, scope).waiting():
        yield Matter(
            _("Report %(what)s: %(state)s")
            % {"what": report.get_kind_display(), "state": report.get_state_display()},
            url=reverse("net_report_detail", args=[report.pk]),
        )


def _reports(household: Household, scope: Scope) -> QuerySet[NetReport]:
    return NetReport.objects.readable(scope).filter(household=household).order_by("-pk")
