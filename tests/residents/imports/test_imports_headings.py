"""Remembered answers about headings can be seen and forgotten; an empty roster can be had."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import AuditVerb
from accounts.models import AuditEvent
from residents.models import HeaderChoice
from residents.roster import RosterUnreadable, read_roster
from residents.roster.headings import IGNORED, SYNONYMS
from residents.roster.template import COLUMNS, HEADING_ROW, TEXT, template_workbook
from tests.factories import make_site, make_site_staff
from tests.residents.roster.builders import LI, number

# Said by other columns of the template, or a household's address in one cell.
LEFT_OUT = {IGNORED, "head_name", "is_head", "address", "origin"}


def template() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template_workbook()))


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.django_db
def test_answers_of_ones_own_site_are_listed_and_forgotten(signed_in):
    site, other = make_site(), make_site()
    HeaderChoice.objects.create(site=other, header="住址", field="origin")
    choice = HeaderChoice.objects.create(site=site, header="地址", field="address")
    client = signed_in(make_site_staff(site))

    listed = client.get(reverse("heading_list")).content.decode()
    answer = client.post(reverse("heading_forget", args=[choice.pk]), follow=True)

    assert "地址" in listed
    assert "address at the site" in listed
    assert "住址" not in listed
    assert "“地址”" in answer.content.decode()
    assert list(HeaderChoice.objects.values_list("header", flat=True)) == ["住址"]
    event = AuditEvent.objects.get(verb=AuditVerb.ROW_DELETED)
    assert (event.table, event.row_id, event.site_id) == (
        "residents_headerchoice", choice.pk, site.pk,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_list_takes_the_same_statements_at_one_and_at_three_rows(signed_in):
    site = make_site()
    client = signed_in(make_site_staff(site))

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("heading_list"))
        return len(captured)

    HeaderChoice.objects.create(site=site, header="地址", field="address")
    client.get(reverse("heading_list"))
    one = statements()
    for heading in ("类型", "面积"):
        HeaderChoice.objects.create(site=site, header=heading, field="ignored")

    assert statements() == one == 8


@pytest.mark.django_db
def test_a_clerk_gets_the_template_as_a_file(signed_in):
    client = signed_in(make_site_staff(make_site()))

    answer = client.get(reverse("roster_template"))

    assert answer.content.startswith(b"PK")
    assert ".xlsx" in answer.headers["Content-Disposition"]
    for page in ("import_list", "import_upload"):
        assert reverse("roster_template") in client.get(reverse(page)).content.decode()


def test_the_template_has_a_column_for_every_field():
    assert set(COLUMNS) == set(SYNONYMS) - LEFT_OUT


def test_a_filled_template_is_read_without_a_question():
    book = template()
    page = book["花名册"]
    row = dict.fromkeys(COLUMNS, "") | {
        "household_no": "0001", "building_name": "03", "room_no": "501", "name": "李国强",
        "relation_code": "户主", "id_number": LI[0], "has_pension": "是",
        "net_income_yuan": "12000", "moved_in_on": "2019-12-15", "ethnic_code": "仡佬族",
    }  # fmt: skip
    page.append(list(row.values()))

    roster = read_roster(saved(book), "a.xlsx")

    assert (roster.questions, roster.findings) == ([], [])
    assert set(roster.fields["花名册"].values()) == set(COLUMNS)
    [household] = roster.households
    assert (household.no, household.address) == ("0001", ("3", "1", "501"))
    assert household.members[0].values["ethnic_code"] == "37"


def test_the_template_keeps_numbers_as_text_and_offers_the_known_words():
    page = template()["花名册"]
    letters = {cell.value: cell.column_letter for cell in page[HEADING_ROW]}

    for heading in ("户编号", "房号", "公民身份号码", "联系电话"):
        assert page.column_dimensions[letters[heading]].number_format == TEXT
    offered = {str(choice.sqref).split(":")[0] for choice in page.data_validations.dataValidation}
    assert f"{letters['与户主关系']}{HEADING_ROW + 1}" in offered
    assert template()["代码"].sheet_state == "hidden"


def test_an_empty_template_says_that_rows_are_missing():
    with pytest.raises(RosterUnreadable, match=r"rows of persons|人员"):
        read_roster(template_workbook(), "a.xlsx")


def test_a_child_without_a_number_goes_in_by_the_template():
    book = template()
    child = dict.fromkeys(COLUMNS, "") | {
        "household_no": "1", "name": "李小宝", "relation_code": "子", "birth_date": "2022-03-04",
    }  # fmt: skip
    head = dict.fromkeys(COLUMNS, "") | {
        "household_no": "1", "name": "李国强", "relation_code": "户主",
        "id_number": number("19700105", 11),
    }  # fmt: skip
    for row in (head, child):
        book["花名册"].append(list(row.values()))

    assert read_roster(saved(book), "a.xlsx").findings == []
