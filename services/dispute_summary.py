"""Disputes by type in a period: the official monthly table, on screen and as a sheet (B3)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Avg,
    Case,
    CharField,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Sum,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.figures import Text
from lib.periods import Period
from lib.scope import Scope
from services.enums.disputes import OFFICIAL_KIND, DisputeKind, Prevented
from services.figures.disputes import counted, disputes

# Columns of the screen: name of `counted` to heading.
COLUMNS: dict[str, Text] = {
    "registered": pgettext_lazy("of disputes", "registered"),
    "accepted": pgettext_lazy("of disputes", "accepted"),
    "settled": pgettext_lazy("of disputes", "settled"),
    "unconfirmed": _("not confirmed yet"),
    "ended": _("without agreement"),
    "performed": _("performed"),
    "court": _("confirmed by a court"),
    "prevented": _("turned worse prevented"),
}
PREVENTED_COLUMNS = {f"prevented_{kind.value}": kind.label for kind in Prevented}


@dataclass(frozen=True, slots=True)
class KindLine:
    """One type of dispute: counts by column, rate, days, amount."""

    kind: str
    label: Text
    counts: dict[str, int]
    days: float | None
    amount: Any

    @property
    def success(self) -> int | None:
        """Settled of a hundred that came to an end; None where none did."""
        over = self.counts["settled"] + self.counts["unconfirmed"] + self.counts["ended"]
        return round(100 * self.counts["settled"] / over) if over else None


def summary_of(
    scope: Scope, period: Period, site: Any = None, *, is_official: bool = False
) -> list[KindLine]:
    """One line a type that occurs, then one for all; two SQL statements.

    The official table has no row for the types of the sites: they stand in the row next to them.
    """
    rows = disputes(scope.counting())
    moved = OFFICIAL_KIND if is_official else {}
    whens = [When(kind=kind, then=Value(official)) for kind, official in moved.items()]
    rows = rows.annotate(row_kind=Case(*whens, default=F("kind"), output_field=CharField()))
    if site is not None:
        rows = rows.filter(site=site)
    wanted = counted(period)
    days = ExpressionWrapper(F("settled_on") - F("accepted_on"), DurationField())
    numbers: dict[str, Any] = {
        f"n_{name}": Count("pk", filter=wanted[name]) for name in (*COLUMNS, *PREVENTED_COLUMNS)
    }
    numbers["days"] = Avg(days, filter=wanted["settled"])
    numbers["amount"] = Sum("amount_yuan", filter=wanted["settled"])
    lines = [
        _line(row, row["row_kind"], DisputeKind(row["row_kind"]).label)
        for row in rows.order_by().values("row_kind").annotate(**numbers)
    ]
    order = list(DisputeKind)
    lines = sorted(
        (line for line in lines if any(line.counts.values())),
        key=lambda line: order.index(DisputeKind(line.kind)),
    )
    return [*lines, _line(rows.aggregate(**numbers), "", _("All types"))]


def _line(row: dict[str, Any], kind: str, label: Text) -> KindLine:
    days = row["days"]
    return KindLine(
        kind=kind,
        label=label,
        counts={name[2:]: value for name, value in row.items() if name.startswith("n_")},
        days=round(days.total_seconds() / 86_400, 1) if days is not None else None,
        amount=row["amount"],
    )
