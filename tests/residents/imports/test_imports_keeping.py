"""Uploaded rosters are deleted after their days; the register keeps what came from them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from lib.encryption import seal
from residents.actions.imports.files import DETAIL_PLACE, FILE_PLACE
from residents.actions.imports.keeping import delete_old_uploads
from residents.enums import FindingKind, ImportStatus
from residents.models import ImportBatch, ImportFinding
from tests.factories import make_site, make_user

pytestmark = pytest.mark.django_db


def make_batch(status: str, *, days: int) -> ImportBatch:
    """A batch of this age with its file and one finding."""
    batch = ImportBatch.objects.create(
        site=make_site(),
        uploaded_by=make_user(),
        file_name="a.csv",
        file_digest=b"d",
        file_sealed=seal(b"x", FILE_PLACE),
        status=status,
        stored_at=timezone.now() if status == ImportStatus.STORED else None,
    )
    ImportBatch.objects.filter(pk=batch.pk).update(
        uploaded_at=timezone.now() - timedelta(days=days)
    )
    ImportFinding.objects.create(
        batch=batch,
        position=0,
        kind=FindingKind.REFUSED,
        code="name_missing",
        sheet="1",
        row=3,
        detail_sealed=seal(b"{}", DETAIL_PLACE),
    )
    return batch


@pytest.mark.parametrize(
    ("status", "afterwards"),
    [
        (ImportStatus.STORED, ImportStatus.STORED),
        (ImportStatus.UNDONE, ImportStatus.UNDONE),
        (ImportStatus.CHECKED, ImportStatus.FAILED),
        (ImportStatus.QUESTION, ImportStatus.FAILED),
    ],
)
def test_file_and_findings_go_and_the_batch_stays(status, afterwards):
    batch = make_batch(status, days=settings.KEEP_UPLOADS_DAYS + 1)

    assert delete_old_uploads() == 1

    batch.refresh_from_db()
    assert (batch.status, batch.file_sealed) == (afterwards, None)
    assert ImportFinding.objects.count() == 0
    assert delete_old_uploads() == 0


@pytest.mark.parametrize(
    ("status", "days"),
    [(ImportStatus.CHECKED, -1), (ImportStatus.STORING, 1), (ImportStatus.READING, 1)],
)
def test_a_younger_batch_and_one_in_work_stay_whole(status, days):
    batch = make_batch(status, days=settings.KEEP_UPLOADS_DAYS + days)

    assert delete_old_uploads() == 0

    batch.refresh_from_db()
    assert batch.file_sealed is not None
    assert ImportFinding.objects.count() == 1


def test_the_night_does_it():
    batch = make_batch(ImportStatus.STORED, days=settings.KEEP_UPLOADS_DAYS + 1)

    call_command("nightly")

    batch.refresh_from_db()
    assert batch.file_sealed is None
