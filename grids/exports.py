"""The "125" board as an export: the line of every site that one counts, numbers alone."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grids.rules import can_view_work_method
from grids.work_method import method_board
from lib.exports import Exporter, Sheet
from lib.scope import Scope
from sites.models import ResettlementSite
from sites.rules import SYSTEM_READERS


def method_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """The sites as the board has them: of each part how many are filled, of how many."""
    counting = scope.only(SYSTEM_READERS).counting()
    sites = list(ResettlementSite.objects.within(counting).active(scope.on))
    lines = method_board(counting, sites, scope.on)
    header = [_("site code"), _("resettlement site"), _("vacant")]
    for part in lines[0].parts if lines else []:
        header += [part.label, _("%(part)s: of") % {"part": part.label}]
    return Sheet(
        title=_("“125” work method"),
        filter_text=_("As of %(on)s") % {"on": scope.on},
        header=header,
        rows=(
            [
                line.site.code,
                line.site.name,
                line.vacant,
                *(number for part in line.parts for number in (part.filled, part.seats)),
            ]
            for line in lines
        ),
    )


EXPORTERS = [
    Exporter(
        "work_method",
        gettext_lazy("“125” work method"),
        can_view_work_method,
        method_sheet,
        of_list=True,
    )
]
