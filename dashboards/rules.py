"""Who may read figures (docs/architecture.md, roles)."""

from lib.figures import Figure
from lib.scope import Role, Scope
from residents.rules import EXPORTERS

# Mediators, handling units, shopkeepers and joint-household leaders work on single matters and
# read no figures; an auditor reads logs and no business data.
FIGURE_READERS = frozenset(
    {
        Role.COUNTY_ADMINISTRATOR,
        Role.COUNTY_STAFF,
        Role.MEMBER_UNIT,
        Role.COUNTY_LEADER,
        Role.TOWN_STAFF,
        Role.SITE_STAFF,
        Role.GRID_STAFF,
        Role.BUSINESS_AUDITOR,
    }
)
# Whose home page compares sites: whoever counts more than one place.
COMPARERS = FIGURE_READERS - {Role.SITE_STAFF, Role.GRID_STAFF}


def can_view_figures(scope: Scope) -> bool:
    """The list of figures."""
    return scope.has(FIGURE_READERS)


def can_view_figure(scope: Scope, figure: Figure) -> bool:
    """One figure: those of `figure.readers` who may read figures at all."""
    return scope.has(FIGURE_READERS & figure.readers)


def sees_exactly(scope: Scope, figure: Figure) -> bool:
    """Whether no number of this figure is too small for this person.

    All posts through which he reads it must be entitled: the wider one would count for him too.
    """
    return scope.only(FIGURE_READERS & figure.readers).roles <= figure.exact_for


def can_compare_sites(scope: Scope) -> bool:
    """The table of sites on the home page."""
    return scope.has(COMPARERS)


def reading(scope: Scope, figure: Figure) -> Scope:
    """The grants through which a person reads this figure; other posts he holds add nothing."""
    return scope.only(FIGURE_READERS & figure.readers)


def exporting(scope: Scope, figure: Figure) -> Scope:
    """The grants through which personal columns may leave the house; rows may without them."""
    return reading(scope, figure).only(EXPORTERS)
