"""What verifies door services: confirmations at the door, samples of call-backs, call-backs."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from services.enums.door_services import CallBackOutcome, ConfirmationKind
from services.models.door_services import DoorService

CONFIRMATION_PLACE = "services_doorconfirmation.file_sealed"


class DoorConfirmationQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "DoorConfirmationQuerySet":
        """Of the services that one may read; the file is not loaded."""
        return self.filter(service__in=DoorService.objects.within(scope).values("pk")).defer(
            "file_sealed"
        )


@tracked(exclude=["file_sealed"])
class DoorConfirmation(models.Model):
    """What the household gave at the door: its signature or a signed slip, kept sealed."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    service = models.OneToOneField(
        DoorService,
        models.PROTECT,
        verbose_name=_("door service"),
        related_name="confirmation",
        db_constraint=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ConfirmationKind.choices)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("taken by"), related_name="+"
    )
    taken_at = models.DateTimeField(_("taken at"), auto_now_add=True)
    media_type = models.CharField(max_length=40)
    file_sealed = models.BinaryField(editable=False)

    objects = DoorConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation at the door")
        verbose_name_plural = _("confirmations at the door")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ConfirmationKind.values), name="doorconfirmation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.kind}"


class DoorSampleQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "DoorSampleQuerySet":
        return self.filter(within_q(scope, site="site_id"))


@tracked()
class DoorSample(models.Model):
    """A random sample of a period's unverified services of a site; the seed draws it again."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    token = models.UUIDField(unique=True, editable=False)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    share = models.PositiveSmallIntegerField(_("share in percent"))
    seed = models.BigIntegerField(_("seed"))
    drawn_from = models.PositiveIntegerField(_("drawn from"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("drawn by"), related_name="+"
    )
    drawn_at = models.DateTimeField(_("drawn at"), auto_now_add=True)
    services = models.ManyToManyField(
        DoorService, through="DoorSampleRow", verbose_name=_("door services"), related_name="+"
    )

    objects = DoorSampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample of door services")
        verbose_name_plural = _("samples of door services")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="doorsample_id_site"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="doorsample_end_after_start",
                violation_error_message=_(
                    "The last day is before the first. Give a later last day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100),
                name="doorsample_share_possible",
                violation_error_message=_("Give a share between 1 and 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


@tracked()
class DoorSampleRow(models.Model):
    """One service of a sample, at its place in the order of the draw."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    sample = models.ForeignKey(
        DoorSample,
        models.CASCADE,
        verbose_name=_("sample"),
        related_name="rows",
        db_constraint=False,
    )
    service = models.ForeignKey(
        DoorService,
        models.PROTECT,
        verbose_name=_("door service"),
        related_name="+",
        db_constraint=False,
    )
    position = models.PositiveIntegerField(_("place in the draw"))

    class Meta:
        verbose_name = _("service of a sample")
        verbose_name_plural = _("services of a sample")
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "service"], name="doorsamplerow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.position}"


@tracked()
class DoorCallBack(models.Model):
    """Somebody other than the doers asked the household; nobody reached is an attempt too."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    service = models.ForeignKey(
        DoorService,
        models.PROTECT,
        verbose_name=_("door service"),
        related_name="call_backs",
        db_constraint=False,
    )
    token = models.UUIDField(unique=True, editable=False)
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("asked by"), related_name="+"
    )
    called_on = models.DateField(_("asked on"))
    outcome = models.CharField(_("answer"), max_length=20, choices=CallBackOutcome.choices)
    words = models.CharField(_("what the household said"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=CallBackOutcome.values), name="doorcallback_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=CallBackOutcome.DENIED) | ~Q(words=""),
                name="doorcallback_denial_in_words",
                violation_error_message=_("Say in a few words what the household denies."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.outcome}"
