"""The registry of figures: a number is a query over rows and never stored (design: figures).

An app's `figures.py` registers its figures from AppConfig.ready. The count, the split by site,
the rows behind a number and their export all come from the one definition here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Min, Model, QuerySet
from django.utils.functional import Promise

from lib.periods import Period
from lib.scope import Role, Scope

# A text, or one that is translated when it is shown.
Text = str | Promise


class System(StrEnum):
    """The five systems of follow-up support, the article's section heads (R2)."""

    PARTY = "party"
    PUBLIC_SERVICE = "public_service"
    EMPLOYMENT = "employment"
    CULTURE = "culture"
    GOVERNANCE = "governance"


class Unit(StrEnum):
    """What a figure counts; the unit is part of the definition."""

    SITES = "sites"
    GRIDS = "grids"
    GROUPS = "groups"
    HOUSEHOLDS = "households"
    PERSONS = "persons"
    PERSON_TIMES = "person-times"
    TIMES = "times"
    CASES = "cases"
    DWELLINGS = "dwellings"
    BUILDINGS = "buildings"
    STAIRWELLS = "stairwells"
    POSTS = "posts"
    ROOMS = "rooms"
    FACILITIES = "facilities"
    HOURS = "hours"
    POINTS = "points"
    YUAN = "yuan"
    ORGANISATIONS = "organisations"


HIDDEN_BELOW = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the rows behind a figure: `value(row)` gives text, a number or a date.

    A `personal` column is left out where the reader may count a row but not read it.
    """

    label: Text
    value: Callable
    personal: bool = False


@dataclass(frozen=True)
class Figure:
    """One figure. `rows(scope, period)` is already within the scope that it is given.

    `distinct` names the lookup whose distinct values are counted; None counts rows.
    `day` is the lookup of the day that counts (flow), None for a stock as of `period.last`.
    `url(row)` is the page of the row where the reader may open it.
    A figure that adds up hours, points or yuan gives `amounts(rows, period)`: row id to its part.
    Readers who are not `exact_for` it get one number for all that they count, none below
    HIDDEN_BELOW, and neither split nor rows: few persons are known persons.
    """

    code: str
    label: Text
    definition: Text
    unit: Unit
    system: System
    requirements: tuple[str, ...]
    rows: Callable[[Scope, Period], QuerySet]
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    site: str = "site"
    distinct: str | None = None
    amounts: Callable[[Sequence[Model], Period], Mapping[int, int]] | None = None
    day: str | None = None
    readers: frozenset[Role] = frozenset(Role)
    exact_for: frozenset[Role] = frozenset(Role)
    url: Callable | None = None

    @property
    def is_stock(self) -> bool:
        return self.day is None

    def _all(self, scope: Scope, period: Period, site: int | None) -> QuerySet:
        rows = self.rows(scope.counting(), period)
        return rows if site is None else rows.filter(**{self.site: site})

    def counted(self, scope: Scope, period: Period, site: int | None = None) -> QuerySet:
        """The rows whose number this figure is, counting areas included, one row a counted thing.

        `site` narrows it to one site (its id).
        """
        rows = self._all(scope, period, site)
        if self.distinct is None:
            return rows
        things = rows.order_by().exclude(**{self.distinct: None}).values(self.distinct)
        return rows.filter(pk__in=things.annotate(first=Min("pk")).values("first"))

    def readable(self, scope: Scope, period: Period, rows: Iterable[Model]) -> set[int]:
        """The ids among these counted rows that the person may also read: one SQL statement."""
        return set(
            self.rows(scope, period)
            .order_by()
            .filter(pk__in=[row.pk for row in rows])
            .values_list("pk", flat=True)
        )

    def value(self, scope: Scope, period: Period, site: int | None = None) -> int:
        """The number itself: one SQL statement, or those of `amounts`."""
        rows = self._all(scope, period, site).order_by()
        if self.amounts is not None:
            return sum(self.amounts(list(rows), period).values())
        if self.distinct is None:
            return rows.count()
        return rows.aggregate(number=Count(self.distinct, distinct=True))["number"]

    def by_site(self, scope: Scope, period: Period) -> dict[int | None, int]:
        """Site id to number by one statement; distinct counts need not add up to the value."""
        rows = self.rows(scope.counting(), period).order_by()
        if self.amounts is not None:
            return self._amounts_by_site(rows, period)
        number = Count(self.distinct, distinct=True) if self.distinct else Count("pk")
        return dict(rows.values_list(self.site).annotate(number=number))

    def _amounts_by_site(self, rows: QuerySet, period: Period) -> dict[int | None, int]:
        amounts = self.amounts(list(rows), period) if self.amounts else {}
        found: dict[int | None, int] = {}
        for row, site in rows.values_list("pk", self.site):
            found[site] = found.get(site, 0) + amounts.get(row, 0)
        return found

    def weigh(self, rows: Sequence[Model], period: Period) -> None:
        """Gives each row its `amount`, for the column that shows it; 1 where rows are counted."""
        amounts = self.amounts(rows, period) if self.amounts else {row.pk: 1 for row in rows}
        for row in rows:
            row.amount = amounts.get(row.pk, 0)  # type: ignore[attr-defined]


_figures: dict[str, Figure] = {}


def register_figures(figures: Sequence[Figure]) -> None:
    """Adds figures to the registry; a code may be registered once only (ValueError)."""
    for figure in figures:
        if _figures.get(figure.code, figure) is not figure:
            raise ValueError(f"figure {figure.code} is registered twice")
        _figures[figure.code] = figure


def figure_of(code: str) -> Figure | None:
    """The figure with this code, or None."""
    return _figures.get(code)


def all_figures() -> list[Figure]:
    """Every registered figure, in order of registration."""
    return list(_figures.values())
