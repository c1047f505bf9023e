"""Figures over what first secretaries and work teams did, and over hand-overs and leave (R29)."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Text, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.models import AttendanceDay, Handover, Leave, PlanItem, WorkLogEntry, YearAssessment
from sites.post_words import post_label
from sites.rules import POST_READERS, WORK_READERS
from sites.secondment import ON_DUTY, without_plan

SITE = Column(_("resettlement site"), lambda row: row.site.name if row.site else "")


def _own(row) -> str:
    return row.posting.holder.name


def _post(row) -> str:
    return row.posting.get_post_display()


def _of_postings(model, lookup: str):
    """Rows of one model within the period."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        found = model.objects.within(scope).filter(
            **{f"{lookup}__range": (period.first, period.last)}
        )
        return found.select_related("posting__holder", "site")

    return rows


def days_on_duty(scope: Scope, period: Period) -> QuerySet:
    return _of_postings(AttendanceDay, "day")(scope, period).filter(state__in=ON_DUTY)


def cadres_without_plan(scope: Scope, period: Period) -> QuerySet:
    return without_plan(scope, period.last)


def on_leave(scope: Scope, period: Period) -> QuerySet:
    return Leave.objects.within(scope).current(period.last).select_related("holder", "site")


def handovers_unsigned(scope: Scope, period: Period) -> QuerySet:
    """Due by the end of the period and not signed by both today."""
    rows = Handover.objects.of_places(scope).open().filter(due_on__lte=period.last)
    return rows.select_related("giver", "taker", "site")


def _work_url(row) -> str:
    return reverse("posting_work", args=["site", row.posting_id])


def of_work(
    code: str, label: Text, definition: Text, rows, day: str, column: Column, readers=WORK_READERS
) -> Figure:
    """A figure over rows that hang on a seconded cadre's posting."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=("R29",),
        rows=rows,
        columns=(
            Column(_("holder"), _own),
            Column(_("post"), _post),
            SITE,
            Column(_("day"), lambda row: getattr(row, day)),
            column,
        ),
        keys=(day, "id"),
        day=day,
        readers=readers,
        url=_work_url,
    )


FIGURES = [
    of_work(
        "seconded_days_on_duty",
        _("Days on duty of first secretaries and work teams"),
        _(
            "Days of the period on which the attendance sheets show first secretaries and "
            "work-team members present, in a meeting or in training; a day of two persons is two."
        ),
        days_on_duty,
        "day",
        Column(_("state"), lambda row: row.get_state_display()),
        POST_READERS,
    ),
    of_work(
        "work_log_entries",
        _("Work-log entries of first secretaries and work teams"),
        _("Entries of the work logs whose day lies in the period."),
        _of_postings(WorkLogEntry, "day"),
        "day",
        Column(_("kind"), lambda row: row.get_kind_display()),
    ),
    of_work(
        "plan_items_done",
        _("Planned things done by first secretaries and work teams"),
        _("Things of quarterly plans that were done on a day of the period."),
        _of_postings(PlanItem, "done_on"),
        "done_on",
        Column(_("what is planned"), lambda row: row.text),
    ),
    of_work(
        "year_assessments",
        _("Yearly assessments of first secretaries and work teams"),
        _("Assessments that were given on a day of the period."),
        _of_postings(YearAssessment, "assessed_on"),
        "assessed_on",
        Column(_("assessment grade"), lambda row: row.get_grade_display()),
    ),
    Figure(
        code="seconded_without_plan",
        label=_("First secretaries and team members without a quarterly plan"),
        definition=_(
            "First secretaries and work-team members in post on the last day of the period who "
            "have planned nothing for its quarter."
        ),
        unit=Unit.PERSONS,
        system=System.PARTY,
        requirements=("R29",),
        rows=cadres_without_plan,
        columns=(
            Column(_("holder"), lambda row: row.holder.name),
            Column(_("post"), lambda row: row.get_post_display()),
            SITE,
        ),
        keys=("valid_from", "id"),
        distinct="holder",
        readers=POST_READERS,
        url=lambda row: reverse("posting_detail", args=["site", row.pk]),
    ),
    Figure(
        code="staff_on_leave",
        label=_("Staff on leave"),
        definition=_("Persons whose leave holds on the last day of the period."),
        unit=Unit.PERSONS,
        system=System.PARTY,
        requirements=("R29",),
        rows=on_leave,
        columns=(
            Column(_("holder"), lambda row: row.holder.name),
            SITE,
            Column(_("kind"), lambda row: row.get_kind_display()),
            Column(_("first day"), lambda row: row.valid_from),
            Column(_("last day"), lambda row: row.valid_to),
        ),
        keys=("valid_from", "id"),
        distinct="holder",
        readers=POST_READERS,
    ),
    Figure(
        code="handovers_unsigned",
        label=_("Hand-over lists not signed by both"),
        definition=_(
            "Hand-over lists whose day has come by the last day of the period and that today lack "
            "the signature of one or both."
        ),
        unit=Unit.TIMES,
        system=System.PARTY,
        requirements=("R32",),
        rows=handovers_unsigned,
        columns=(
            Column(_("hands over"), lambda row: row.giver.name),
            Column(_("takes over"), lambda row: row.taker.name if row.taker else ""),
            Column(_("post"), lambda row: post_label(row.post)),
            SITE,
            Column(_("due on"), lambda row: row.due_on),
        ),
        keys=("due_on", "id"),
        readers=POST_READERS,
        url=lambda row: reverse("handover_detail", args=[row.pk]),
    ),
]
