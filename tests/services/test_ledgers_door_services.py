"""历史台账: door services kept in Excel come in whole or not at all, once, and go out again."""

import io
from datetime import date, timedelta

import pghistory
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from accounts.models import AccessEvent, AuditEvent
from lib.figures import figure_of
from lib.history import changes_of
from lib.periods import Period, is_closed, today
from lib.scope import scope_of
from lib.spreadsheets import UnreadableFile
from services.actions.ledger_files import delete_old_ledgers
from services.actions.ledgers import check_ledger, content_of, store_ledger, undo_ledger
from services.enums.ledgers import LedgerStatus
from services.models import DoorService, DoorServiceKind, Ledger
from tests import factories
from tests.residents.world import MARK
from tests.services.doors import make_door_kind, make_door_service
from tests.services.ledger_files import DAY_OF_TESTS, ledger_file, take_in, told

GOOD = (
    (1, "2025-03-12", "王建国", "3-2-501", "水电维修", "更换水龙头", "孙楼长", ""),
    (2, date(2025, 4, 1), "李秀英", "3栋1单元101", "", "代办医保缴费", "孙楼长、离任人", ""),
    (3, "同上", "王建国", "3-2-501", "政策宣讲", "讲解政策", "孙楼长", ""),
)


@pytest.fixture(autouse=True)
def english():
    with override("en"), time_machine.travel(DAY_OF_TESTS):
        yield


@pytest.fixture
def kinds(db) -> None:
    for code, name in (("repair", "水电维修"), ("policy", "政策宣讲"), ("insurance", "社保医保代办"),
                       ("other", "其他服务")):  # fmt: skip
        make_door_kind(code, name=name)


def sentences(actor, ledger) -> list[str]:
    return [mark.sentence for mark in check_ledger(actor=actor, ledger=ledger).faults]


def counted(user, code) -> int:
    period = Period(date(2025, 1, 1), today())
    return figure_of(code).value(scope_of(user.pk, today()), period)


def test_a_ledger_as_the_office_keeps_it_becomes_historical_claims(world, kinds):
    leader, staff = world.grid_leader(), world.site_staff()
    ledger = take_in(staff, world.own.site, ledger_file(*GOOD))

    checked = check_ledger(actor=staff, ledger=ledger)
    assert not DoorService.objects.exists()
    store_ledger(actor=staff, ledger=ledger)

    services = DoorService.objects.order_by("occurred_on", "pk")
    assert (len(checked.new), checked.known, checked.refused) == (3, 0, 0)
    assert list(services.values_list("household__household_no", "kind__code", "occurred_on")) == [
        ("H1", "repair", date(2025, 3, 12)),
        ("H2", "insurance", date(2025, 4, 1)),
        ("H1", "policy", date(2025, 4, 1)),
    ]
    second = services[1]
    assert [row.doer for row in second.doer_rows.all()] == [leader]
    assert second.doers_named == "离任人"
    for service in services:
        assert (service.state, service.is_historical, service.late_reason) == ("done", True, "")
        assert is_closed(service.occurred_on, today())
        assert changes_of(DoorService, [service.pk])[0].kind == "insert"
    assert [counted(staff, f"door_services{end}") for end in ("", "_verified", "_historical")] == [
        3, 0, 3,
    ]  # fmt: skip
    assert "离任人" in checked.notes[0].sentence


