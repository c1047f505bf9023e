"""Figures over whistle and report (B5): whistles blown, units called, units that came in time."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from services.models import Whistle, WhistleCall
from services.models.request_rows import OUTLINE_READERS
from services.models.whistles import WhistleCallQuerySet

READERS = OUTLINE_READERS


def blown(scope: Scope, period: Period) -> QuerySet:
    rows = Whistle.objects.within(scope.only(READERS)).counting().occurred(period)
    return rows.select_related("site", "request")


def called(scope: Scope, period: Period) -> WhistleCallQuerySet:
    rows = WhistleCall.objects.within(scope.only(READERS)).whistled(period)
    return rows.select_related("site", "whistle__request", "organisation")


def in_time(scope: Scope, period: Period) -> QuerySet:
    return called(scope, period).in_time()


CALL_COLUMNS = (
    Column(_("unit"), lambda row: row.organisation.name),
    Column(_("request"), lambda row: row.whistle.request.number),
    Column(_("resettlement site"), lambda row: row.site.name),
    Column(_("called on"), lambda row: row.whistle.occurred_on),
    Column(_("minutes to arrival"), lambda row: row.minutes),
    Column(_("score"), lambda row: row.score),
)


def _calls(code, label, definition, rows) -> Figure:
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.TIMES,
        system=System.GOVERNANCE,
        requirements=("R5",),
        rows=rows,
        columns=CALL_COLUMNS,
        keys=("-called_at", "-id"),
        day="whistle__occurred_on",
        readers=READERS,
        url=lambda row: reverse("request_detail", args=[row.whistle.request_id]),
    )


FIGURES = [
    Figure(
        code="whistles_blown",
        label=_("Whistles blown"),
        definition=_("How often a community called units together for a request in the period."),
        unit=Unit.TIMES,
        system=System.GOVERNANCE,
        requirements=("R5",),
        rows=blown,
        columns=(
            Column(_("request"), lambda row: row.request.number),
            Column(_("resettlement site"), lambda row: row.site.name),
            Column(_("case"), lambda row: row.get_case_display()),
            Column(_("called on"), lambda row: row.occurred_on),
            Column(_("ended on"), lambda row: row.ended_on),
        ),
        keys=("-occurred_on", "-id"),
        day="occurred_on",
        readers=READERS,
        url=lambda row: reverse("request_detail", args=[row.request_id]),
    ),
    _calls(
        "whistle_units_called",
        _("Units called by whistle"),
        _("Units that were called in the period; one called for two requests counts twice."),
        called,
    ),
    _calls(
        "whistle_units_in_time",
        _("Units that came in time"),
        _("Of the units called in the period, those that were there by the time of the call."),
        in_time,
    ),
]
