"""Figures over the net: grids, their party groups and the posts held in them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from grids.coverage import gridded, headed
from grids.enums import GridPost
from grids.models import Grid, GridPartyGroup, GridPosting
from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.models import Building, Stairwell


def grids(scope: Scope, period: Period) -> QuerySet:
    return Grid.objects.within(scope).current(period.last).select_related("site")


def party_groups(scope: Scope, period: Period) -> QuerySet:
    groups = GridPartyGroup.objects.within(scope).current(period.last)
    return groups.select_related("grid", "site")


def postings_of(post: GridPost):
    """The rows behind a head-count: current grid postings of one post."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        postings = GridPosting.objects.within(scope).in_post(period.last).filter(post=post)
        return postings.select_related("holder", "grid", "site", "building")

    return rows


def grids_without_party_group(scope: Scope, period: Period) -> QuerySet:
    groups = GridPartyGroup.objects.current(period.last)
    return grids(scope, period).exclude(pk__in=groups.values("grid"))


def grids_with_party_group(scope: Scope, period: Period) -> QuerySet:
    groups = GridPartyGroup.objects.current(period.last)
    return grids(scope, period).filter(pk__in=groups.values("grid"))


def stairwells_without_grid(scope: Scope, period: Period) -> QuerySet:
    rows = Stairwell.objects.within(scope).exclude(pk__in=gridded(period.last).values("stairwell"))
    return rows.select_related("site", "building")


def buildings_without_head(scope: Scope, period: Period) -> QuerySet:
    """Of its own grid in force: a leader of another grid over the building is not its head (R26).

    A building in two grids needs one of each.
    """
    led = headed(period.last)
    unled = gridded(period.last).exclude(pk__in=led.values("pk"))
    return (
        Building.objects.filter(pk__in=Building.objects.within(scope).values("pk"))
        .filter(
            Q(pk__in=unled.values("stairwell__building"))
            | ~Q(pk__in=led.values("stairwell__building"))
        )
        .select_related("site", "community")
    )


POSTING_COLUMNS = (
    Column(_("holder"), lambda posting: posting.holder.name),
    Column(_("post"), lambda posting: posting.get_post_display()),
    Column(_("grid"), lambda posting: posting.grid.name),
    Column(_("building"), lambda posting: posting.building.name if posting.building else ""),
    Column(_("resettlement site"), lambda posting: posting.site.name),
    Column(_("first day"), lambda posting: posting.valid_from),
)

GRID_COLUMNS = (
    Column(_("grid code"), lambda grid: grid.code),
    Column(_("grid"), lambda grid: grid.name),
    Column(_("resettlement site"), lambda grid: grid.site.name),
    Column(_("first day"), lambda grid: grid.valid_from),
)

FIGURES = [
    Figure(
        code="grids",
        label=_("Grids"),
        definition=_("Grids that are in force on the last day of the period."),
        unit=Unit.GRIDS,
        system=System.PARTY,
        requirements=("R21",),
        rows=grids,
        columns=GRID_COLUMNS,
        keys=("code", "id"),
    ),
    Figure(
        code="grid_party_groups",
        label=_("Grid party groups"),
        definition=_("Party groups of grids that exist on the last day of the period."),
        unit=Unit.GROUPS,
        system=System.PARTY,
        requirements=("R22",),
        rows=party_groups,
        columns=(
            Column(_("name"), lambda group: group.name),
            Column(_("grid"), lambda group: group.grid.name),
            Column(_("resettlement site"), lambda group: group.site.name),
            Column(_("founded on"), lambda group: group.valid_from),
        ),
        keys=("valid_from", "id"),
    ),
    Figure(
        code="grid_leaders",
        label=_("Grid leaders (building heads)"),
        definition=_(
            "Persons who hold the post of grid leader on the last day of the period; "
            "a leader of two buildings counts once."
        ),
        unit=Unit.PERSONS,
        system=System.PARTY,
        requirements=("R23",),
        rows=postings_of(GridPost.GRID_LEADER),
        columns=POSTING_COLUMNS,
        keys=("valid_from", "id"),
        distinct="holder",
    ),
    Figure(
        code="full_time_grid_members",
        label=_("Full-time grid members"),
        definition=_(
            "Persons who are full-time grid members at an urban site on the last day of the period."
        ),
        unit=Unit.PERSONS,
        system=System.PARTY,
        requirements=("R24",),
        rows=postings_of(GridPost.FULL_TIME_MEMBER),
        columns=POSTING_COLUMNS,
        keys=("valid_from", "id"),
        distinct="holder",
    ),
    Figure(
        code="grids_with_party_group",
        label=_("Grids with a party group"),
        definition=_("Grids in force on the last day of the period that have a party group."),
        unit=Unit.GRIDS,
        system=System.PARTY,
        requirements=("R18", "R22"),
        rows=grids_with_party_group,
        columns=GRID_COLUMNS,
        keys=("code", "id"),
    ),
    Figure(
        code="grids_without_party_group",
        label=_("Grids without a party group"),
        definition=_("Grids in force on the last day of the period that have no party group."),
        unit=Unit.GRIDS,
        system=System.PARTY,
        requirements=("R22",),
        rows=grids_without_party_group,
        columns=GRID_COLUMNS,
        keys=("code", "id"),
    ),
    Figure(
        code="stairwells_without_grid",
        label=_("Stairwells in no grid"),
        definition=_("Stairwells that belong to no grid in force on the last day of the period."),
        unit=Unit.STAIRWELLS,
        system=System.PARTY,
        requirements=("R21", "R26"),
        rows=stairwells_without_grid,
        columns=(
            Column(_("stairwell"), str),
            Column(_("kind"), lambda stairwell: stairwell.get_kind_display()),
            Column(_("resettlement site"), lambda stairwell: stairwell.site.name),
        ),
        keys=("id",),
    ),
    Figure(
        code="buildings_without_head",
        label=_("Buildings without a building head"),
        definition=_(
            "Buildings that no leader of their own grid heads on the last day of the period."
        ),
        unit=Unit.BUILDINGS,
        system=System.PARTY,
        requirements=("R23", "R26"),
        rows=buildings_without_head,
        columns=(
            Column(_("building"), lambda building: building.name),
            Column(_("community or village"), lambda building: building.community.name),
            Column(_("resettlement site"), lambda building: building.site.name),
        ),
        keys=("id",),
    ),
]
