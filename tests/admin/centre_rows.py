"""Rows of master data around centres, by the name of their model."""

from datetime import date, time

from django.db.models import Model

from sites.models import (
    ChecklistItem,
    Closure,
    CultureCentre,
    CultureEquipment,
    CultureFund,
    Facility,
    FacilityRule,
    OpeningHours,
    Organisation,
    ResettlementSite,
    ServiceCentre,
    SharingAgreement,
    StandardChecklist,
    Venue,
)

FIRST_DAY = date(2024, 1, 1)


def centre_rows(site: ResettlementSite, body: Organisation, mark: str) -> dict[str, Model]:
    """A row of everything that stands at the site, `mark` in every name."""
    at, since = {"site": site}, {"valid_from": FIRST_DAY}
    venue = Venue.objects.create(
        **at, **since, house="service_centre", kind="meeting_room", name=f"{mark}议事室",
        origin="new", cost_yuan=100, seats=20,
    )  # fmt: skip
    culture = CultureCentre.objects.create(
        **at, name=f"{mark}文化中心", opened_on=FIRST_DAY, books=1800
    )
    return {
        "servicecentre": ServiceCentre.objects.create(
            **at, name=f"{mark}党群服务中心", opened_on=FIRST_DAY, has_service=True
        ),
        "openinghours": OpeningHours.objects.create(
            **at, **since, venue=venue, weekday=0, opens=time(8, 30), closes=time(12)
        ),
        "closure": Closure.objects.create(
            **at, **since, house="culture_centre", reason=f"{mark}检修", valid_to=FIRST_DAY
        ),
        "venue": venue,
        "sharingagreement": SharingAgreement.objects.create(
            **at, **since, venue=venue, organisation=body, direction="ours"
        ),
        "culturecentre": culture,
        "culturefund": CultureFund.objects.create(
            **at, centre=culture, received_on=FIRST_DAY, source="county", amount_yuan=5000,
            purpose=f"{mark}购书",
        ),
        "cultureequipment": CultureEquipment.objects.create(
            **at, centre=culture, venue=venue, name=f"{mark}音响", looked_on=FIRST_DAY
        ),
        "facility": Facility.objects.create(
            **at, **since, kind="clinic", name=f"{mark}卫生室", walk_minutes=6, east_m=-40,
            north_m=5,
        ),
    }  # fmt: skip


def standard_rows() -> dict[str, Model]:
    """A row of each of the county's own lists."""
    checklist = StandardChecklist.objects.create(
        kind="service_centre", version="2024", valid_from=FIRST_DAY
    )
    return {
        "facilityrule": FacilityRule.objects.create(kind="market", setting="village"),
        "standardchecklist": checklist,
        "checklistitem": ChecklistItem.objects.create(
            checklist=checklist, group="1_planning", number=1, text="集中设置"
        ),
    }
