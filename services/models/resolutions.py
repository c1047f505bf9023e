from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.history import tracked
from lib.scope import Scope, within_q
from services.enums.resolutions import UNFINISHED, ResolutionAction, ResolutionState
from services.models.meeting_items import AgendaItem
from services.models.meetings import MEETING_READERS, Meeting
from sites.models import Organisation, ResettlementSite

NEAR_DUE_DAYS = 3


class ResolutionQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ResolutionQuerySet":
        """Those of the sites of the scope, and those for which one is responsible."""
        if scope.area.county:
            return self
        return self.filter(within_q(scope, site="site_id") | Q(owner=scope.user_id))

    def of_area(self, scope: Scope) -> "ResolutionQuerySet":
        """Those of the sites of the scope, whoever is responsible: for counting."""
        return self.filter(within_q(scope, site="site_id"))

    def readable(self, scope: Scope) -> "ResolutionQuerySet":
        """Those of the area that one reads, and one's own: the list page."""
        return self.within(scope.only(MEETING_READERS))

    def unfinished(self) -> "ResolutionQuerySet":
        """Neither confirmed nor dropped: they come back on the next agenda."""
        return self.filter(state__in=UNFINISHED)

    def claimed(self) -> "ResolutionQuerySet":
        """Reported as done; somebody else has to look."""
        return self.filter(state=ResolutionState.DONE_CLAIMED)

    def overdue(self, on: date) -> "ResolutionQuerySet":
        """Not even reported as done on that day, though it was due before."""
        late = Q(claimed_on__isnull=True) | Q(claimed_on__gt=on)
        return self.filter(late, due_on__lt=on).exclude(state=ResolutionState.DROPPED)

    def returning_to(self, meeting: Meeting) -> "ResolutionQuerySet":
        """Unfinished ones of earlier meetings of its kind and site that its agenda lacks."""
        listed = AgendaItem.objects.filter(meeting=meeting, resolution=OuterRef("pk"))
        earlier = self.filter(
            site=meeting.site_id,
            meeting__kind=meeting.kind_id,
            meeting__planned_at__lt=meeting.planned_at,
        )
        return earlier.unfinished().exclude(meeting=meeting).exclude(Exists(listed))


@tracked()
class Resolution(models.Model):
    """What a meeting decided is to be done, by whom and until when (R38).

    It returns to the agenda of every later meeting of the same kind and site until somebody other
    than the one who reported it done has confirmed it.
    """

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        verbose_name=_("meeting"),
        related_name="resolutions",
        db_constraint=False,
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        verbose_name=_("point of the agenda"),
        related_name="resolutions",
        null=True,
        blank=True,
        db_constraint=False,
    )
    text = models.CharField(pgettext_lazy("of a resolution", "what is to be done"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("person responsible"),
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("body responsible"),
        related_name="+",
        null=True,
        blank=True,
    )
    due_on = models.DateField(_("due on"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ResolutionState.choices,
        default=ResolutionState.OPEN,
    )
    outcome = models.CharField(
        pgettext_lazy("of a resolution", "what was done"), max_length=300, blank=True
    )
    claimed_on = models.DateField(_("reported as done on"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("reported as done by"),
        related_name="+",
        null=True,
        blank=True,
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("confirmed by"),
        related_name="+",
        null=True,
        blank=True,
    )

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["site", "due_on", "id"], name="resolution_site_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ResolutionState.values), name="resolution_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[ResolutionState.DONE_CLAIMED, ResolutionState.CONFIRMED],
                    claimed_on__isnull=False,
                    claimed_by__isnull=False,
                )
                | Q(
                    state__in=[ResolutionState.OPEN, ResolutionState.DROPPED],
                    claimed_on__isnull=True,
                    claimed_by__isnull=True,
                ),
                name="resolution_done_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state=ResolutionState.CONFIRMED, confirmed_by__isnull=False)
                | (~Q(state=ResolutionState.CONFIRMED) & Q(confirmed_by__isnull=True)),
                name="resolution_confirmed_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=models.F("claimed_by")) & ~Q(confirmed_by=models.F("owner"))),
                name="resolution_confirmed_by_another",
                violation_error_message=_(
                    "Somebody other than the person responsible, and other than whoever reported "
                    "it, confirms that it is done."
                ),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="resolution_id_site"),
        ]

    def __str__(self) -> str:
        return self.text

    def state_on(self, on: date) -> str:
        """One of the four states of pages: done, running, near_due, overdue."""
        if self.state in (ResolutionState.CONFIRMED, ResolutionState.DROPPED):
            return "done"
        if self.state == ResolutionState.DONE_CLAIMED:
            return "running"
        left = (self.due_on - on).days
        return "overdue" if left < 0 else "near_due" if left <= NEAR_DUE_DAYS else "running"


@tracked()
class ResolutionStep(models.Model):
    """Who moved a resolution from which state to which, when and why."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    resolution = models.ForeignKey(
        Resolution,
        models.CASCADE,
        verbose_name=_("resolution"),
        related_name="steps",
        db_constraint=False,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    action = models.CharField(
        _("step"), max_length=20, choices=ResolutionAction.choices, blank=True
    )
    from_state = models.CharField(
        _("from state"), max_length=20, choices=ResolutionState.choices, blank=True
    )
    to_state = models.CharField(_("to state"), max_length=20, choices=ResolutionState.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a resolution")
        verbose_name_plural = _("steps of resolutions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_state__in=ResolutionState.values),
                name="resolutionstep_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resolution_id} {self.to_state}"