def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_stored(world, kinds, signed_in):
    factories.make_person(world.own.neighbours, name="王建国")
    tomorrow = (today() + timedelta(days=1)).isoformat()
    rows = (
        GOOD[0],
        (2, "2025-13-40", "王建国", "3-2-501", "水电维修", "修灯", "", ""),
        (3, tomorrow, "王建国", "3-2-501", "水电维修", "修灯", "", ""),
        (4, "2025-05-01", "王建国", "9-9-909", "水电维修", "修灯", "", ""),
        (5, "2025-05-02", "张冠李", "3-2-501", "水电维修", "修灯", "", ""),
        (6, "2025-05-03", "王建国", "", "水电维修", "修灯", "", ""),
        (7, "2025-05-04", "王建国", "3-2-501", "算命", "看相", "", ""),
        (8, "", "王建国", "3-2-501", "水电维修", "修灯", "", ""),
        GOOD[0],
    )
    staff = world.site_staff()
    ledger = take_in(staff, world.own.site, ledger_file(*rows))
    client = signed_in(staff)

    page = client.get(reverse("ledger_detail", args=[ledger.token]))
    client.post(reverse("ledger_store", args=[ledger.token]))
    marked = client.post(reverse("ledger_marked", args=[ledger.token]))

    faults = check_ledger(actor=staff, ledger=ledger).faults
    told = {(mark.row, mark.column): mark.sentence for mark in faults}
    expected = {
        (4, "B"): "is no date that can be",
        (5, "B"): "has not come yet",
        (6, "D"): "No household has ever lived in “9-9-909”",
        (7, "C"): "Nobody of household H1 is called “张冠李”",
        (8, "C"): "2 households of the site have a member called “王建国”",
        (9, "E"): "“算命” is no kind of door service. Write one of:",
        (10, "B"): "The day is missing",
        (11, "B"): "Row 3 says the same already",
    }
    assert told.keys() == expected.keys()
    assert [told[place] for place, part in expected.items() if part not in told[place]] == []
    assert "Store all" not in page.content.decode()
    assert not DoorService.objects.exists()
    sheet = load_workbook(io.BytesIO(marked.content))["台账"]
    assert sheet.cell(2, 9).value == "问题"
    assert "9-9-909" in sheet.cell(6, 9).value
    assert sheet.cell(6, 4).fill.fgColor.rgb == sheet.cell(7, 3).fill.fgColor.rgb != "00000000"
    assert AccessEvent.objects.filter(table="services_ledger", kind="export").count() == 1


def test_the_same_file_twice_and_the_same_rows_in_another_file_store_nothing(world, kinds):
    staff = world.site_staff()
    content = ledger_file(*GOOD)
    ledger = take_in(staff, world.own.site, content)
    store_ledger(actor=staff, ledger=ledger)

    again = take_in(staff, world.own.site, content)
    with pytest.raises(ValidationError, match="stored already"):
        store_ledger(actor=staff, ledger=again)
    more = (4, "2025-06-01", "王建国", "3-2-501", "水电维修", "疏通下水", "", "")
    longer = take_in(staff, world.own.site, ledger_file(*GOOD, more, title="另一份"))
    store_ledger(actor=staff, ledger=longer)
    same = take_in(staff, world.own.site, ledger_file(*GOOD, title="第三份"))
    with pytest.raises(ValidationError, match="in the portal already"):
        store_ledger(actor=staff, ledger=same)

    longer.refresh_from_db()
    assert again == ledger
    assert longer.rows_stored == 1
    assert DoorService.objects.count() == 4


def test_a_batch_is_taken_back_whole_unless_something_was_built_on_it(world, kinds, signed_in):
    staff = world.site_staff()
    ledger = store_ledger(actor=staff, ledger=take_in(staff, world.own.site, ledger_file(*GOOD)))
    service = DoorService.objects.first()
    url = reverse("ledger_undo", args=[ledger.token])
    confirmed = DoorService.objects.filter(pk=service.pk)

    with pghistory.context(step="verified later"):
        confirmed.update(state="confirmed")
    blocked = signed_in(staff).post(url)
    kept = DoorService.objects.count()
    with pghistory.context(step="taken back"):
        confirmed.update(state="done")
    signed_in(staff).post(url)

    ledger.refresh_from_db()
    assert (blocked.status_code, kept) == (409, 3)
    assert not DoorService.objects.exists()
    assert (ledger.status, ledger.undone_by) == (LedgerStatus.UNDONE, staff)
    again = take_in(staff, world.own.site, ledger_file(*GOOD))
    assert store_ledger(actor=staff, ledger=again).rows_stored == 3
    assert undo_ledger(actor=staff, ledger=ledger) == []
    assert DoorService.objects.count() == 3


def test_days_without_a_year_take_that_of_the_title_and_merged_cells_hold_for_their_rows(
    world, kinds
):
    staff = world.site_staff()
    book = load_workbook(
        io.BytesIO(
            ledger_file(
                (1, "3月5日", "王建国", "3-2-501", "水电维修", "修灯", "孙楼长", ""),
                (2, None, "李秀英", "3-1-101", "水电维修", "修门", "孙楼长", ""),
                title="2025年上门服务台账",
            )
        )
    )
    book["台账"].merge_cells("B3:B4")
    out = io.BytesIO()
    book.save(out)

    ledger = take_in(staff, world.own.site, out.getvalue())
    store_ledger(actor=staff, ledger=ledger)

    days = DoorService.objects.values_list("occurred_on", flat=True)
    assert set(days) == {date(2025, 3, 5)}
    assert len(days) == 2


