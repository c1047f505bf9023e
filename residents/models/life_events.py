import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope
from residents.enums import LifeEventKind
from residents.models.households import Household
from residents.models.persons import Person


class LifeEventQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "LifeEventQuerySet":
        """Events of the sites and of the households that one may read."""
        area = scope.area
        if area.county:
            return self
        return self.filter(
            Q(site__in=sorted(area.sites))
            | Q(household__in=Household.objects.within(scope).values("pk"))
        )

    def touching(self, household: Household) -> "LifeEventQuerySet":
        """Events of the household, and those that opened it or ended in it."""
        return self.filter(Q(household=household) | Q(other_household=household))

    def standing(self) -> "LifeEventQuerySet":
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)


@tracked()
class LifeEvent(models.Model):
    """A named change of a household: when it happened, who recorded it, on what evidence.

    `written` names the history rows that it made (history table to ids), so that exactly these are
    taken back. `other_household` is what a split or a move to a site opened, or what a merge went
    into. `token` comes with the form: the same form sent twice is one event.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    kind = models.CharField(_("kind of event"), max_length=20, choices=LifeEventKind.choices)
    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("household"), db_constraint=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), null=True, blank=True
    )
    other_household = models.ForeignKey(
        Household,
        models.PROTECT,
        verbose_name=_("other household"),
        null=True,
        blank=True,
        related_name="other_events",
    )
    occurred_on = models.DateField(_("day of the event"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("recorded by"), related_name="+"
    )
    evidence = models.CharField(_("evidence"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    written = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = LifeEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("life event")
        verbose_name_plural = _("life events")
        ordering = ["-occurred_on", "-id"]
        indexes = [models.Index(fields=["site", "occurred_on"], name="lifeevent_site_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LifeEventKind.values), name="lifeevent_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="lifeevent_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.occurred_on}"
