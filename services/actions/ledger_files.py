"""Files of past ledgers are kept for some days only; what was stored from them stays."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from services.enums.ledgers import LedgerStatus
from services.models import Ledger


def delete_old_ledgers() -> int:
    """Deletes ledgers that nobody stored in their days, and the files of the others."""
    limit = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS)
    old = Ledger.objects.filter(uploaded_at__lt=limit, file_sealed__isnull=False)
    deleted = old.filter(status=LedgerStatus.CHECKED).delete()[0]
    return deleted + old.update(file_sealed=None)
