"""Door services for tests; every function gives the saved row."""

from datetime import date
from random import Random
from typing import Any
from uuid import uuid4

from accounts.models import User
from demo.door_services import signature
from lib.encryption import seal
from lib.periods import today
from residents.models import Household
from services.actions.ledgers import upload_ledger
from services.ledgers.door_services import DOOR_SERVICE_LEDGER
from services.models import (
    DoorConfirmation,
    DoorSample,
    DoorSampleRow,
    DoorService,
    DoorServiceDoer,
    DoorServiceKind,
)
from services.models.door_checks import CONFIRMATION_PLACE
from tests import factories

PICTURE = signature(Random(1))


def make_door_kind(code: str = "repair", **fields: Any) -> DoorServiceKind:
    """A kind of the county's list; asked again by its code it is the same row."""
    values = {"name": "水电维修", "usual_capacity": "trouble_shooter", **fields}
    return DoorServiceKind.objects.get_or_create(code=code, defaults=values)[0]


def make_door_service(
    household: Household, *, doers: tuple[User, ...] = (), **fields: Any
) -> DoorService:
    """A service that was done today and that nobody has verified."""
    kind = fields.pop("kind", None) or make_door_kind()
    doers = doers or (factories.make_user("罗网格"),)
    service = DoorService.objects.create(
        site_id=household.site_id,
        household=household,
        kind=kind,
        **{
            "capacity": kind.usual_capacity,
            "occurred_on": today(),
            "recorded_by": doers[0],
            "words": "更换水龙头",
            **fields,
        },
    )
    for doer in doers:
        DoorServiceDoer.objects.create(site_id=service.site_id, service=service, doer=doer)
    return service


def make_door_confirmation(service: DoorService) -> DoorConfirmation:
    """The household's signature."""
    return DoorConfirmation.objects.create(
        site_id=service.site_id,
        service=service,
        kind="signature",
        taken_by=service.recorded_by,
        media_type="image/png",
        file_sealed=seal(PICTURE, CONFIRMATION_PLACE),
    )


def make_door_sample(*services: DoorService) -> DoorSample:
    """A sample of these services."""
    site_id = services[0].site_id
    sample = DoorSample.objects.create(
        site_id=site_id,
        token=uuid4(),
        first_day=date(2020, 1, 1),
        last_day=today(),
        share=10,
        seed=7,
        drawn_from=len(services),
        drawn_by=factories.make_user("抽查人"),
    )
    for position, service in enumerate(services, 1):
        DoorSampleRow.objects.create(
            site_id=site_id, sample=sample, service=service, position=position
        )
    return sample


def things_of_doors(household: Household, mark: str = "") -> dict[str, Any]:
    """What an address of the pages of door services may name, `mark` in every text."""
    service = make_door_service(household, words=f"{mark}更换水龙头")
    make_door_confirmation(service)
    late = make_door_service(household, late_reason=f"{mark}补登")
    words = f"日期,户编号,服务内容\n2025-03-12,没有,{mark}修水管\n"
    ledger, _is_new = upload_ledger(
        actor=service.recorded_by,
        site=household.site,
        topic=DOOR_SERVICE_LEDGER,
        file_name=f"{mark}台账.csv",
        content=words.encode(),
    )
    return {
        "ledger_token": ledger.token,
        "ledger_kind": "door_services",
        "service_id": service.pk,
        "sample_id": make_door_sample(service).pk,
        "record_id": late.pk,
    }
