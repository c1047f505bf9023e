"""The list of case allowances (个案补贴): what mediators earn by the cases of a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from accounts.models import User
from lib.periods import Period
from lib.scope import Scope
from services.enums.disputes import Capacity
from services.models import CaseAllowanceRate, Dispute, DisputeParticipant
from services.rules.disputes import ALLOWANCE_READERS

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class AllowanceLine:
    """One mediator's share of one case; `yuan` is None where no rate is set for such cases."""

    dispute: Dispute
    mediator: User
    form: str
    yuan: Decimal | None


def allowances_of(scope: Scope, period: Period, site: object = None) -> list[AllowanceLine]:
    """Cases closed in the period with a confirmed settlement, shared by their mediators.

    Equal shares, what cannot be shared goes to the first; no party is named. Three statements.
    """
    rows = Dispute.objects.within(scope.only(ALLOWANCE_READERS)).counting()
    rows = rows.filter(
        closed_on__range=(period.first, period.last),
        confirmed_by__isnull=False,
        agreement__isnull=False,
    )
    if site is not None:
        rows = rows.filter(site=site)
    disputes = list(rows.select_related("site", "agreement").order_by("closed_on", "id"))
    people = DisputeParticipant.objects.filter(
        dispute__in=disputes, capacity=Capacity.MEDIATOR, left_on__isnull=True
    ).select_related("user")
    mediators: dict[int, list[User]] = {}
    for person in people:
        mediators.setdefault(person.dispute_id, []).append(person.user)
    rates = list(CaseAllowanceRate.objects.all())
    lines = []
    for dispute in disputes:
        users = mediators.get(dispute.pk, [])
        shares = _shares(_rate(rates, dispute), len(users))
        for user, yuan in zip(users, shares, strict=True):
            lines.append(AllowanceLine(dispute, user, dispute.agreement.get_form_display(), yuan))
    return lines


def totals_of(lines: Iterable[AllowanceLine]) -> list[tuple[str, int, Decimal]]:
    """Mediator, cases, yuan; by name, and two of one name stay two."""
    found: dict[User, tuple[int, Decimal]] = {}
    for line in lines:
        cases, yuan = found.get(line.mediator, (0, Decimal(0)))
        found[line.mediator] = (cases + 1, yuan + (line.yuan or Decimal(0)))
    order = sorted(found, key=lambda user: (user.name, user.pk))
    return [(user.name, *found[user]) for user in order]


def _rate(rates: list[CaseAllowanceRate], dispute: Dispute) -> Decimal | None:
    on: date = dispute.closed_on  # type: ignore[assignment]
    for rate in rates:
        same = (rate.complexity, rate.form) == (dispute.complexity, dispute.agreement.form)
        if same and rate.valid_from <= on and (rate.valid_to is None or rate.valid_to >= on):
            return rate.yuan
    return None


def _shares(yuan: Decimal | None, number: int) -> list[Decimal | None]:
    if yuan is None or not number:
        return [None] * number
    share = (yuan / number).quantize(CENT, ROUND_DOWN)
    return [yuan - share * (number - 1), *[share] * (number - 1)]
