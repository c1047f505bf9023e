"""What belongs to one meeting: its agenda with the votes, and who attends."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.history import tracked
from lib.scope import Scope, within_q
from residents.models import Person
from services.enums.meetings import (
    AgendaSource,
    AttendanceState,
    SignInMethod,
)
from services.models.disputes import Dispute
from services.models.meetings import Meeting
from services.models.requests import ServiceRequest
from sites.models import Organisation, ResettlementSite

NO_VOTE = Q(votes_for__isnull=True, votes_against__isnull=True, votes_abstained__isnull=True)
VOTED = Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstained__isnull=False)
ONE_ATTENDEE = (
    Q(user__isnull=False, person__isnull=True, name="")
    | (Q(user__isnull=True, person__isnull=False) & Q(name=""))
    | (Q(user__isnull=True, person__isnull=True) & ~Q(name=""))
)


def _named(source: AgendaSource, column: str) -> models.CheckConstraint:
    """A check constraint: the source says so if, and only if, the column names a row."""
    return models.CheckConstraint(
        condition=Q(("source", source), (f"{column}__isnull", False))
        | (~Q(source=source) & Q((f"{column}__isnull", True))),
        name=f"agendaitem_{column}_named",
    )


class OfMeetingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "OfMeetingQuerySet":
        """Rows of the sites of the scope."""
        return self.filter(within_q(scope, site="site_id"))

    def readable(self, scope: Scope) -> "OfMeetingQuerySet":
        """Rows of the meetings that one reads."""
        return self.filter(meeting__in=Meeting.objects.readable(scope).values("pk"))


@tracked()
class AgendaItem(models.Model):
    """One point of an agenda, what was concluded, and the votes where one was taken."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        verbose_name=_("meeting"),
        related_name="agenda",
        db_constraint=False,
    )
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("point of the agenda"), max_length=200)
    source = models.CharField(
        _("source"), max_length=20, choices=AgendaSource.choices, default=AgendaSource.OWN
    )
    resolution = models.ForeignKey(
        "services.Resolution",
        models.PROTECT,
        verbose_name=_("open point of an earlier meeting"),
        related_name="returns",
        null=True,
        blank=True,
        db_constraint=False,
    )
    request = models.ForeignKey(
        ServiceRequest,
        models.PROTECT,
        verbose_name=_("request"),
        related_name="agenda_items",
        null=True,
        blank=True,
        db_constraint=False,
    )
    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="agenda_items",
        null=True,
        blank=True,
        db_constraint=False,
    )
    conclusion = models.TextField(_("conclusion"), blank=True)
    votes_for = models.PositiveIntegerField(pgettext_lazy("votes", "for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(
        pgettext_lazy("votes", "against"), null=True, blank=True
    )
    votes_abstained = models.PositiveIntegerField(
        pgettext_lazy("votes", "abstained"), null=True, blank=True
    )

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of an agenda")
        verbose_name_plural = _("points of agendas")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=AgendaSource.values), name="agendaitem_source_known"
            ),
            _named(AgendaSource.REQUEST, "request"),
            _named(AgendaSource.DISPUTE, "dispute"),
            _named(AgendaSource.RESOLUTION, "resolution"),
            models.CheckConstraint(
                condition=NO_VOTE | VOTED,
                name="agendaitem_votes_whole",
                violation_error_message=_(
                    "Give all three numbers of the vote: for, against and abstained."
                ),
            ),
            models.UniqueConstraint(
                fields=["meeting", "resolution"], name="agendaitem_resolution_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "request"],
                name="agendaitem_request_once",
                violation_error_message=_("This request is on the agenda already."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "dispute"],
                name="agendaitem_dispute_once",
                violation_error_message=_("This dispute is on the agenda already."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="agendaitem_id_site"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_voted(self) -> bool:
        return self.votes_for is not None

    @property
    def votes(self) -> int:
        """All votes that were cast, abstentions included."""
        return (self.votes_for or 0) + (self.votes_against or 0) + (self.votes_abstained or 0)

    def is_carried(self, present: int) -> bool:
        """More than half of those present voted for it."""
        return 2 * (self.votes_for or 0) > present


@tracked()
class MeetingAttendance(models.Model):
    """Somebody invited to a meeting: a colleague, a resident, or an outsider by name.

    Only voters count for the quorum; others sit in (列席). Where somebody comes for a body, the
    body is named (R75: the four bodies).
    """

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        verbose_name=_("meeting"),
        related_name="attendances",
        db_constraint=False,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("colleague"),
        related_name="+",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("resident"),
        related_name="+",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name of an outsider"), max_length=60, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("comes for"),
        related_name="+",
        null=True,
        blank=True,
    )
    is_voter = models.BooleanField(_("due, with a vote"), default=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=AttendanceState.choices,
        default=AttendanceState.INVITED,
    )
    method = models.CharField(
        _("signed in how"), max_length=20, choices=SignInMethod.choices, blank=True
    )
    signed_at = models.DateTimeField(_("signed in at"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=ONE_ATTENDEE,
                name="meetingattendance_one_attendee",
                violation_error_message=_("Name one: a colleague, a resident or an outsider."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=AttendanceState.values),
                name="meetingattendance_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=AttendanceState.PRESENT,
                    method__in=SignInMethod.values,
                    signed_at__isnull=False,
                )
                | (~Q(state=AttendanceState.PRESENT) & Q(method="", signed_at__isnull=True)),
                name="meetingattendance_signed_how",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"],
                name="meetingattendance_user_once",
                violation_error_message=_("This colleague is on the list already."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="meetingattendance_person_once",
                violation_error_message=_("This resident is on the list already."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "name"],
                condition=~Q(name=""),
                name="meetingattendance_name_once",
                violation_error_message=_("Somebody of this name is on the list already."),
            ),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The name of whoever attends."""
        if self.user_id:
            return self.user.name
        return self.person.name if self.person_id else self.name
