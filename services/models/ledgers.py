import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.scope import Scope, within_q
from services.enums.ledgers import LedgerStatus


class LedgerQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "LedgerQuerySet":
        """Ledgers of whole sites."""
        return self.filter(within_q(scope, site="site_id"))

    def without_file(self) -> "LedgerQuerySet":
        """For pages: adds `has_file` and leaves the file itself where it is."""
        return self.defer("file_sealed").annotate(has_file=Q(file_sealed__isnull=False))


class Ledger(models.Model):
    """A ledger (台账) of a site that was kept in Excel before the portal, on its way in.

    What is found in it is not kept: the page reads the sealed file again, so that what it says is
    true of the register of today. `context_id` is the context that the history gave to the
    storing, and so names its rows.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    topic = models.CharField(_("kind of ledger"), max_length=30)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=120)
    file_digest = models.BinaryField()
    file_sealed = models.BinaryField(null=True)
    status = models.CharField(
        _("status"), max_length=20, choices=LedgerStatus.choices, default=LedgerStatus.CHECKED
    )
    rows_stored = models.PositiveIntegerField(_("rows stored"), default=0)
    context_id = models.UUIDField(null=True, editable=False)
    stored_at = models.DateTimeField(_("stored at"), null=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("past ledger")
        verbose_name_plural = _("past ledgers")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=LedgerStatus.values), name="ledger_status_known"
            ),
            models.UniqueConstraint(
                fields=["site", "topic", "file_digest"],
                condition=~Q(status=LedgerStatus.UNDONE),
                name="ledger_file_once",
            ),
            models.CheckConstraint(
                condition=~Q(status=LedgerStatus.STORED)
                | Q(stored_at__isnull=False, stored_by__isnull=False, context_id__isnull=False),
                name="ledger_stored_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.uploaded_at:%Y-%m-%d %H:%M}"
