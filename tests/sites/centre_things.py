"""One row of everything that the pages of centres open, and worlds of rooms and checks."""

from datetime import date, time, timedelta
from typing import Any

from lib.periods import today
from sites.actions.checklists import add_samples, check_run, start_run, submit_run
from sites.centre_enums import House, Shift
from sites.checklist_enums import CheckResult
from sites.models import (
    Booking,
    ChecklistFinding,
    ChecklistRun,
    CultureCentre,
    CultureEquipment,
    CultureFund,
    DutyShift,
    Facility,
    OpeningHours,
    Organisation,
    ResettlementSite,
    SharingAgreement,
    StandardChecklist,
    Venue,
)
from tests import factories


def make_booking(venue: Venue, *, organisation: Organisation | None = None, **fields: Any):
    """The room from 9 to 11 today."""
    values = {"purpose": "妇女活动", "day": today(), "starts": time(9), "ends": time(11), **fields}
    return Booking.objects.create(
        site=values.pop("site", venue.site),
        venue=venue,
        organisation=organisation or factories.make_organisation(venue.site),
        booked_by=values.pop("booked_by", None) or factories.make_user(),
        **values,
    )


def make_culture_centre(site: ResettlementSite, mark: str = "") -> CultureCentre:
    """A culture centre with a room, money and equipment."""
    centre = CultureCentre.objects.create(
        site=site, name=f"{mark}文化中心", opened_on=date(2021, 1, 1), books=1800
    )
    room = factories.make_venue(
        site, house=House.CULTURE_CENTRE, kind="reading_room", name=f"{mark}阅览室"
    )
    CultureFund.objects.create(
        site=site, centre=centre, received_on=today(), source="county", amount_yuan=5000,
        purpose=f"{mark}购书",
    )  # fmt: skip
    CultureEquipment.objects.create(
        site=site, centre=centre, venue=room, name=f"{mark}音响", looked_on=today()
    )
    return centre


def standard(kind: str = "service_centre") -> StandardChecklist:
    """Today's sample standard; asked again it is the same."""
    if not StandardChecklist.objects.exists():
        add_samples(actor=factories.make_user())
    return StandardChecklist.objects.get(kind=kind)


def answers_of(run: ChecklistRun, **not_met: str) -> dict[int, tuple[str, str]]:
    """Every item met but those whose text holds a key of `not_met`, with its note."""
    found = {}
    for answer in run.answers.select_related("item"):
        note = next((note for word, note in not_met.items() if word in answer.item.text), "")
        found[answer.item_id] = (CheckResult.NOT_MET if note else CheckResult.MET, note)
    return found


def make_self_check(site: ResettlementSite, by: Any = None) -> ChecklistRun:
    """A self-check that waits for the county."""
    actor = by or factories.make_user("自查人")
    run = start_run(actor=actor, site=site, checklist=standard())
    return submit_run(actor=actor, run=run, answers=answers_of(run))


def make_checked(site: ResettlementSite, note: str = "台账不全") -> ChecklistFinding:
    """A check that the county has finished with one finding; gives the finding."""
    run = make_self_check(site)
    check_run(
        actor=factories.make_user("检查人"),
        run=run,
        answers=answers_of(run, 台账=note),
        due_on=today() + timedelta(days=30),
    )
    return ChecklistFinding.objects.get(run=run)


def things_of_centres(site: ResettlementSite, mark: str = "") -> dict[str, Any]:
    """What an address of the centres' pages may name at this site, `mark` in every text."""
    factories.make_centre(site, name=f"{mark}党群服务中心")
    venue = factories.make_venue(site, name=f"{mark}议事室")
    OpeningHours.objects.create(
        site=site, house=House.SERVICE_CENTRE, weekday=0, opens=time(9), closes=time(17),
        valid_from=date(2021, 1, 1),
    )  # fmt: skip
    body = factories.make_organisation(site, name=f"{mark}业委会")
    SharingAgreement.objects.create(
        site=site, venue=venue, organisation=body, direction="ours", valid_from=date(2025, 1, 1)
    )
    make_culture_centre(site, mark)
    Facility.objects.create(
        site=site, kind="clinic", name=f"{mark}卫生室", walk_minutes=6, valid_from=date(2021, 1, 1)
    )
    booking = make_booking(venue, organisation=body, purpose=f"{mark}会议")
    shift = DutyShift.objects.create(
        site=site, day=today(), shift=Shift.MORNING, holder=factories.make_user(), window=mark
    )
    finding = make_checked(site, f"{mark}台账不全")
    # A second check, which the site has just begun.
    run = start_run(actor=factories.make_user(), site=site, checklist=standard())
    return {
        "booking_id": booking.pk,
        "shift_id": shift.pk,
        "finding_id": finding.pk,
        "run_id": run.pk,
    }
