"""One process that does a clerk's deeds on the crash cluster: a JSON line in, a JSON line out."""

import json
import sys
from typing import Any

import django

from config.database import load_environment

load_environment()
django.setup()

from django.db import connection  # noqa: E402

from bench.database import new_site, site_clerk  # noqa: E402
from bench.rosters import roster_csv  # noqa: E402
from lib.history import event_model  # noqa: E402
from residents.actions.imports import asking  # noqa: E402
from residents.models import Household, ImportBatch, Membership, Occupancy, Person  # noqa: E402
from sites.models import County, Township  # noqa: E402


def prepare() -> dict[str, Any]:
    """A county and a town, so that sites can be made."""
    county, _ = County.objects.get_or_create(code="520623", defaults={"name": "石阡县"})
    Township.objects.get_or_create(
        code="520623001", defaults={"name": "汤山街道", "county": county, "kind": "subdistrict"}
    )
    return {}


def upload(code: str, persons: int, start: int) -> dict[str, Any]:
    """Uploads a roster of new people into a new site."""
    site = new_site(code)
    batch = asking.upload_roster(
        actor=site_clerk(site),
        site=site,
        file_name="crash.csv",
        content=roster_csv(persons, start=start),
    )
    return {"batch": batch.pk}


def store(batch: int) -> dict[str, Any]:
    """Asks for a checked batch to be stored."""
    row = ImportBatch.objects.get(pk=batch)
    asked = asking.ask_to_store(actor=row.uploaded_by, batch=row, skip_faulty=False)
    return {"asked": asked}


def again(batch: int) -> dict[str, Any]:
    """Starts an interrupted batch again."""
    row = ImportBatch.objects.get(pk=batch)
    asking.start_again(actor=row.uploaded_by, batch=row)
    return {}


def tell(batch: int) -> dict[str, Any]:
    """What the batch's page says."""
    row = asking.note_interruption(ImportBatch.objects.get(pk=batch))
    return {"status": row.status, "message": row.message, "counts": row.counts}


def rows(batch: int) -> dict[str, Any]:
    """How many rows the batch's site has in each table, and of persons in the history."""
    site = ImportBatch.objects.get(pk=batch).site_id
    numbers = {
        model._meta.model_name: model.objects.filter(site=site).count()
        for model in (Household, Person, Membership, Occupancy)
    }
    history = event_model(Person).objects.filter(site_id=site, pgh_label="insert").count()
    return {**numbers, "history": history}


DEEDS = {f.__name__: f for f in (prepare, upload, store, again, tell, rows)}


def main() -> None:
    """Answers until its input ends; every deed on a connection that is alive."""
    for line in sys.stdin:
        order = json.loads(line)
        connection.close()
        print(json.dumps(DEEDS[order.pop("deed")](**order), default=str), flush=True)


if __name__ == "__main__":
    main()
