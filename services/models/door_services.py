from datetime import date

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grids.enums import FIVE_ROLES
from lib.history import tracked
from lib.scope import Scope
from residents.models import Household
from residents.models.memberships import head_and_home
from services.enums.door_services import DoorServiceState, ServiceWay
from services.models.recorded import Recorded, RecordedQuerySet
from services.models.requests import ServiceRequest
from sites.models import Organisation

# The five roles with their labels, as a field's choices.
CAPACITIES = [(role.value, role.label) for role in FIVE_ROLES]
MARKS = {
    DoorServiceState.DONE: "running",
    DoorServiceState.CONFIRMED: "done",
    DoorServiceState.DENIED: "overdue",
    DoorServiceState.WITHDRAWN: "done",
}


class DoorServiceKindQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "DoorServiceKindQuerySet":
        """The county's one list, the same for everybody."""
        return self

    def offered(self) -> "DoorServiceKindQuerySet":
        return self.filter(is_offered=True)


@tracked()
class DoorServiceKind(models.Model):
    """A kind of door service; the county's own list (R47)."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=30, unique=True)
    usual_capacity = models.CharField(
        _("usual role"),
        max_length=40,
        choices=CAPACITIES,
        help_text=_("The one of the five roles that is offered first."),
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    is_offered = models.BooleanField(
        _("offered"), default=True, help_text=_("Switch off what is no longer recorded.")
    )

    objects = DoorServiceKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of door service")
        verbose_name_plural = _("kinds of door services")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(usual_capacity__in=FIVE_ROLES), name="doorservicekind_capacity_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DoorServiceQuerySet(RecordedQuerySet):
    def within(self, scope: Scope) -> "DoorServiceQuerySet":
        """Of one's sites; for grid staff of the households of their stairwells, and their own."""
        area = scope.area
        if area.county:
            return self
        inside = Q(site__in=sorted(area.sites))
        if area.stairwells:
            homes = Household.objects.living_in(area.stairwell_ids, scope.on)
            inside |= Q(household__in=homes.values("pk"))
            inside |= Q(site__in=sorted(area.site_ids), recorded_by=scope.user_id)
        return self.filter(inside)

    def counting(self) -> "DoorServiceQuerySet":
        """What counts as done: neither denied nor withdrawn, nor late and not reviewed."""
        return (
            super()
            .counting()
            .exclude(state__in=[DoorServiceState.DENIED, DoorServiceState.WITHDRAWN])
        )

    def unverified(self) -> "DoorServiceQuerySet":
        """Said to be done by the doers alone."""
        return self.filter(state=DoorServiceState.DONE)

    def of_person(self, user_id: int | None) -> "DoorServiceQuerySet":
        """Those that somebody did or recorded."""
        done = DoorServiceDoer.objects.filter(service=OuterRef("pk"), doer=user_id)
        return self.filter(Q(recorded_by=user_id) | Exists(done))

    def for_list(self, on: date) -> "DoorServiceQuerySet":
        """What a list shows: `head_name` and `home` of the household that day, `doer_names`."""
        doers = DoorServiceDoer.objects.filter(service=OuterRef("pk")).order_by("pk")
        return self.select_related("site", "household", "kind").annotate(
            **head_and_home(on), doer_names=ArraySubquery(doers.values("doer__name"))
        )


@tracked(update_trigger="update_service")
class DoorService(Recorded):
    """A household served at its door: by whom, in which of the five roles (R47, R51).

    It counts once done; beside it stands what somebody other than the doers has verified.
    """

    household = models.ForeignKey(
        Household,
        models.PROTECT,
        verbose_name=_("household"),
        related_name="+",
        db_constraint=False,
    )
    kind = models.ForeignKey(DoorServiceKind, models.PROTECT, verbose_name=_("kind of service"))
    capacity = models.CharField(
        _("role in which it was done"), max_length=40, choices=CAPACITIES, blank=True
    )
    way = models.CharField(
        _("way of service"),
        max_length=20,
        choices=ServiceWay.choices,
        default=ServiceWay.AT_HOME,
    )
    doers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="DoorServiceDoer",
        verbose_name=_("done by"),
        related_name="+",
    )
    # Ledgers of earlier years name people who are in no staff directory.
    doers_named = models.CharField(_("done by, as the ledger says"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("on behalf of"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty for the service centre itself."),
    )
    request = models.ForeignKey(
        ServiceRequest,
        models.PROTECT,
        verbose_name=_("request that it answers or raised"),
        related_name="+",
        null=True,
        blank=True,
        db_constraint=False,
    )
    words = models.CharField(_("what was done"), max_length=300, blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=DoorServiceState.choices,
        default=DoorServiceState.DONE,
    )

    objects = DoorServiceQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("door service")
        verbose_name_plural = _("door services")
        ordering = ["-occurred_on", "-pk"]
        indexes = [
            models.Index(
                fields=["site", "occurred_on"],
                include=["household", "kind", "capacity", "state"],
                name="doorservice_site_day",
            ),
            models.Index(fields=["household", "occurred_on"], name="doorservice_household"),
        ]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["id", "site"], name="doorservice_id_site"),
            models.CheckConstraint(
                condition=Q(state__in=DoorServiceState.values), name="doorservice_state_known"
            ),
            models.CheckConstraint(
                condition=Q(way__in=ServiceWay.values), name="doorservice_way_known"
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=FIVE_ROLES) | Q(capacity="", is_historical=True),
                name="doorservice_capacity_given",
                violation_error_message=_("Say in which of the five roles it was done."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on}"

    @property
    def mark(self) -> str:
        """Its state as one of the four of pages: done, running, near_due, overdue."""
        return MARKS[self.state]


@tracked()
class DoorServiceDoer(models.Model):
    """One of those who did a service."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    service = models.ForeignKey(
        DoorService,
        models.CASCADE,
        verbose_name=_("door service"),
        related_name="doer_rows",
        db_constraint=False,
    )
    doer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("done by"), related_name="+"
    )

    class Meta:
        verbose_name = _("doer of a service")
        verbose_name_plural = _("doers of a service")
        constraints = [
            models.UniqueConstraint(fields=["service", "doer"], name="doorservicedoer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.doer_id}"


@tracked()
class DoorServiceStep(models.Model):
    """Who moved the record of a service from which state to which, when and why."""

    site = models.ForeignKey("sites.ResettlementSite", models.PROTECT, related_name="+")
    service = models.ForeignKey(
        DoorService,
        models.CASCADE,
        verbose_name=_("door service"),
        related_name="steps",
        db_constraint=False,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    state_before = models.CharField(_("from"), max_length=20, choices=DoorServiceState.choices)
    state = models.CharField(_("to"), max_length=20, choices=DoorServiceState.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("step of a door service")
        verbose_name_plural = _("steps of a door service")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DoorServiceState.values)
                & Q(state_before__in=DoorServiceState.values),
                name="doorservicestep_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.state}"
