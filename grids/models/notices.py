import uuid
from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grids.enums import WayMadeKnown
from grids.models.grids import Grid
from grids.models.reports import NET_READERS
from lib.dated import current_q
from lib.history import tracked
from lib.scope import Role, Scope

# From this many days before the last day a receipt is shown as due soon.
NEAR_DUE_DAYS = 3


class PolicyNoticeQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "PolicyNoticeQuerySet":
        """Those that went to a grid that one sees."""
        receipts = PolicyNoticeReceipt.objects.within(scope)
        return self.filter(pk__in=receipts.values("notice"))

    def with_receipts(
        self, receipts: "PolicyNoticeReceiptQuerySet", on: date
    ) -> "PolicyNoticeQuerySet":
        """Those with one of these receipts, and how many grids they are, read, told, open.

        `open` are those that a grid in force still has to make known.
        """
        rows = self.filter(policynoticereceipt__in=receipts)
        return rows.annotate(
            grids=Count("policynoticereceipt"),
            read=Count("policynoticereceipt__read_at"),
            known=Count("policynoticereceipt__made_known_on"),
            open=Count("policynoticereceipt", filter=_open_q(on, "policynoticereceipt__", "")),
        )


@tracked()
class PolicyNotice(models.Model):
    """A decision from above that every grid makes known to its residents (R25).

    `site` issued it to its own grids; empty for the county's. `token` comes with the form: the
    same form sent twice is one notice. What was issued never changes; it can be withdrawn.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The site that issued it; empty for the county."),
    )
    title = models.CharField(_("title of the notice"), max_length=100)
    words = models.TextField(_("words of the notice"), max_length=5000)
    document_no = models.CharField(_("document no."), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("to be made known by"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("issued by"), related_name="+"
    )
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    objects = PolicyNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy notice")
        verbose_name_plural = _("policy notices")
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["issued_on", "id"], name="policynotice_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(words=""), name="policynotice_says_something"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")),
                name="policynotice_due_after_issue",
                violation_error_message=_("The last day lies before the day of issue."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")
                ),
                name="policynotice_withdrawn_with_reason",
                violation_error_message=_("Say why the notice is withdrawn."),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="words_stay", exclude=["withdrawn_at", "withdrawn_by", "withdrawn_why"]
            )
        ]

    def __str__(self) -> str:
        return self.title

    def status(self, on: date, *, is_done: bool, is_open: bool = True) -> str:
        """One of the four states of pages; "" for what nobody has to do any more."""
        if is_done:
            return "done"
        if self.withdrawn_at or not is_open:
            return ""
        left = (self.due_on - on).days
        return "overdue" if left < 0 else "near_due" if left <= NEAR_DUE_DAYS else "running"


class PolicyNoticeReceiptQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "PolicyNoticeReceiptQuerySet":
        """Those of one's sites and grids."""
        readers = scope.only(NET_READERS)
        if readers.area.county:
            return self
        inside = Q(site__in=sorted(readers.area.sites))
        if readers.area.stairwells:
            inside |= Q(grid__in=Grid.objects.within(scope.only({Role.GRID_STAFF})).values("pk"))
        return self.filter(inside)

    def open(self, on: date) -> "PolicyNoticeReceiptQuerySet":
        """Those that a grid in force still has to make known on that day."""
        return self.filter(_open_q(on))

    def late(self, on: date) -> "PolicyNoticeReceiptQuerySet":
        return self.open(on).filter(notice__due_on__lt=on)


def _open_q(on: date, receipt: str = "", notice: str = "notice__") -> Q:
    """Not made known nor withdrawn by the end of that day, and the grid is still in force.

    The prefixes lead to the receipt and to the notice.
    """
    untold = Q(**{f"{receipt}made_known_on": None}) | Q(**{f"{receipt}made_known_on__gt": on})
    standing = Q(**{f"{notice}withdrawn_at": None}) | Q(**{f"{notice}withdrawn_at__date__gt": on})
    issued = Q(**{f"{notice}issued_on__lte": on})
    return issued & untold & standing & current_q(on, f"{receipt}grid__")


@tracked()
class PolicyNoticeReceipt(models.Model):
    """One grid of a notice: who read it when, and how and when the grid made it known (R25)."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    notice = models.ForeignKey(PolicyNotice, models.PROTECT, verbose_name=_("policy notice"))
    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name=_("grid"), db_constraint=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("read by"),
        null=True,
        blank=True,
        related_name="+",
    )
    made_known_on = models.DateField(_("made known on"), null=True, blank=True)
    how = models.CharField(
        _("how it was made known"), max_length=20, choices=WayMadeKnown.choices, blank=True
    )
    households = models.PositiveIntegerField(_("households reached"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True)

    objects = PolicyNoticeReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt of a policy notice")
        verbose_name_plural = _("receipts of policy notices")
        ordering = ["notice", "grid"]
        indexes = [models.Index(fields=["site", "made_known_on"], name="noticereceipt_site_day")]
        constraints = [
            models.UniqueConstraint(fields=["notice", "grid"], name="noticereceipt_one_a_grid"),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="noticereceipt_read_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    made_known_on=None, how="", recorded_by=None, recorded_at=None, households=None
                )
                | Q(
                    made_known_on__isnull=False,
                    how__in=WayMadeKnown.values,
                    recorded_by__isnull=False,
                    recorded_at__isnull=False,
                    read_at__isnull=False,
                ),
                name="noticereceipt_known_once_read",
                violation_error_message=_("Read the notice before you make it known."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grid_id} {self.notice_id}"

    def status(self, on: date) -> str:
        """One of the four states of pages; "" where the notice or the grid has ended."""
        ended = self.grid.valid_to is not None and self.grid.valid_to < on
        return self.notice.status(on, is_done=self.made_known_on is not None, is_open=not ended)
