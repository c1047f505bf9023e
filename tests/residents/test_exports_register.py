import io

import pytest
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessEvent, ExportJob
from lib.exports import exporter_of
from lib.periods import today
from lib.scope import scope_of
from lib.workbook import write_workbook
from tests import factories
from tests.residents.world import MARK, OWN_ID, OWN_PHONE


def sheet_for(user, code: str, query: str = "", **params):
    exporter = exporter_of(code)
    return exporter.sheet(scope_of(user.pk, today()), {"query": query, **params})


def rows_in_file(sheet) -> list[list]:
    """The file as a spreadsheet program reads it, blank cells as ""."""
    content, _count = write_workbook(sheet, ["{rows} rows"])
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [
        ["" if cell is None else cell for cell in row] for row in page.iter_rows(values_only=True)
    ]


def flat(rows) -> str:
    return "\n".join(str(cell) for row in rows for cell in row)


def test_an_export_is_asked_for_with_a_reason(world, signed_in):
    user = world.site_staff()
    client = signed_in(user)
    url = reverse("household_export") + "?relocation_type=registered_poor"

    response = client.post(url, {"reason": "年度核对"})

    job = ExportJob.objects.get()
    assert response.url == reverse("export_status", args=[job.token])
    event = AccessEvent.objects.get(kind="export")
    assert (event.actor, event.reason, job.exporter) == (user, "年度核对", "households")


def test_without_a_reason_nothing_is_queued(world, signed_in):
    response = signed_in(world.site_staff()).post(reverse("person_export"), {"reason": ""})

    assert response.status_code == 200
    assert not ExportJob.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("county_staff", 200), ("site_staff", 200), ("grid_leader", 403), ("leader", 403),
     ("business_auditor", 403), ("shopkeeper", 403)],
)  # fmt: skip
def test_who_may_export(world, signed_in, who, status):
    client = signed_in(getattr(world, who)())

    for name in ("household_export", "person_export"):
        assert client.get(reverse(name)).status_code == status
        if status == 403:
            assert client.post(reverse(name), {"reason": "想要"}).status_code == 403
    assert not ExportJob.objects.exists()


def test_the_file_holds_the_filtered_list_of_the_own_site(world):
    sheet = sheet_for(world.site_staff(), "households", "relocation_type=registered_poor")

    rows = rows_in_file(sheet)

    assert sheet.filter_text != "none"
    assert "3-2-501" in flat(rows)
    assert "李秀英" not in flat(rows)
    assert MARK not in flat(rows)


@pytest.mark.parametrize("query", ["", "state=all", "sort=newest", "former=on"])
def test_the_other_site_is_in_no_export(world, query):
    for code in ("households", "persons"):
        assert MARK not in flat(rows_in_file(sheet_for(world.site_staff(), code, query)))


def test_numbers_are_masked_unless_clear_ones_were_asked_for(world):
    user = world.site_staff()

    masked = flat(rows_in_file(sheet_for(user, "persons", clear=False)))
    clear = flat(rows_in_file(sheet_for(user, "persons", clear=True)))

    assert OWN_ID not in masked
    assert OWN_PHONE not in masked
    assert OWN_ID in clear
    assert OWN_PHONE in clear


def test_chosen_columns_are_exported(world):
    sheet = sheet_for(world.site_staff(), "households", columns=["household_no", "origin"])

    rows = list(sheet.rows)

    assert len(sheet.header) == 2
    assert rows == [["H1", "石阡县花桥镇"], ["H2", ""]]


def test_all_rows_come_however_many(db, signed_in):
    site = factories.make_site()
    for number in range(60):
        factories.make_household(site, head=None, household_no=f"P{number:03d}")
    user = factories.make_site_staff(site)

    sheet = sheet_for(user, "households")

    assert [row[0] for row in sheet.rows] == [f"P{number:03d}" for number in range(60)]


def test_a_formula_in_a_name_is_text(world):
    factories.make_person(world.own.household, name="=1+1")

    content, _count = write_workbook(sheet_for(world.site_staff(), "persons"), [])

    cells = [c for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for c in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_filter_words_name_the_filter(world):
    scope = scope_of(world.county_staff().pk, today())
    sheet = exporter_of("households").sheet(
        scope, {"query": QueryDict(f"site={world.own.site.pk}&state=all").urlencode()}
    )

    assert "平阳安置点" in sheet.filter_text
