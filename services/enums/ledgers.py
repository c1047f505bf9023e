"""Words of the ledgers that were kept before the portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerStatus(models.TextChoices):
    """Where a past ledger stands."""

    CHECKED = "checked", _("checked, not stored")
    STORED = "stored", _("stored")
    UNDONE = "undone", _("undone")
