from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessKind, AuditVerb
from accounts.words import detail_words, table_label
from lib.history import ledger_triggers
from lib.scope import Scope


class EventQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "EventQuerySet":
        """County-wide events belong to the county; those of a site to its readers too."""
        area = scope.area
        return self if area.county else self.filter(site_id__in=sorted(area.site_ids))

    def matching(self, wanted: dict[str, Any]) -> "EventQuerySet":
        """`actor` (user id), `verb` or `kind`, `first` and `last` (days, both included)."""
        found = self
        for name, value in wanted.items():
            if name == "first":
                found = found.filter(occurred_at__gte=_midnight(value))
            elif name == "last":
                found = found.filter(occurred_at__lt=_midnight(value + timedelta(days=1)))
            else:
                found = found.filter(**{name: value})
        return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class AuditEvent(models.Model):
    """Something that was done; kept at least 184 days, never altered (GB/T 22239)."""

    occurred_at = models.DateTimeField(_("occurred at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("actor"), null=True, related_name="+"
    )
    verb = models.CharField(_("deed"), max_length=40, choices=AuditVerb.choices)
    table = models.CharField(_("table"), max_length=60, blank=True)
    row_id = models.BigIntegerField(_("row number"), null=True)
    site_id = models.BigIntegerField(_("site"), null=True, db_index=True)
    address = models.GenericIPAddressField(_("network address"), null=True)
    detail = models.JSONField(_("detail"), default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-id"]
        triggers = ledger_triggers()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb__in=AuditVerb.values), name="auditevent_verb_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.table} {self.row_id or ''}".strip()

    @property
    def table_label(self) -> str:
        return table_label(self.table)

    @property
    def detail_words(self) -> list[tuple[str, str]]:
        return detail_words(self.detail)


class AccessEvent(models.Model):
    """Who looked at, revealed, printed or exported personal data, and why (PIPL)."""

    occurred_at = models.DateTimeField(_("occurred at"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("actor"), related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AccessKind.choices)
    table = models.CharField(_("table"), max_length=60)
    row_id = models.BigIntegerField(_("row number"), null=True)
    site_id = models.BigIntegerField(_("site"), null=True, db_index=True)
    fields = models.CharField(_("fields"), max_length=200, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=1)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    address = models.GenericIPAddressField(_("network address"), null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("access event")
        verbose_name_plural = _("access events")
        ordering = ["-id"]
        triggers = ledger_triggers()
        indexes = [models.Index(fields=["table", "row_id"], name="accessevent_row")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AccessKind.values), name="accessevent_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["reveal", "export", "print"]) | ~models.Q(reason=""),
                name="accessevent_reason_given",
                violation_error_message=_("Give the reason in a few words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.table} {self.row_id or ''}".strip()

    @property
    def table_label(self) -> str:
        return table_label(self.table)
