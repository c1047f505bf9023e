"""How many of the dated records were taken over from past ledgers, topic by topic.

That of the door services stands with its topic.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Text, Unit
from lib.periods import Period
from lib.scope import Role, Scope
from services.late_records import page_of
from services.models import Dispute, Meeting, ServiceRequest
from services.models.disputes import AREA_READERS
from services.models.meetings import MEETING_READERS
from services.models.recorded import Recorded
from services.models.request_rows import OUTLINE_READERS


def _figure(code: str, label: Text, model: type[Recorded], readers: frozenset[Role]) -> Figure:
    def rows(scope: Scope, period: Period) -> QuerySet:
        records = model._default_manager.within(scope.only(readers)).counting()  # type: ignore[attr-defined]
        return records.occurred(period).filter(is_historical=True).select_related("site")

    return Figure(
        code=code,
        label=label,
        definition=_(
            "Records of the period that were taken over from a ledger kept before the portal; "
            "they are claims until somebody verifies them."
        ),
        unit=Unit.TIMES,
        system=System.PUBLIC_SERVICE,
        requirements=("R5",),
        rows=rows,
        columns=(
            Column(_("day"), lambda row: row.occurred_on),
            Column(_("resettlement site"), lambda row: row.site.name),
        ),
        keys=("-occurred_on", "-id"),
        day="occurred_on",
        readers=readers,
        url=lambda row: page_of(model._meta.model_name or "", row),
    )


FIGURES = [
    _figure(
        "requests_historical",
        _("Requests from past ledgers"),
        ServiceRequest,
        OUTLINE_READERS,
    ),
    _figure(
        "disputes_historical",
        _("Disputes from past ledgers"),
        Dispute,
        AREA_READERS,
    ),
    _figure(
        "meetings_historical",
        _("Meetings from past ledgers"),
        Meeting,
        MEETING_READERS,
    ),
]
