import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.scope import Scope, within_q
from residents.enums import FindingKind, ImportStatus

# While a batch is in one of these, the same file for the same site joins it.
OPEN_STATUSES = (
    ImportStatus.UPLOADED,
    ImportStatus.READING,
    ImportStatus.QUESTION,
    ImportStatus.CHECKED,
    ImportStatus.QUEUED,
    ImportStatus.STORING,
    ImportStatus.INTERRUPTED,
)


class ImportBatchQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ImportBatchQuerySet":
        """Batches of whole sites; a grid's staff do not import."""
        return self.filter(within_q(scope, site="site_id", stairwell=None))

    def without_file(self) -> "ImportBatchQuerySet":
        """For pages: adds `has_file` and leaves the file itself where it is."""
        return self.defer("file_sealed").annotate(has_file=Q(file_sealed__isnull=False))


class ImportBatch(models.Model):
    """One roster on its way into the register: uploaded, read, checked, stored, undone.

    `context_id` is the context that the history gave to the storing, and so names its rows.
    The file is kept sealed and deleted after `settings.KEEP_UPLOADS_DAYS`.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=120)
    file_digest = models.BinaryField()
    file_sealed = models.BinaryField(null=True)
    encoding = models.CharField(max_length=20, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=ImportStatus.choices, default=ImportStatus.UPLOADED
    )
    message = models.CharField(max_length=500, blank=True)
    questions = models.JSONField(default=list)
    context_id = models.UUIDField(null=True, editable=False)
    add_dwellings = models.BooleanField(_("add dwellings that are not registered"), default=False)
    skip_faulty = models.BooleanField(_("store the households without a fault"), default=False)
    counts = models.JSONField(default=dict)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    stored_at = models.DateTimeField(_("stored at"), null=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="importbatch_status_known"
            ),
            models.UniqueConstraint(
                fields=["site", "file_digest"],
                condition=Q(status__in=OPEN_STATUSES),
                name="importbatch_file_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=ImportStatus.STORED) | Q(stored_at__isnull=False),
                name="importbatch_stored_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.uploaded_at:%Y-%m-%d %H:%M}"


class ImportFindingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ImportFindingQuerySet":
        return self.filter(batch__in=ImportBatch.objects.within(scope).values("pk"))


class ImportFinding(models.Model):
    """A refusal, a warning or a change of a batch; what was found in the cell is sealed."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=FindingKind.choices)
    code = models.CharField(max_length=30)
    sheet = models.CharField(max_length=60)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=4, blank=True)
    detail_sealed = models.BinaryField()

    objects = ImportFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding of an import")
        verbose_name_plural = _("findings of an import")
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "kind", "position"], name="importfinding_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row} {self.code}"


class HeaderChoiceQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "HeaderChoiceQuerySet":
        return self.filter(within_q(scope, site="site_id"))


class HeaderChoice(models.Model):
    """How an office's ambiguous column heading is read; asked once, then remembered."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.CASCADE,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    header = models.CharField(_("heading"), max_length=120)
    field = models.CharField(_("read as"), max_length=40)

    objects = HeaderChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("remembered heading")
        verbose_name_plural = _("remembered headings")
        constraints = [
            models.UniqueConstraint(fields=["site", "header"], name="headerchoice_once_a_site")
        ]

    def __str__(self) -> str:
        return f"{self.header} = {self.field}"
