"""Figures over requests: received, done, in time, satisfied; the three of R40 and repairs (R74)."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from services.enums.platforms import Platform
from services.enums.requests import CallBackResult, RequestCategory
from services.models import ServiceRequest
from services.models.request_rows import OUTLINE_READERS, RequestQuerySet

READERS = OUTLINE_READERS
CATEGORY_FIGURES = {
    RequestCategory.MEDICAL: ("medical_requests", _("Medical requests done"), ("R40",)),
    RequestCategory.SCHOOLING: ("schooling_requests", _("Schooling requests done"), ("R40",)),
    RequestCategory.EMPLOYMENT: ("job_requests", _("Employment requests done"), ("R40",)),
    RequestCategory.REPAIR: ("repair_requests", _("Property repairs done"), ("R74",)),
}
PLATFORM_FIGURES = {
    Platform.MASS_SERVICE: (
        "requests_mass_service",
        _("Requests to the platform serving the masses"),
    ),
    Platform.DELIBERATION: ("requests_deliberation", _("Requests raised at meetings")),
}


def counted(scope: Scope) -> RequestQuerySet:
    """The requests that figures count, whose outline one may see."""
    rows = ServiceRequest.objects.within(scope.only(READERS)).counting()
    return rows.select_related("site", "lead")


def received(scope: Scope, period: Period) -> RequestQuerySet:
    return counted(scope).taken_up().occurred(period)


def verified(scope: Scope, period: Period) -> RequestQuerySet:
    """Done in the period and confirmed by somebody other than the doer (design: claims)."""
    return counted(scope).verified().filter(done_on__range=(period.first, period.last))


def timed(scope: Scope, period: Period) -> QuerySet:
    """What the share in time is a share of."""
    return verified(scope, period).timed()


def in_time(scope: Scope, period: Period) -> QuerySet:
    return verified(scope, period).in_time()


def asked(scope: Scope, period: Period) -> QuerySet:
    """Confirmed ones whose resident said whether he is satisfied."""
    return verified(scope, period).filter(
        call_back__in=[
            CallBackResult.SATISFIED, CallBackResult.MOSTLY, CallBackResult.DISSATISFIED,
        ]
    )  # fmt: skip


def satisfied(scope: Scope, period: Period) -> QuerySet:
    return asked(scope, period).exclude(call_back=CallBackResult.DISSATISFIED)


def reopened(scope: Scope, period: Period) -> QuerySet:
    return received(scope, period).filter(reopened_times__gt=0)


def of_category(category: str) -> Callable[[Scope, Period], QuerySet]:
    """The confirmed requests of one category."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        return verified(scope, period).filter(category=category)

    return rows


def of_platform(platform: str) -> Callable[[Scope, Period], QuerySet]:
    """The requests received in the period that make use of one platform (R35)."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        return received(scope, period).filter(platform=platform)

    return rows


COLUMNS = (
    Column(_("number"), lambda row: row.number),
    Column(_("resettlement site"), lambda row: row.site.name),
    Column(_("category"), lambda row: row.get_category_display()),
    Column(_("channel"), lambda row: row.get_channel_display()),
    Column(_("handling unit"), lambda row: row.lead.name if row.lead else ""),
    Column(pgettext_lazy("a request", "received on"), lambda row: row.occurred_on),
    Column(_("due on"), lambda row: row.due_on),
    Column(_("done on"), lambda row: row.done_on),
    Column(_("call-back"), lambda row: row.get_call_back_display()),
    Column(_("state"), lambda row: row.get_state_display()),
)


def _figure(code, label, definition, rows, requirements, day) -> Figure:
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.TIMES,
        system=System.PUBLIC_SERVICE,
        requirements=requirements,
        rows=rows,
        columns=COLUMNS,
        keys=(day, "id"),
        day=day,
        readers=READERS,
        url=lambda row: reverse("request_detail", args=[row.pk]),
    )


REQUEST_FIGURES = [
    _figure(
        "requests_received",
        _("Requests received"),
        _(
            "Requests of residents received in the period, without those that were refused, merged "
            "or handed over."
        ),
        received,
        ("R5", "R35"),
        "occurred_on",
    ),
    _figure(
        "requests_done",
        _("Requests done"),
        _(
            "Requests reported as done in the period and closed after somebody other than the doer "
            "had called back or looked on the spot."
        ),
        verified,
        ("R5", "R40"),
        "done_on",
    ),
    _figure(
        "requests_timed",
        _("Requests done, in time or late"),
        _(
            "Of the requests done, those recorded in the portal. Those of past ledgers are left "
            "out, since nobody had set a day for them."
        ),
        timed,
        ("R5",),
        "done_on",
    ),
    _figure(
        "requests_in_time",
        _("Requests done in time"),
        _(
            "Of the requests done, those that were done on their day or before, and were not late "
            "before a reopening; without those of past ledgers."
        ),
        in_time,
        ("R5",),
        "done_on",
    ),
    _figure(
        "requests_asked",
        _("Requests with an answer to the call-back"),
        _("Of the requests done, those whose resident said whether he is satisfied."),
        asked,
        ("R5",),
        "done_on",
    ),
    _figure(
        "requests_satisfied",
        _("Requests with a satisfied resident"),
        _("Of the requests with an answer, those with “satisfied” or “mostly satisfied”."),
        satisfied,
        ("R5",),
        "done_on",
    ),
    _figure(
        "requests_reopened",
        _("Requests reopened"),
        _("Of the requests received in the period, those taken up again at least once."),
        reopened,
        ("R5",),
        "occurred_on",
    ),
    *(
        _figure(
            code,
            label,
            _(
                "Requests received in the period, without those that were refused, merged or "
                "handed over: those raised at a meeting belong to the platform of deliberation, "
                "all others to the platform serving the masses."
            ),
            of_platform(platform),
            ("R35",),
            "occurred_on",
        )
        for platform, (code, label) in PLATFORM_FIGURES.items()
    ),
    *(
        _figure(
            code,
            label,
            _("Of the requests done, those of this category."),
            of_category(category),
            requirements,
            "done_on",
        )
        for category, (code, label, requirements) in CATEGORY_FIGURES.items()
    ),
]
