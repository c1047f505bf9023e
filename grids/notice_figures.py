"""Figures over policy notices and their receipts (R25)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grids.models import PolicyNoticeReceipt
from grids.models.reports import NET_READERS
from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope


def _receipts(scope: Scope) -> QuerySet:
    rows = PolicyNoticeReceipt.objects.within(scope)
    return rows.select_related("site", "grid", "notice", "read_by", "recorded_by")


def notices_issued(scope: Scope, period: Period) -> QuerySet:
    """Receipts, of which a figure counts each notice once: so a site has those that came to it."""
    return _receipts(scope).filter(
        notice__issued_on__range=(period.first, period.last), notice__withdrawn_at=None
    )


def notices_made_known(scope: Scope, period: Period) -> QuerySet:
    return _receipts(scope).filter(made_known_on__range=(period.first, period.last))


def notices_late(scope: Scope, period: Period) -> QuerySet:
    return _receipts(scope).late(period.last)


TITLE = Column(_("title of the notice"), lambda row: row.notice.title)
ISSUED = Column(_("issued on"), lambda row: row.notice.issued_on)
DUE = Column(_("to be made known by"), lambda row: row.notice.due_on)
OF_GRID = (
    TITLE,
    DUE,
    Column(_("grid"), lambda row: row.grid.name),
    Column(_("made known on"), lambda row: row.made_known_on),
    Column(_("how it was made known"), lambda row: row.get_how_display()),
    Column(_("resettlement site"), lambda row: row.site.name),
)


def _of_notices(code: str, label: Any, definition: Any, rows: Callable, **more: Any) -> Figure:
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.TIMES,
        system=System.GOVERNANCE,
        requirements=("R25",),
        rows=rows,
        readers=NET_READERS,
        **{
            "columns": OF_GRID,
            "url": lambda row: reverse("notice_receipt", args=[row.pk]),
            **more,
        },
    )


FIGURES = [
    _of_notices(
        "policy_notices",
        _("Policy notices issued"),
        _("Notices issued to grids in the period, each once, without those withdrawn."),
        notices_issued,
        distinct="notice",
        columns=(TITLE, ISSUED, DUE),
        keys=("notice__issued_on", "id"),
        day="notice__issued_on",
        url=lambda row: reverse("notice_detail", args=[row.notice_id]),
    ),
    _of_notices(
        "notices_made_known",
        _("Policy notices made known by grids"),
        _("Each grid that made a notice known, by the day on which it did."),
        notices_made_known,
        keys=("made_known_on", "id"),
        day="made_known_on",
    ),
    _of_notices(
        "notices_late",
        _("Policy notices late in grids"),
        _(
            "Each grid in force that on the last day of the period has not made a notice known "
            "whose day has passed; withdrawn notices do not count."
        ),
        notices_late,
        keys=("notice__due_on", "id"),
    ),
]
