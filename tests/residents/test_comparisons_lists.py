"""数据比对: a bureau's list against the register, inside the scope, logged, nothing kept."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.models import AccessEvent
from lib.masking import mask_identity_number
from lib.periods import today
from lib.scope import scope_of
from residents.comparisons import compare, missing_from
from residents.models import ImportBatch, Person
from residents.roster.lists import read_list
from tests import factories
from tests.residents.world import MARK, OTHER_ID, OWN_ID, OWN_PHONE

UNKNOWN_ID = factories.make_id_number(date(1980, 1, 2), 115)


def book_of(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def upload(content: bytes, name: str = "医保局名单.xlsx", **fields):
    data = {"columns": ["name", "household_no", "id_number"], "reason": "医保参保核对", **fields}
    return {**data, "file": SimpleUploadedFile(name, content)}


def results(world, *rows) -> list[tuple[str, str]]:
    scope = scope_of(world.site_staff().pk, today())
    listed = read_list(book_of(("姓名", "身份证号码", "联系电话"), *rows), "名单.xlsx")
    return [(row.listed.name, row.result) for row in compare(listed, scope)]


def test_each_row_of_the_list_is_matched_differs_or_is_not_found(world):
    found = results(
        world,
        ("王建国", OWN_ID, OWN_PHONE),
        ("李秀英", "", ""),
        ("无此人", "", ""),
        ("王建国", UNKNOWN_ID, ""),
        ("王建国", OWN_ID[:-1] + ("0" if OWN_ID[-1] != "0" else "1"), ""),
        ("王建军", OWN_ID, ""),
        ("王建国", OWN_ID, "13700001111"),
    )

    assert [result for _name, result in found] == [
        "matched", "by_name", "not_found", "not_found", "unreadable", "differs", "differs",
    ]  # fmt: skip


def test_two_persons_of_one_name_are_not_told_apart_by_it(world):
    factories.make_person(world.own.household, name="李秀英", relation="20")

    assert results(world, ("李秀英", "", "")) == [("李秀英", "several")]


def test_whoever_lives_at_another_site_is_not_found(world):
    found = results(world, (f"{MARK}王建国", OTHER_ID, ""), (f"{MARK}李秀英", "", ""))

    assert [result for _name, result in found] == ["not_found", "not_found"]


def test_titles_totals_and_a_second_sheet_are_read_as_offices_send_them():
    book = Workbook()
    book.active.append(["某某局参保人员名单"])
    book.active.append(["序号", "姓 名", "公民身份号码"])
    book.active.append([1, "王建国", f"'{OWN_ID[:6]} {OWN_ID[6:]}"])
    book.active.append(["合计", "1人", ""])
    second = book.create_sheet("二")
    second.append(["证件号码"])
    second.append([OTHER_ID])
    content = io.BytesIO()
    book.save(content)

    listed = read_list(content.getvalue(), "名单.xlsx")

    assert [(p.sheet, p.row, p.id_number) for p in listed.persons] == [
        ("Sheet", 3, OWN_ID),
        ("二", 2, OTHER_ID),
    ]


def test_the_page_shows_the_difference_and_masks_the_number(world, signed_in):
    content = book_of(("姓名", "身份证号"), ("王建军", OWN_ID), (f"{MARK}王建国", OTHER_ID))

    page = signed_in(world.site_staff()).post(reverse("comparison"), upload(content))

    shown = page.content.decode()
    assert "name: “王建国” in the register" in shown
    assert world.own.household.household_no in shown
    assert mask_identity_number(OWN_ID) in shown
    assert OWN_ID not in shown
    assert world.other.household.household_no not in shown


def test_the_file_gives_the_list_in_its_order_with_the_register_beside_it(world, signed_in):
    content = book_of(
        ("姓名", "身份证号", "险种"), ("+王建国", OWN_ID, "居民医保"), ("无此人", "", "")
    )

    answer = signed_in(world.site_staff()).post(
        reverse("comparison"), upload(content, take_out="yes")
    )

    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(page.iter_rows(min_row=2, values_only=True))
    assert rows[0][:7] == ("sheet", "row", "姓名", "身份证号", "险种", "result", "difference")
    assert rows[1][4] == "居民医保"
    assert rows[1][2] == "'+王建国"
    assert rows[1][7:] == ("王建国", world.own.household.household_no, mask_identity_number(OWN_ID))
    assert rows[2][5] == "Not found in your area"
    assert answer["Cache-Control"].find("no-store") >= 0


@pytest.mark.parametrize(("extra", "kind"), [({}, "search"), ({"take_out": "yes"}, "export")])
def test_every_comparison_is_logged_with_its_reason_and_nothing_is_kept(
    world, signed_in, extra, kind
):
    user = world.site_staff()
    persons = Person.objects.count()

    signed_in(user).post(reverse("comparison"), upload(book_of(("姓名",), ("王建国",)), **extra))

    event = AccessEvent.objects.get(actor=user)
    assert (event.kind, event.reason, event.row_count) == (kind, "医保参保核对", 1)
    assert (Person.objects.count(), ImportBatch.objects.count()) == (persons, 0)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名单.xlsx", book_of(("单位", "金额"), ("某局", 3)), "No column of names"),
        ("名单.xlsx", book_of(("姓名",)), "no rows below them"),
        ("名单.xlsx", b"PK\x03\x04broken", "file"),
        ("名单.pdf", b"%PDF-1.4", "is no table file"),
    ],
)
def test_a_file_without_a_list_is_refused_with_a_sentence(
    world, signed_in, name, content, sentence
):
    page = signed_in(world.site_staff()).post(reverse("comparison"), upload(content, name))

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not AccessEvent.objects.exists()


def test_without_a_reason_nothing_is_compared(world, signed_in):
    content = book_of(("姓名",), ("王建国",))

    page = signed_in(world.site_staff()).post(reverse("comparison"), upload(content, reason=""))

    assert "Not saved yet" in page.content.decode()
    assert world.own.household.household_no not in page.content.decode()
    assert not AccessEvent.objects.exists()


def test_who_lives_at_the_site_and_is_not_on_the_list_is_told_too(world, signed_in):
    staff, site = world.site_staff(), world.own.site
    content = book_of(("姓名", "身份证号"), ("王建国", OWN_ID), (f"{MARK}王建国", OTHER_ID))
    client = signed_in(staff)
    others = sorted(
        Person.objects.filter(site=site)
        .exclude(pk=world.own.head.pk)
        .values_list("name", flat=True)
    )

    page = client.post(reverse("comparison"), upload(content, site=site.pk))
    file = client.post(reverse("comparison"), upload(content, site=site.pk, take_out="yes"))

    assert sorted(line["person"].name for line in page.context["missing"]) == others
    second = load_workbook(io.BytesIO(file.content)).worksheets[1]
    named = [row[0] for row in second.iter_rows(min_row=3, values_only=True)]
    assert sorted(named) == others
    assert [event.row_count for event in AccessEvent.objects.filter(actor=staff)] == [
        1 + len(others)
    ] * 2


def test_a_site_outside_one_s_area_cannot_be_asked_for(world, signed_in):
    content = book_of(("姓名",), ("王建国",))

    page = signed_in(world.site_staff()).post(
        reverse("comparison"), upload(content, site=world.other.site.pk)
    )

    assert "site" in page.context["form"].errors
    assert not AccessEvent.objects.exists()


def test_a_name_that_several_bear_makes_none_of_them_missing(world):
    factories.make_person(world.own.household, name="李秀英", relation="20")
    scope = scope_of(world.site_staff().pk, today())
    listed = read_list(book_of(("姓名",), ("李秀英",)), "名单.xlsx")

    missing = missing_from(compare(listed, scope), scope, world.own.site)

    assert "李秀英" not in {person.name for person in missing}
    assert "王建国" in {person.name for person in missing}
