from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.history import tracked
from lib.scope import Role, Scope, within_q
from services.enums.meetings import (
    TOOK_PLACE,
    UPCOMING,
    AttendanceState,
    MeetingAction,
    MeetingState,
    Quorum,
)
from services.models.meeting_kinds import MeetingKind
from services.models.recorded import Recorded, RecordedQuerySet
from sites.centre_enums import House
from sites.models import Organisation, ResettlementSite, Venue

# Who reads every meeting of his area.
MEETING_READERS = frozenset(
    {
        Role.SITE_STAFF,
        Role.TOWN_STAFF,
        Role.COUNTY_STAFF,
        Role.COUNTY_LEADER,
        Role.BUSINESS_AUDITOR,
    }
)
MINUTES_WITHIN_DAYS = 7


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many are due and present, and how many the kind's quorum asks for."""

    due: int
    present: int
    needed: int

    @property
    def is_quorate(self) -> bool:
        return self.present >= self.needed

    @property
    def missing(self) -> int:
        return max(self.needed - self.present, 0)


class MeetingQuerySet(RecordedQuerySet):
    def of_area(self, scope: Scope) -> "MeetingQuerySet":
        """Meetings of the sites of the scope, whoever is invited: for counting."""
        return self.filter(within_q(scope, site="site_id"))

    def in_centre(self) -> "MeetingQuerySet":
        """Held in a room of a party-mass service centre, one's own or a shared one (R38)."""
        return self.filter(venue__house=House.SERVICE_CENTRE)

    def within(self, scope: Scope) -> "MeetingQuerySet":
        """Meetings of the sites of the scope, and those to which one is invited."""
        if scope.area.county:
            return self
        return self.filter(within_q(scope, site="site_id") | _invited_q(scope.user_id))

    def readable(self, scope: Scope) -> "MeetingQuerySet":
        """Those of the area that one reads, and those to which one is invited: the list page."""
        return self.within(scope.only(MEETING_READERS))

    def inviting(self, user_id: int | None) -> "MeetingQuerySet":
        """Those on whose list this colleague stands."""
        return self.filter(_invited_q(user_id))

    def attended(self, organisation: Organisation) -> "MeetingQuerySet":
        """Somebody was there for this body."""
        there = Meeting.objects.filter(
            attendances__organisation=organisation, attendances__state=AttendanceState.PRESENT
        )
        return self.filter(pk__in=there.values("pk"))

    def upcoming(self) -> "MeetingQuerySet":
        """Planned or told of, and not yet held."""
        return self.filter(state__in=UPCOMING)

    def took_place(self) -> "MeetingQuerySet":
        """Known to have taken place, and counted."""
        return self.counting().filter(state__in=TOOK_PLACE)

    def with_turnout(self) -> "MeetingQuerySet":
        """Adds `named_due` and `named_present`: those who vote, by name."""
        voters = Q(attendances__is_voter=True)
        return self.annotate(
            named_due=Count("attendances", filter=voters),
            named_present=Count(
                "attendances",
                filter=voters & Q(attendances__state=AttendanceState.PRESENT),
            ),
        )


def _invited_q(user_id: int | None) -> Q:
    mine = Meeting.objects.filter(attendances__user=user_id)
    return Q(pk__in=mine.values("pk"))


