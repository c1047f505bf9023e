"""The organisation system of the sites as a board: sites × five parts, and its gaps (R13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse

from lib.returning import with_way_back
from lib.scope import Scope
from sites.enums import KINDS_OF_PART, OrganisationPart
from sites.models import Organisation, ResettlementSite
from sites.rules import can_keep_organisations


@dataclass(frozen=True, slots=True)
class SystemCell:
    """How many live bodies play a part at a site; `url` leads to them, or mends the gap."""

    part: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class SystemLine:
    """One site of the board, and how many of its five parts nobody plays."""

    site: ResettlementSite
    cells: list[SystemCell]
    gaps: int


def system_board(
    scope: Scope, sites: Sequence[ResettlementSite], on: date, back: str
) -> list[SystemLine]:
    """Sites × parts as of a day, sites with gaps first; one statement.

    A gap leads whoever keeps the site's organisations to the form of a new one, and back.
    """
    counts = _counts(sites, on)
    lines = []
    for site in sites:
        numbers = {part: counts.get((site.pk, part), 0) for part in OrganisationPart}
        cells = [
            SystemCell(str(part.label), number, _url(scope, site, part, number, back))
            for part, number in numbers.items()
        ]
        lines.append(SystemLine(site, cells, sum(not number for number in numbers.values())))
    return sorted(lines, key=lambda line: (-line.gaps, line.site.code))


def _counts(sites: Sequence[ResettlementSite], on: date) -> dict[tuple[int, str], int]:
    part_of = {kind: part for part, kinds in KINDS_OF_PART.items() for kind in kinds}
    rows = Organisation.objects.current(on).filter(site__in=[site.pk for site in sites])
    found: dict[tuple[int, str], int] = {}
    for site, kind, number in rows.order_by().values_list("site", "kind").annotate(Count("pk")):
        if kind in part_of:
            key = (site, part_of[kind])
            found[key] = found.get(key, 0) + number
    return found


def _url(scope: Scope, site: ResettlementSite, part: str, count: int, back: str) -> str:
    if count:
        return f"{reverse('organisation_list')}?site={site.code}&part={part}"
    if not can_keep_organisations(scope, Organisation(site=site)):
        return ""
    add = reverse("admin:sites_organisation_add")
    return with_way_back(add, back, site=site.pk, kind=KINDS_OF_PART[part][0])
