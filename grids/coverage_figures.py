"""Figures over the coverage of the net, joint-household units and function lines."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grids.coverage import COVERED, GAPS, covered_by
from grids.enums import Gap
from grids.models import GridFunctionLine, JointHouseholdUnit
from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from residents.models import Household
from residents.rules import READERS


def _shown(rows: QuerySet[Household], period: Period) -> QuerySet[Household]:
    return rows.select_related("site").with_head(period.last)


def households_in_whole_net(scope: Scope, period: Period) -> QuerySet:
    return _shown(covered_by(scope, period.last).filter(COVERED), period)


def households_with(gap: Gap):
    """The rows behind a gap: households that have it on the last day of the period."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        return _shown(covered_by(scope, period.last).filter(GAPS[gap]), period)

    return rows


def joint_household_units(scope: Scope, period: Period) -> QuerySet:
    units = JointHouseholdUnit.objects.within(scope).current(period.last)
    return units.select_related("grid", "site")


def function_lines(scope: Scope, period: Period) -> QuerySet:
    lines = GridFunctionLine.objects.within(scope).current(period.last)
    return lines.select_related("grid", "site", "organisation")


HOUSEHOLD_COLUMNS = (
    Column(_("household number"), lambda household: household.household_no),
    Column(_("head of household"), lambda household: household.head_name or "", personal=True),
    Column(_("resettlement site"), lambda household: household.site.name),
)
# Gap: label and definition of its figure.
GAP_WORDS = {
    Gap.DWELLING: (
        _("Households without a dwelling"),
        _("Households that live at a site, but in no dwelling, on the last day of the period."),
    ),
    Gap.GRID: (
        _("Households in no grid"),
        _("Households whose stairwell is in no grid in force on the last day of the period."),
    ),
    Gap.HEAD: (
        _("Households without a building head"),
        _(
            "Households in a grid of which no leader heads the building on the last day of the "
            "period; stand-ins do not count."
        ),
    ),
    Gap.UNIT: (
        _("Households in no joint-household unit"),
        _(
            "Households whose dwelling is in no joint-household unit of its grid on the last day "
            "of the period."
        ),
    ),
    Gap.PARTY_GROUP: (
        _("Households without a grid party group"),
        _("Households in a grid that has no party group on the last day of the period."),
    ),
    Gap.CONTACT: (
        _("Households without a contact cadre"),
        _("Households that no cadre keeps in touch with on the last day of the period."),
    ),
}


def figure_code(gap: Gap) -> str:
    """The code of the figure of a gap."""
    return f"households_without_{gap.value}"


def _figure_of(gap: Gap) -> Figure:
    label, definition = GAP_WORDS[gap]
    return Figure(
        code=figure_code(gap),
        label=label,
        definition=definition,
        unit=Unit.HOUSEHOLDS,
        system=System.PARTY,
        requirements=("R26", "R39") if gap == Gap.CONTACT else ("R26",),
        rows=households_with(gap),
        columns=HOUSEHOLD_COLUMNS,
        keys=("household_no", "id"),
        readers=READERS,
        url=lambda row: reverse("household_detail", args=[row.pk]),
    )


FIGURES = [
    Figure(
        code="households_in_whole_net",
        label=_("Households in the whole net"),
        definition=_(
            "Households that have a dwelling, a grid, a building head, a joint-household unit, a "
            "party group and a contact cadre on the last day of the period; their share is this "
            "figure over “Households”."
        ),
        unit=Unit.HOUSEHOLDS,
        system=System.PARTY,
        requirements=("R26",),
        rows=households_in_whole_net,
        columns=HOUSEHOLD_COLUMNS,
        keys=("household_no", "id"),
        readers=READERS,
        url=lambda row: reverse("household_detail", args=[row.pk]),
    ),
    *(_figure_of(gap) for gap in Gap),
    Figure(
        code="joint_household_units",
        label=_("Joint-household units"),
        definition=_("Joint-household units in force on the last day of the period."),
        unit=Unit.GROUPS,
        system=System.PARTY,
        requirements=("R20",),
        rows=joint_household_units,
        columns=(
            Column(_("name"), lambda unit: unit.name),
            Column(_("grid"), lambda unit: unit.grid.name),
            Column(_("resettlement site"), lambda unit: unit.site.name),
            Column(_("first day"), lambda unit: unit.valid_from),
        ),
        keys=("valid_from", "id"),
    ),
    Figure(
        code="grids_with_function_lines",
        label=_("Grids that carry function lines"),
        definition=_(
            "Grids on which at least one function line runs on the last day of the period; a grid "
            "with several lines counts once."
        ),
        unit=Unit.GRIDS,
        system=System.PARTY,
        requirements=("R19",),
        rows=function_lines,
        columns=(
            Column(_("grid"), lambda line: line.grid.name),
            Column(_("function line"), lambda line: line.get_line_display()),
            Column(
                _("department"), lambda line: line.organisation.name if line.organisation else ""
            ),
            Column(_("resettlement site"), lambda line: line.site.name),
            Column(_("first day"), lambda line: line.valid_from),
        ),
        keys=("valid_from", "id"),
        distinct="grid",
    ),
]