@tracked()
class Meeting(Recorded):
    """A meeting from its plan to the last objection (R38).

    `occurred_on` is the planned day until it is held, then the day on which it was. Those due and
    present are the voters by name and, where many come, the numbers of the paper sign-in sheet.
    """

    kind = models.ForeignKey(
        MeetingKind, models.PROTECT, verbose_name=_("kind"), related_name="meetings"
    )
    title = models.CharField(_("title"), max_length=120)
    planned_at = models.DateTimeField(pgettext_lazy("of a meeting", "time"))
    planned_minutes = models.PositiveSmallIntegerField(_("length, minutes"), default=60)
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        verbose_name=pgettext_lazy("of a centre", "room"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty where it is held elsewhere: then say the place in words."),
    )
    place = models.CharField(pgettext_lazy("of a meeting", "place"), max_length=120, blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("chair"),
        related_name="+",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("state"), max_length=20, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    due_others = models.PositiveIntegerField(_("due beside those by name"), default=0)
    present_others = models.PositiveIntegerField(_("present beside those by name"), default=0)
    minutes = models.TextField(_("minutes"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = False
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-planned_at", "-pk"]
        indexes = [
            models.Index(fields=["site", "occurred_on"], name="meeting_site_day"),
            models.Index(fields=["site", "-planned_at", "-id"], name="meeting_site_time"),
        ]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(is_historical=True)
                | Q(state=MeetingState.CALLED_OFF)
                | Q(chair__isnull=False),
                name="meeting_has_chair",
                violation_error_message=_("Name the colleague who chairs the meeting."),
            ),
            models.CheckConstraint(
                condition=Q(is_historical=True) | ~Q(state__in=TOOK_PLACE[1:]) | ~Q(minutes=""),
                name="meeting_minutes_written",
                violation_error_message=_("Write the minutes before you finish them."),
            ),
            models.CheckConstraint(
                condition=Q(present_others__lte=F("due_others")),
                name="meeting_present_among_due",
                violation_error_message=_(
                    "More are present than were due beside those by name. Correct one of the two."
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_historical=True) | Q(venue__isnull=False) | ~Q(place=""),
                name="meeting_is_somewhere",
                violation_error_message=_("Choose a room, or say in words where people come to."),
            ),
            models.CheckConstraint(
                condition=Q(planned_minutes__range=(5, 720)),
                name="meeting_length_sensible",
                violation_error_message=_("A meeting lasts between 5 minutes and 12 hours."),
            ),
            # The target of composite keys from rows of the same site.
            models.UniqueConstraint(fields=["id", "site"], name="meeting_id_site"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_upcoming(self) -> bool:
        return self.state in UPCOMING

    @property
    def where(self) -> str:
        """The room and, where something more is said, the place in words."""
        return " ".join(filter(None, [self.venue.name if self.venue_id else "", self.place]))

    @property
    def ends_at(self) -> datetime:
        return self.planned_at + timedelta(minutes=self.planned_minutes)

    @property
    def agenda_is_open(self) -> bool:
        """Whether points and people may still be added."""
        return self.is_upcoming or self.state == MeetingState.HELD

    def invites(self, user_id: int | None) -> bool:
        return self.attendances.filter(user=user_id).exists()

    def state_on(self, on: date) -> str:
        """One of the four states of pages: what waits for the site and how long it has waited."""
        if self.state in (MeetingState.CLOSED, MeetingState.CALLED_OFF):
            return "done"
        if self.is_upcoming:
            return _waited((on - self.occurred_on).days, near=-1, late=1)
        if self.state == MeetingState.HELD:
            return _waited((on - self.occurred_on).days, near=3, late=MINUTES_WITHIN_DAYS + 1)
        return "running"

    def turnout(self) -> Turnout:
        """Those due and present; one statement unless `with_turnout` has counted them."""
        if not hasattr(self, "named_due"):
            counted = Meeting.objects.with_turnout().get(pk=self.pk)
            self.named_due, self.named_present = counted.named_due, counted.named_present
        due = self.named_due + self.due_others
        return Turnout(
            due=due,
            present=self.named_present + self.present_others,
            needed=Quorum(self.kind.quorum).needed(due),
        )


def _waited(days: int, *, near: int, late: int) -> str:
    return "overdue" if days >= late else "near_due" if days >= near else "running"


@tracked()
class MeetingStep(models.Model):
    """Who moved a meeting from which state to which, when and why."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        verbose_name=_("meeting"),
        related_name="steps",
        db_constraint=False,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    action = models.CharField(_("step"), max_length=20, choices=MeetingAction.choices, blank=True)
    from_state = models.CharField(
        _("from state"), max_length=20, choices=MeetingState.choices, blank=True
    )
    to_state = models.CharField(_("to state"), max_length=20, choices=MeetingState.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a meeting")
        verbose_name_plural = _("steps of meetings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_state__in=MeetingState.values), name="meetingstep_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.to_state}"
