from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.models.documents import ServiceDocument
from sites.models.sites import ResettlementSite


class HandoverQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "HandoverQuerySet":
        """Those of one's sites; and everybody sees those that he gives or takes."""
        if scope.area.county:
            return self
        own = Q(giver=scope.user_id) | Q(taker=scope.user_id)
        return self.filter(within_q(scope, site="site_id") | own)

    def of_places(self, scope: Scope) -> "HandoverQuerySet":
        """Those of one's sites alone: what somebody answers for, not what he signs himself."""
        return self.filter(within_q(scope, site="site_id"))

    def open(self) -> "HandoverQuerySet":
        """Not signed by both."""
        return self.filter(Q(giver_signed_at__isnull=True) | Q(taker_signed_at__isnull=True))


def signature_whole(side: str) -> models.CheckConstraint:
    """Who recorded a signature and when are given together."""
    at, by = f"{side}_signed_at__isnull", f"{side}_recorded_by__isnull"
    return models.CheckConstraint(
        condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False}),
        name=f"handover_{side}_signature_whole",
        violation_error_message=_("A signature needs its time and who recorded it."),
    )


@tracked()
class Handover(models.Model):
    """What the holder of an ended post hands over to his successor, signed by both (R32).

    Postings of all apps point here; the post is kept as its code. Each signs as himself, or site
    or county staff record a signed paper: then `*_recorded_by` is not the signer.
    """

    site = models.ForeignKey(
        ResettlementSite,
        models.PROTECT,
        verbose_name=_("resettlement site"),
        null=True,
        blank=True,
        related_name="+",
    )
    post = models.CharField(_("post"), max_length=40)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("hands over"), related_name="+"
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("takes over"),
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("due on"))
    giver_signed_at = models.DateTimeField(_("giver signed at"), null=True, blank=True)
    giver_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("giver's signature recorded by"),
        null=True,
        blank=True,
        related_name="+",
    )
    taker_signed_at = models.DateTimeField(_("taker signed at"), null=True, blank=True)
    taker_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("taker's signature recorded by"),
        null=True,
        blank=True,
        related_name="+",
    )
    paper = models.ForeignKey(
        ServiceDocument,
        models.PROTECT,
        verbose_name=_("signed paper"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The photographed list, where it was signed by hand."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taker__isnull=True) | ~Q(taker=models.F("giver")),
                name="handover_two_persons",
                violation_error_message=_("Nobody hands over to himself. Choose the successor."),
            ),
            models.CheckConstraint(
                condition=Q(taker_signed_at__isnull=True) | Q(taker__isnull=False),
                name="handover_taker_known",
                violation_error_message=_("Say who takes over before he signs."),
            ),
            signature_whole("giver"),
            signature_whole("taker"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker or '—'}"

    @property
    def is_signed(self) -> bool:
        return bool(self.giver_signed_at and self.taker_signed_at)

    def state_on(self, on: date) -> str:
        """One of the four states of pages; near its day from two weeks before it."""
        if self.is_signed:
            return "done"
        left = (self.due_on - on).days
        return "overdue" if left < 0 else "near_due" if left <= 14 else "running"


@tracked()
class HandoverItem(models.Model):
    """One line of a hand-over list: papers, keys, open matters, money, seals."""

    handover = models.ForeignKey(
        Handover, models.CASCADE, verbose_name=_("hand-over"), related_name="items"
    )
    site = models.ForeignKey(
        ResettlementSite,
        models.PROTECT,
        verbose_name=_("resettlement site"),
        null=True,
        blank=True,
        related_name="+",
    )
    text = models.CharField(_("what is handed over"), max_length=120)
    state = models.CharField(_("state and number"), max_length=120, blank=True)
    is_handed = models.BooleanField(_("handed over"), default=False)

    class Meta:
        verbose_name = _("hand-over item")
        verbose_name_plural = _("hand-over items")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
