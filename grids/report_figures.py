"""Figures over governance centres and the reports of the net (R20)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grids.enums import ReportState
from grids.models import NetReport
from grids.models.reports import NET_READERS, OUTLINE_READERS
from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.models import Organisation


def reports_filed(scope: Scope, period: Period) -> QuerySet:
    """By the day on which it was seen; the outline of all of the place, words of none."""
    rows = NetReport.objects.within(scope).filter(
        occurred_on__gte=period.first, occurred_on__lte=period.last
    )
    return rows.select_related("site", "grid", "joint_unit")


def reports_passed_on(scope: Scope, period: Period) -> QuerySet:
    return reports_filed(scope, period).that_came_to(ReportState.AT_COMMUNITY)


def reports_settled(scope: Scope, period: Period) -> QuerySet:
    return reports_filed(scope, period).filter(state=ReportState.SETTLED)


def governance_centres(scope: Scope, period: Period) -> QuerySet:
    rows = Organisation.objects.within(scope).governance_centres().current(period.last)
    return rows.select_related("site")


def _of_reports(code: str, label: Any, definition: Any, rows: Callable) -> Figure:
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.TIMES,
        system=System.GOVERNANCE,
        requirements=("R19", "R20"),
        rows=rows,
        columns=(
            Column(_("seen on"), lambda row: row.occurred_on),
            Column(_("kind of report"), lambda row: row.get_kind_display()),
            Column(_("function line"), lambda row: row.get_line_display()),
            Column(_("grid and unit"), lambda row: row.place),
            Column(_("state"), lambda row: row.get_state_display()),
            Column(_("resettlement site"), lambda row: row.site.name),
        ),
        keys=("occurred_on", "id"),
        day="occurred_on",
        readers=OUTLINE_READERS | NET_READERS,
        url=lambda row: reverse("net_report_detail", args=[row.pk]),
    )


FIGURES = [
    _of_reports(
        "net_reports",
        _("Reports of the net"),
        _("What units and building heads reported of the period, counted by the day it was seen."),
        reports_filed,
    ),
    _of_reports(
        "net_reports_passed_on",
        _("Reports passed on to a governance centre"),
        _("Of the reports of the period, those that went beyond the grid."),
        reports_passed_on,
    ),
    _of_reports(
        "net_reports_settled",
        _("Reports settled"),
        _("Of the reports of the period, those that are settled by now."),
        reports_settled,
    ),
    Figure(
        code="governance_centres",
        label=_("Governance centres"),
        definition=_(
            "Governance centres of county, towns and communities on the last day of the period."
        ),
        unit=Unit.ORGANISATIONS,
        system=System.GOVERNANCE,
        requirements=("R20",),
        rows=governance_centres,
        columns=(
            Column(_("name"), lambda row: row.name),
            Column(_("resettlement site"), lambda row: row.site.name if row.site else ""),
            Column(_("founded on"), lambda row: row.valid_from),
        ),
        keys=("valid_from", "id"),
        url=lambda row: reverse("organisation_detail", args=[row.pk]),
    ),
]
