"""What a body did on the net: grids on which its function line runs (R14, R19)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from grids.models import GridFunctionLine
from lib.deeds import Deed
from lib.periods import Period
from lib.scope import Scope
from sites.models import Organisation
from sites.rules import SYSTEM_READERS


def lines_of(organisation: Organisation, scope: Scope, period: Period) -> Iterator[Deed]:
    """Grids with a line of this department on the last day of the period; one statement."""
    counting = scope.only(SYSTEM_READERS).counting()
    rows = GridFunctionLine.objects.within(counting).current(period.last)
    number = rows.filter(organisation=organisation).values("grid").distinct().count()
    if number:
        url = reverse("figure_detail", args=["grids_with_function_lines"])
        yield Deed(_("Grids on which its line runs"), number, f"{url}?{period.query}")
