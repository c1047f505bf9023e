"""The import's pages as a clerk meets them: a question, a failed batch, the right site."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from residents.actions.imports import asking, working
from residents.enums import ImportStatus
from residents.models import HeaderChoice, ImportBatch
from tests.factories import make_county_staff, make_id_number, make_site, make_site_staff
from tests.residents.imports.rosters import check, member, roster

pytestmark = pytest.mark.django_db
PICTURE = b"\x89PNG no roster"


def asking_roster() -> bytes:
    """The heading 地址 may be today's address or that of origin."""
    rows = [
        "户编号,姓名,与户主关系,身份证号,地址",
        f"A1,王大山,户主,{make_id_number(order=31)},3-2-501",
    ]
    return "\n".join(rows).encode()


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def clerk(site):
    return make_site_staff(site)


def test_a_heading_with_two_readings_is_asked_about_once_for_the_office(site, clerk, signed_in):
    batch = check(clerk, site, asking_roster())
    client, page = signed_in(clerk), reverse("import_detail", args=[batch.token])

    asked = client.get(page).content.decode()
    client.post(reverse("import_answer", args=[batch.token]), {"q0": "address"})
    working.read_batch(batch.pk)

    for words in ("Column E “地址”", "address at the site", "address of origin", "none of these"):
        assert words in asked
    assert HeaderChoice.objects.values_list("header", "field").get() == ("地址", "address")
    batch.refresh_from_db()
    assert batch.status == ImportStatus.CHECKED
    assert check(clerk, site, asking_roster() + b"\n").status == ImportStatus.CHECKED


def test_an_answer_that_was_not_offered_changes_nothing(site, clerk, signed_in):
    batch = check(clerk, site, asking_roster())

    signed_in(clerk).post(reverse("import_answer", args=[batch.token]), {"q0": "id_number"})

    assert not HeaderChoice.objects.exists()
    batch.refresh_from_db()
    assert batch.status == ImportStatus.QUESTION


def test_starting_again_goes_on_with_the_same_file_sent_meanwhile(site, clerk, signed_in):
    content = roster(member("A1", "王大山", id=make_id_number(order=31)))
    failed = check(clerk, site, content)
    ImportBatch.objects.filter(pk=failed.pk).update(status=ImportStatus.FAILED)
    newer = check(clerk, site, content)

    response = signed_in(clerk).post(reverse("import_again", args=[failed.token]))

    assert response.url == reverse("import_detail", args=[newer.token])
    failed.refresh_from_db()
    assert failed.status == ImportStatus.FAILED


def test_a_batch_whose_file_is_gone_cannot_be_started_again(site, clerk, signed_in):
    batch = check(clerk, site, PICTURE)
    ImportBatch.objects.filter(pk=batch.pk).update(file_sealed=None)
    client, again = signed_in(clerk), reverse("import_again", args=[batch.token])

    page = client.get(reverse("import_detail", args=[batch.token])).content.decode()
    client.post(again)

    assert again not in page
    batch.refresh_from_db()
    assert batch.status == ImportStatus.FAILED


def test_a_stored_answer_about_dwellings_is_not_changed_afterwards(site, clerk):
    batch = check(clerk, site, roster(member("A1", "王大山", id=make_id_number(order=31))))
    ImportBatch.objects.filter(pk=batch.pk).update(status=ImportStatus.QUEUED)
    before = batch.add_dwellings

    asking.check_again(actor=clerk, batch=batch, add_dwellings=not before)

    batch.refresh_from_db()
    assert (batch.status, batch.add_dwellings) == (ImportStatus.QUEUED, before)


def test_a_page_of_a_batch_does_not_load_its_file(site, clerk, signed_in):
    batch = check(clerk, site, roster(member("A1", "王大山", id=make_id_number(order=31))))
    client = signed_in(clerk)

    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("import_detail", args=[batch.token]))
        client.get(reverse("import_list"))

    selected = [q["sql"].partition(" FROM ")[0] for q in captured if "importbatch" in q["sql"]]
    assert selected
    assert not any('"file_sealed",' in sql for sql in selected)


def test_whoever_keeps_several_sites_chooses_one_and_comes_back_to_it(site, signed_in):
    other = make_site()
    client, url = signed_in(make_county_staff()), reverse("import_upload")

    first = client.get(url).content.decode()
    back = client.get(f"{url}?site={other.pk}").content.decode()

    assert "Choose the site" in first
    assert "selected" not in first.split("<select")[1].split("</select>")[0].replace(
        '<option value="" selected>', ""
    )
    assert f'<option value="{other.pk}" selected>' in back


def test_a_site_of_ones_own_needs_no_choice(clerk, signed_in):
    page = signed_in(clerk).get(reverse("import_upload")).content.decode()

    assert "Choose the site" not in page


def test_the_command_says_why_nothing_was_read(site, clerk, tmp_path):
    picture = tmp_path / "r.xlsx"
    picture.write_bytes(PICTURE)

    with pytest.raises(CommandError, match="PDF"):
        call_command("import_roster", str(picture), site=site.code, dry_run=True)
    with pytest.raises(CommandError, match="Nobody"):
        call_command("import_roster", str(picture), site=site.code, user="nobody")

    assert not ImportBatch.objects.exists()


def test_the_command_tells_what_it_would_ask(site, clerk, tmp_path, capsys):
    file = tmp_path / "r.csv"
    file.write_bytes(asking_roster())

    call_command("import_roster", str(file), site=site.code, dry_run=True, json=True)
    report = json.loads(capsys.readouterr().out)
    call_command("import_roster", str(file), standalone=True)

    assert [question["header"] for question in report["questions"]] == ["地址"]
    assert report["committed"] is False
    assert "“地址”" in capsys.readouterr().out
