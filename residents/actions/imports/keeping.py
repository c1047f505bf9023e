"""Uploaded rosters are kept for some days only; what was stored from them stays."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from residents.enums import ImportStatus
from residents.models import ImportBatch, ImportFinding
from residents.models.imports import OPEN_STATUSES

OUT_OF_DAYS = gettext_noop("The file was not stored in its days of keeping and has been deleted.")


def delete_old_uploads() -> int:
    """Deletes file and findings of batches whose days are over; gives their number.

    The batch itself stays, so that what it stored can still be told and undone. One that nobody
    finished ends, so that the same file may be sent once more.
    """
    limit = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS)
    old = ImportBatch.objects.filter(uploaded_at__lt=limit, file_sealed__isnull=False)
    # A batch in work is left to the next night.
    old = old.exclude(status__in=[ImportStatus.READING, ImportStatus.STORING])
    batches = list(old.select_for_update().values_list("pk", flat=True))
    ImportFinding.objects.filter(batch__in=batches).delete()
    ImportBatch.objects.filter(pk__in=batches, status__in=OPEN_STATUSES).update(
        status=ImportStatus.FAILED, message=OUT_OF_DAYS
    )
    return ImportBatch.objects.filter(pk__in=batches).update(file_sealed=None)
