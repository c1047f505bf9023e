"""The import from the command line: the same deeds as a clerk's and the worker's, in one go."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from lib.periods import today
from lib.scope import scope_of
from residents.actions.imports import asking, working
from residents.actions.imports.showing import finding_report
from residents.enums import FindingKind, ImportStatus
from residents.models import ImportBatch
from residents.roster import RosterUnreadable
from residents.rules import can_import_roster
from sites.models import Posting, ResettlementSite


def import_file(
    *,
    content: bytes,
    file_name: str,
    site: ResettlementSite,
    username: str | None,
    dry_run: bool,
    skip_faulty: bool,
) -> dict[str, Any]:
    """Reads, checks and, unless `dry_run`, stores a roster; returns the report of design §5.

    Raises PermissionDenied where the person may not import for the site, and RosterUnreadable with
    the sentence that the batch's page shows where the file cannot be read or was not stored.
    """
    actor = _actor(site, username)
    # The same file may lie open with a clerk: a trial run leaves his batch alone.
    others = set(ImportBatch.objects.filter(site=site).values_list("pk", flat=True))
    batch = asking.upload_roster(actor=actor, site=site, file_name=file_name, content=content)
    working.read_batch(batch.pk)
    batch.refresh_from_db()
    if not dry_run and (skip_faulty or not batch.counts.get("refused")):
        asking.ask_to_store(actor=actor, batch=batch, skip_faulty=skip_faulty)
        working.store_batch(batch.pk)
        batch.refresh_from_db()
    report = report_of(batch)
    if dry_run and batch.pk not in others:
        batch.delete()
    if batch.status == ImportStatus.FAILED:
        raise RosterUnreadable(_(batch.message))
    return report


def _actor(site: ResettlementSite, username: str | None) -> User:
    """The named clerk, or the first one whose posting lets him import for the site today."""
    holders = Posting.objects.current(today()).values("holder")
    users = User.objects.active().filter(pk__in=holders).order_by("pk")
    for user in users.filter(username=username) if username else users:
        if can_import_roster(scope_of(user.pk, today()), site):
            return user
    raise PermissionDenied


def report_of(batch: ImportBatch) -> dict[str, Any]:
    """What came of a batch, in the words of design §5."""
    counts = batch.counts
    return {
        "encoding": batch.encoding or None,
        "rows": counts.get("rows", 0),
        "read": {"households": counts.get("households", 0), "persons": counts.get("persons", 0)},
        **{
            kind: {
                state: counts.get(f"{kind}_{state}", 0) for state in ("new", "changed", "unchanged")
            }
            for kind in ("households", "persons")
        },
        "refused": finding_report(batch, FindingKind.REFUSED),
        "warnings": finding_report(batch, FindingKind.WARNING),
        "questions": batch.questions,
        "committed": batch.status == ImportStatus.STORED,
    }
