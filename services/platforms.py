"""The three platforms of a site (R35): which figures count the use of each."""

from dataclasses import dataclass

from lib.figures import Figure, figure_of
from lib.periods import Period
from lib.scope import Scope
from services.enums.platforms import Platform


@dataclass(frozen=True, slots=True)
class Use:
    """One kind of use of a platform: its figure and the number, within what the reader counts."""

    figure: Figure
    value: int


_codes: dict[Platform, list[str]] = {platform: [] for platform in Platform}


def register_platform_use(platform: Platform, *codes: str) -> None:
    """Says that these figures count uses of the platform; called from AppConfig.ready.

    A topic belongs to one platform, so the numbers of a platform may be added up.
    """
    _codes[platform] += [code for code in codes if code not in _codes[platform]]


def uses_of_platform(
    platform: Platform, scope: Scope, period: Period, site: int | None
) -> list[Use]:
    """What the platform was used for in the period; one statement a figure."""
    uses = []
    for code in _codes[platform]:
        figure = figure_of(code)
        if figure is not None and scope.has(figure.readers):
            mine = scope.only(figure.readers)
            uses.append(Use(figure, figure.value(mine, period, site)))
    return uses