def test_a_file_that_is_no_such_ledger_says_what_is_missing(world, signed_in):
    staff = world.site_staff()

    def refused(content: bytes) -> str:
        with pytest.raises(UnreadableFile) as error:
            take_in(staff, world.own.site, content)
        return str(error.value)

    assert "has no column for “户编号” or “服务对象”" in refused(
        ledger_file(("2025-01-01", "修灯"), headings=("日期", "服务内容"))
    )
    assert "headings of this ledger (服务日期、户编号" in refused(
        ledger_file(headings=("甲", "乙"))
    )
    assert "no rows below them" in refused(ledger_file())
    assert not Ledger.objects.exists()


def test_a_service_that_the_portal_has_is_not_taken_in_beside_it(world, kinds):
    staff = world.site_staff()
    make_door_service(world.own.household, occurred_on=date(2025, 3, 12))
    ledger = take_in(staff, world.own.site, ledger_file(GOOD[0]))

    assert "The portal has a service of this kind" in sentences(staff, ledger)[0]


def test_a_ledger_holds_last_year_and_the_days_before_the_portal(world, kinds, signed_in):
    staff = world.site_staff()
    days = ("2024-12-31", "2025-01-01", "2026-03-01", "2026-03-02", "2026-05-20")
    rows = [(1, day, "王建国", "3-2-501", "水电维修", "修灯", "", "") for day in days]
    make_door_service(world.other.household, occurred_on=date(2025, 2, 1))
    ledger = take_in(staff, world.own.site, ledger_file(*rows))

    unused = told(staff, ledger)
    with time_machine.travel("2026-03-02T10:00:00+08:00"):
        make_door_service(world.own.neighbours, occurred_on=date(2026, 2, 1))
    used = told(staff, ledger)
    page = signed_in(staff).get(reverse("ledger_list")).content.decode()

    assert unused.keys() == {"B3"}
    assert "ledgers are taken in from 2025-01-01 on" in unused["B3"]
    assert used.keys() == {"B3", "B6", "B7"}
    assert "since 2026-03-02 the site has recorded such things in the portal" in used["B6"]
    assert "A ledger holds what happened since 2025-01-01" in page


def test_another_site_is_neither_read_nor_told(world, kinds, signed_in):
    staff, leader = world.site_staff(), world.grid_leader()
    foreign = take_in(
        factories.make_site_staff(world.other.site), world.other.site, ledger_file(GOOD[0])
    )
    row = (1, "2025-03-12", f"{MARK}王建国", "", "水电维修", "修灯", "", "")
    ledger = take_in(staff, world.own.site, ledger_file(row))

    assert "Nobody called" in sentences(staff, ledger)[0]
    assert signed_in(staff).get(reverse("ledger_detail", args=[foreign.token])).status_code == 404
    assert signed_in(leader).get(reverse("ledger_detail", args=[ledger.token])).status_code == 403
    listed = signed_in(staff).get(reverse("ledger_list")).context["page"].rows
    assert [row["ledger"] for row in listed] == [ledger]


def test_files_are_deleted_after_their_days_and_what_was_stored_stays(world, kinds):
    staff = world.site_staff()
    stored = store_ledger(actor=staff, ledger=take_in(staff, world.own.site, ledger_file(*GOOD)))
    take_in(staff, world.own.site, ledger_file(GOOD[0], title="未导入"))

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        delete_old_ledgers()

    kept = Ledger.objects.get()
    assert (kept, content_of(kept)) == (stored, b"")
    assert undo_ledger(actor=staff, ledger=kept) == []
    assert not DoorService.objects.exists()


def test_the_story_in_the_browser_forms(world, kinds, signed_in):
    staff = world.site_staff()
    client = signed_in(staff)
    file = io.BytesIO(ledger_file(*GOOD))
    file.name = "上门服务台账.xlsx"

    shown = client.post(
        reverse("ledger_list"),
        {"topic": "door_services", "site": world.own.site.pk, "file": file},
        follow=True,
    )
    ledger = Ledger.objects.get()
    done = client.post(reverse("ledger_store", args=[ledger.token]), follow=True)
    empty = client.get(reverse("ledger_template", args=["door_services"]))

    assert "The new rows lie between 2025-03-12 and 2025-04-01." in shown.content.decode()
    assert "3 rows are stored as historical, not verified." in done.content.decode()
    assert AuditEvent.objects.filter(verb="rows_imported", row_id=ledger.pk).count() == 1
    headings = [cell.value for row in load_workbook(io.BytesIO(empty.content)).active.iter_rows()
                for cell in row]  # fmt: skip
    assert {"服务日期", "户编号", "服务类别"} <= set(headings)
    assert DoorServiceKind.objects.filter(code="repair").exists()
