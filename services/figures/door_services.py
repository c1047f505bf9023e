"""Figures over door services: done, verified, from past ledgers, by the five roles (R47)."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grids.enums import GridPost
from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from residents.rules import READERS
from services.enums.door_services import DoorServiceState
from services.models import DoorService


def door_services(scope: Scope, period: Period) -> QuerySet:
    rows = DoorService.objects.within(scope.only(READERS)).counting().occurred(period)
    return rows.select_related("site", "household", "kind")


def verified(scope: Scope, period: Period) -> QuerySet:
    return door_services(scope, period).filter(state=DoorServiceState.CONFIRMED)


def historical(scope: Scope, period: Period) -> QuerySet:
    return door_services(scope, period).filter(is_historical=True)


def in_role(role: GridPost) -> Callable[[Scope, Period], QuerySet]:
    """The rows that were done in one of the five roles."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        return door_services(scope, period).filter(capacity=role)

    return rows


def _figure(code: str, label: object, definition: object, rows: Callable) -> Figure:
    return Figure(
        code=code,
        label=label,  # type: ignore[arg-type]
        definition=definition,  # type: ignore[arg-type]
        unit=Unit.TIMES,
        system=System.PUBLIC_SERVICE,
        requirements=("R47", "R51"),
        rows=rows,
        columns=(
            Column(_("done on"), lambda row: row.occurred_on),
            Column(_("household number"), lambda row: row.household.household_no),
            Column(_("kind of service"), lambda row: row.kind.name),
            Column(_("role in which it was done"), lambda row: row.get_capacity_display()),
            Column(_("state"), lambda row: row.get_state_display()),
            Column(_("resettlement site"), lambda row: row.site.name),
        ),
        keys=("-occurred_on", "-id"),
        day="occurred_on",
        readers=READERS,
        url=lambda row: reverse("door_detail", args=[row.pk]),
    )


FIGURES = [
    _figure(
        "door_services",
        _("Door services"),
        _(
            "Services that the centres did at the doors of households within the period, counted "
            "when done. Those that a household denied or that were withdrawn do not count, and "
            "those recorded after the close of their quarter only once reviewed."
        ),
        door_services,
    ),
    _figure(
        "door_services_verified",
        _("Door services, verified"),
        _(
            "Those of the door services of the period that the household confirmed with a "
            "signature or slip, or to somebody who asked it afterwards and took no part."
        ),
        verified,
    ),
    _figure(
        "door_services_historical",
        _("Door services from past ledgers"),
        _(
            "Those of the door services of the period that were taken over from a ledger kept "
            "before the portal; they are claims until somebody verifies them."
        ),
        historical,
    ),
    *(
        _figure(
            f"door_services_{role}",
            label,
            _("Those of the door services of the period that were done in this role of the five."),
            in_role(role),
        )
        for role, label in (
            (GridPost.THOUGHT_GUIDE, _("Door services as thought guide")),
            (GridPost.EMPLOYMENT_SERVER, _("Door services as employment server")),
            (GridPost.TROUBLE_SHOOTER, _("Door services as trouble-shooter")),
            (GridPost.RIGHTS_PROTECTOR, _("Door services as rights protector")),
            (GridPost.CIVILITY_ADVOCATE, _("Door services as civility advocate")),
        )
    ),
]
