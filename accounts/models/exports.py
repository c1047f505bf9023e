import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ExportStatus
from lib.exports import exporter_of
from lib.scope import Scope


class ExportJobQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ExportJobQuerySet":
        """An export is only ever its maker's."""
        return self.filter(maker_id=scope.user_id)

    def without_file(self) -> "ExportJobQuerySet":
        """For lists and the status page: the file itself may be large."""
        return self.defer("file_sealed")


class ExportJob(models.Model):
    """A list that is being written to .xlsx, or was; the file is sealed and deleted after days."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    maker = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    exporter = models.CharField(max_length=60)
    reason = models.CharField(_("reason"), max_length=200)
    params_sealed = models.BinaryField()
    status = models.CharField(
        max_length=20, choices=ExportStatus.choices, default=ExportStatus.QUEUED
    )
    row_count = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    file_sealed = models.BinaryField(null=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=ExportStatus.values), name="exportjob_status_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.exporter} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def label(self) -> str:
        exporter = exporter_of(self.exporter)
        return str(exporter.label) if exporter else self.exporter

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Waits for the worker, or is being written."""
        return self.status in (ExportStatus.QUEUED, ExportStatus.RUNNING)

    @property
    def is_ready(self) -> bool:
        return self.status == ExportStatus.READY and not self.is_expired

    @property
    def state(self) -> str:
        """One of the four states of components/state.html."""
        if self.is_open:
            return "running"
        return "done" if self.is_ready else "overdue"
