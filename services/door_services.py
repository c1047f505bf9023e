"""Door services as lists, stories of households and work pages show them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lib.deeds import Deed
from lib.exports import Exporter, Sheet
from lib.periods import Period
from lib.scope import Scope
from lib.tasks import WorkItem
from lib.timeline import Entry
from residents.columns import ListColumn, chosen_columns
from residents.models import Household
from residents.rules import READERS
from residents.sight import Sight, sight_of
from services.desk import Column, DeskCard, rows_by_column
from services.enums.door_services import DoorServiceState, ServiceWay
from services.forms.door_filters import DoorServiceFilter
from services.models import DoorSample, DoorService
from services.models.door_services import CAPACITIES
from services.rules.door_services import (
    CALLERS,
    EXPORTERS,
    can_export_door_services,
    can_view_door_services,
)
from sites.models import Organisation

KEYS = ("-occurred_on", "-id")
CHUNK = 2000
CAPACITY_LABELS = dict(CAPACITIES)
STATE_LABELS = dict(DoorServiceState.choices)
WAY_LABELS = dict(ServiceWay.choices)


def listed(scope: Scope) -> QuerySet[DoorService]:
    """The services that one reads, as lists show them."""
    return DoorService.objects.within(scope.only(READERS)).for_list(scope.on)


def words_of(service: DoorService, sight: Sight) -> str:
    """What was done, for those who look after the household; others read kind and state alone."""
    return service.words if sight.may_reveal(service) else ""


def doers_of(service: DoorService) -> str:
    """Who did it, as one line; of a past ledger the names that it gives."""
    return "、".join([*service.doer_names, *filter(None, [service.doers_named])])


DOOR_SERVICE_COLUMNS = (
    ListColumn(
        "occurred_on", gettext_lazy("done on"), lambda row, sight: row.occurred_on, on_phone=True
    ),
    ListColumn(
        "household_no",
        gettext_lazy("household number"),
        lambda row, sight: row.household.household_no,
    ),
    ListColumn(
        "head",
        gettext_lazy("head of household"),
        lambda row, sight: row.head_name or "",
        on_phone=True,
    ),
    ListColumn("address", gettext_lazy("address"), lambda row, sight: sight.address(row)),
    ListColumn("site", gettext_lazy("resettlement site"), lambda row, sight: row.site.name),
    ListColumn(
        "kind", gettext_lazy("kind of service"), lambda row, sight: row.kind.name, on_phone=True
    ),
    ListColumn("doers", gettext_lazy("done by"), lambda row, sight: doers_of(row)),
    ListColumn(
        "capacity",
        gettext_lazy("role in which it was done"),
        lambda row, sight: CAPACITY_LABELS.get(row.capacity, ""),
    ),
    ListColumn(
        "state",
        gettext_lazy("state"),
        lambda row, sight: STATE_LABELS[row.state],
        on_phone=True,
    ),
    ListColumn(
        "way",
        gettext_lazy("way of service"),
        lambda row, sight: WAY_LABELS[row.way],
        usual=False,
    ),
    ListColumn("words", gettext_lazy("what was done"), words_of, usual=False),
    ListColumn(
        "is_historical",
        gettext_lazy("from a past ledger"),
        lambda row, sight: _("yes") if row.is_historical else "",
        usual=False,
    ),
)


def door_service_sheet(scope: Scope, params: dict[str, Any]) -> Sheet:
    """All services that the filter names, among those that the maker may export."""
    form = DoorServiceFilter(QueryDict(params.get("query", "")), scope=scope)
    rows = DoorService.objects.within(scope.only(EXPORTERS)).for_list(scope.on)
    columns = chosen_columns(DOOR_SERVICE_COLUMNS, params.get("columns"))
    sight = sight_of(scope)
    return Sheet(
        title=_("Door services"),
        filter_text=form.in_words(),
        header=[str(column.label) for column in columns],
        rows=(
            [column.value(row, sight) or "" for column in columns]
            for row in form.filter(rows).order_by(*KEYS).iterator(chunk_size=CHUNK)
        ),
    )


DOOR_SERVICE_EXPORTER = Exporter(
    "door_services",
    gettext_lazy("Door services"),
    can_export_door_services,
    door_service_sheet,
)


def services_of(household: Household, scope: Scope) -> Iterable[Entry]:
    """The services of a household in its story; one statement."""
    if not can_view_door_services(scope):
        return
    sight = sight_of(scope)
    rows = listed(scope).filter(household=household)
    for service in rows.exclude(state=DoorServiceState.WITHDRAWN):
        parts = [
            words_of(service, sight),
            doers_of(service),
            str(CAPACITY_LABELS.get(service.capacity, "")),
            str(STATE_LABELS[service.state]),
        ]
        yield Entry(
            service.occurred_on,
            _("Door service: %(kind)s") % {"kind": service.kind.name},
            detail=" · ".join(filter(None, parts)),
            url=reverse("door_detail", args=[service.pk]),
        )


def work_on_door_services(scope: Scope) -> Iterable[WorkItem]:
    """For whoever calls back: services that a household denies."""
    mine = scope.only(CALLERS)
    if not mine.grants:
        return
    denied = DoorService.objects.within(mine).filter(state=DoorServiceState.DENIED)
    yield WorkItem(
        title=_("Door services that a household denies"),
        count=denied.count(),
        url=f"{reverse('door_list')}?state={DoorServiceState.DENIED}",
        state="overdue",
    )


def deeds_of(organisation: Organisation, scope: Scope, period: Period) -> Iterable[Deed]:
    """What a body of a site did at doors in the period, as far as one reads it (R14)."""
    if organisation.site_id is None:
        return
    rows = DoorService.objects.within(scope.only(READERS)).counting().occurred(period)
    number = rows.filter(organisation=organisation).count()
    if number:
        query = f"site={organisation.site_id}&organisation={organisation.pk}&state=counting"
        days = f"first={period.first}&last={period.last}"
        yield Deed(_("Door services"), number, f"{reverse('door_list')}?{query}&{days}")


def desk_of_door_services(scope: Scope) -> Iterable[DeskCard]:
    """What a household denies, and samples of which households are still to be asked."""
    mine = scope.only(CALLERS)
    if not mine.grants:
        return
    denied = DoorService.objects.within(mine).filter(state=DoorServiceState.DENIED)
    columns = [(Column.LATE, denied.order_by(*KEYS))]
    for column, service in rows_by_column(columns, DoorService.objects.for_list(scope.on)):
        yield DeskCard(
            column=column,
            what=_("%(kind)s: denied by the household") % {"kind": service.kind.name},
            url=reverse("door_detail", args=[service.pk]),
            for_whom=service.head_name or service.household.household_no,
            holder=doers_of(service),
            state="overdue",
            kind=gettext_lazy("Door service"),
        )
    to_ask = Count("rows", filter=Q(rows__service__state=DoorServiceState.DONE))
    samples = DoorSample.objects.within(mine).annotate(to_ask=to_ask)
    columns = [(Column.MINE, samples.filter(to_ask__gt=0).order_by("pk"))]
    for column, sample in rows_by_column(columns, samples.select_related("site", "drawn_by")):
        yield DeskCard(
            column=column,
            what=ngettext(
                "%(number)s household to be called back",
                "%(number)s households to be called back",
                sample.to_ask,
            )
            % {"number": sample.to_ask},
            url=reverse("door_sample_detail", args=[sample.pk]),
            for_whom=sample.site.name,
            holder=sample.drawn_by.name,
            kind=gettext_lazy("Door service"),
        )


def by_kind_and_role(rows: QuerySet[DoorService]) -> list[dict[str, Any]]:
    """Number done, number and percent verified for each kind and role; one statement."""
    counted = (
        rows.order_by()
        .values("kind", "kind__name", "kind__position", "capacity")
        .annotate(
            done=Count("pk"),
            verified=Count("pk", filter=Q(state=DoorServiceState.CONFIRMED)),
        )
        .order_by("kind__position", "kind", "capacity")
    )
    return [
        {
            **row,
            "label": CAPACITY_LABELS.get(row["capacity"], ""),
            "share": percent(row["verified"], row["done"]),
        }
        for row in counted
    ]


def percent(part: int, whole: int) -> int:
    """The part in percent of the whole, rounded down, so that 100 means all."""
    return 100 * part // whole if whole else 0
