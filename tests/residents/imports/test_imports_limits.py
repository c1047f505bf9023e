"""Bounds of the import: statements, double uploads, ended postings, what logs hold."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.rosters import roster_csv
from lib.periods import today
from residents.actions.imports import asking, working
from residents.enums import ImportStatus
from residents.models import ImportBatch, Person
from sites.models import Posting
from tests.factories import make_id_number, make_site, make_site_staff
from tests.residents.imports.rosters import check, import_roster, member, roster, store

# Fifteen in all, two of them (lock, progress) on the connection that tells the progress.
PREVIEW_STATEMENTS = 15 - 2


def ended(user) -> None:
    Posting.objects.filter(holder=user).update(valid_to=today() - timedelta(days=1))


@pytest.mark.django_db
@pytest.mark.parametrize("persons", [4, 400])
def test_the_preview_takes_the_same_few_statements_for_every_size(persons):
    site = make_site()
    clerk = make_site_staff(site)
    batch = asking.upload_roster(
        actor=clerk, site=site, file_name="r.csv", content=roster_csv(persons)
    )

    with CaptureQueriesContext(
        connection,
    ) as captured:
        working.read_batch(batch.pk)

    batch.refresh_from_db()
    assert batch.counts["persons_new"] == persons
    work = [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(work) <= PREVIEW_STATEMENTS, "\n".join(sql[:110] for sql in work)


@pytest.mark.django_db(transaction=True)
def test_the_same_file_submitted_twice_at_once_is_stored_once():
    site = make_site()
    clerk = make_site_staff(site)
    content = roster(member("A1", "王大山", id=make_id_number(order=31)))
    barrier = threading.Barrier(2)
    batches: list[int] = []

    def submit() -> None:
        barrier.wait()
        batch = asking.upload_roster(actor=clerk, site=site, file_name="r.csv", content=content)
        batches.append(batch.pk)
        connection.close()

    threads = [threading.Thread(target=submit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(batches) == 2
    assert len(set(batches)) == 1
    working.read_batch(batches[0])
    store(clerk, ImportBatch.objects.get(pk=batches[0]))
    working.store_batch(batches[0])
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_queued_roster_of_an_ended_posting_is_refused():
    site = make_site()
    clerk = make_site_staff(site)
    batch = asking.upload_roster(
        actor=clerk, site=site, file_name="r.csv", content=roster(member("A1", "王", id="1"))
    )
    ended(clerk)

    working.read_batch(batch.pk)

    batch.refresh_from_db()
    assert batch.status == ImportStatus.FAILED
    assert batch.counts == {}


@pytest.mark.django_db
def test_a_checked_roster_is_not_stored_for_an_ended_posting():
    site = make_site()
    clerk = make_site_staff(site)
    batch = check(clerk, site, roster(member("A1", "王大山", id=make_id_number(order=33))))
    asking.ask_to_store(actor=clerk, batch=batch, skip_faulty=False)
    ended(clerk)

    working.store_batch(batch.pk)

    batch.refresh_from_db()
    assert batch.status == ImportStatus.FAILED
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_no_name_number_or_phone_reaches_a_log(caplog):
    caplog.set_level(logging.DEBUG)
    site = make_site()
    clerk = make_site_staff(site)
    number = make_id_number(order=35)

    import_roster(clerk, site, roster(member("A1", "欧阳秘密", id=number, phone="13912345678")))
    check(clerk, site, roster(member("A1", "欧阳秘密", id=number[:-1], phone="1391")))

    logged = "\n".join(
        f"{r.name} {r.getMessage()}" for r in caplog.records if r.name != "django.db.backends"
    )
    for personal in ("欧阳秘密", number, "13912345678"):
        assert personal not in logged


@pytest.mark.django_db
def test_a_file_that_is_no_roster_says_so_and_stores_nothing():
    site = make_site()
    clerk = make_site_staff(site)

    batch = check(clerk, site, b"\x89PNG no roster", name="r.xlsx")

    assert batch.status == ImportStatus.FAILED
    assert ".xlsx" in batch.message


@pytest.mark.django_db(transaction=True)
def test_a_dead_workers_batch_says_that_it_was_interrupted():
    site = make_site()
    clerk = make_site_staff(site)
    batch = check(clerk, site, roster(member("A1", "王大山", id=make_id_number(order=37))))
    ImportBatch.objects.filter(pk=batch.pk).update(status=ImportStatus.STORING)
    batch.refresh_from_db()

    told = asking.note_interruption(batch)

    assert told.status == ImportStatus.INTERRUPTED
    asking.start_again(actor=clerk, batch=told)
    working.read_batch(batch.pk)
    batch.refresh_from_db()
    assert batch.status == ImportStatus.CHECKED
