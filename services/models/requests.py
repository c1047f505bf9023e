from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from residents.models import Household, Person
from services.enums.platforms import Platform
from services.enums.requests import (
    DONE_STATES,
    OPEN_STATES,
    UNDONE_STATES,
    CallBackResult,
    HandOver,
    RequestCategory,
    RequestChannel,
    RequestLevel,
    RequestState,
    Urgency,
)
from services.models.recorded import Recorded
from services.models.request_rows import RequestQuerySet
from sites.models import Organisation

# A request makes use of the platform of its channel; none belongs to party activity (R35).
REQUEST_PLATFORMS = (Platform.MASS_SERVICE, Platform.DELIBERATION)


@tracked()
class ServiceRequest(Recorded):
    """What a resident asks for, from the first word to the confirmed result (R5, R40, R74, B4).

    Without household and person it is anonymous or comes from somebody outside the register, whose
    name and telephone may stand in `caller_name` and `caller_phone`.
    """

    # Empty only for what a resident files himself through the printed QR code.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("recorded by"),
        related_name="+",
        null=True,
        blank=True,
    )
    category = models.CharField(_("category"), max_length=20, choices=RequestCategory.choices)
    urgency = models.CharField(
        _("urgency"), max_length=20, choices=Urgency.choices, default=Urgency.ORDINARY
    )
    channel = models.CharField(_("channel"), max_length=20, choices=RequestChannel.choices)
    platform = models.CharField(
        _("platform"), max_length=20, choices=Platform.choices, default=Platform.MASS_SERVICE
    )
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        verbose_name=_("household"),
        related_name="+",
        null=True,
        blank=True,
        db_constraint=False,
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("resident"), related_name="+", null=True, blank=True
    )
    caller_name = models.CharField(_("name of the caller"), max_length=60, blank=True)
    caller_phone = models.CharField(_("telephone of the caller"), max_length=20, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    words = models.TextField(_("what it is about"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=20, choices=RequestState.choices, default=RequestState.RECEIVED
    )
    level = models.CharField(
        _("level"), max_length=20, choices=RequestLevel.choices, default=RequestLevel.COMMUNITY
    )
    lead = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("handling unit"),
        related_name="+",
        null=True,
        blank=True,
    )
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    warn_on = models.DateField(_("warning from"), null=True, blank=True)
    paused_on = models.DateField(_("paused since"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("reported as done by"),
        related_name="+",
        null=True,
        blank=True,
    )
    reply = models.TextField(_("reply to the resident"), max_length=2000, blank=True)
    call_back = models.CharField(
        _("call-back"), max_length=20, choices=CallBackResult.choices, blank=True
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("called back by"),
        related_name="+",
        null=True,
        blank=True,
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    handed_to = models.CharField(
        _("handed over to"), max_length=20, choices=HandOver.choices, blank=True
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        related_name="merged",
        null=True,
        blank=True,
        db_constraint=False,
    )
    reopened_times = models.PositiveSmallIntegerField(_("times reopened"), default=0)
    was_late_before = models.BooleanField(_("late before it was reopened"), default=False)
    ledger_no = models.CharField(_("number in the old ledger"), max_length=40, blank=True)
    query_mark = models.BinaryField(null=True, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-occurred_on", "-pk"]
        indexes = [
            models.Index(fields=["site", "state", "due_on"], name="servicerequest_desk"),
            models.Index(fields=["site", "occurred_on"], name="servicerequest_site_day"),
            models.Index(fields=["household"], name="servicerequest_household"),
            models.Index(fields=["lead", "state"], name="servicerequest_lead"),
        ]
        constraints = [
            *Recorded.Meta.constraints,
            # The target of composite keys from rows of the same site.
            models.UniqueConstraint(fields=["id", "site"], name="servicerequest_id_site"),
            models.UniqueConstraint(fields=["query_mark"], name="servicerequest_query_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__in": values}), name=f"servicerequest_{name}_known"
                )
                for name, values in (
                    ("category", RequestCategory.values),
                    ("urgency", Urgency.values),
                    ("channel", RequestChannel.values),
                    ("platform", REQUEST_PLATFORMS),
                    ("state", RequestState.values),
                    ("level", RequestLevel.values),
                    ("call_back", ["", *CallBackResult.values]),
                    ("handed_to", ["", *HandOver.values]),
                )
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=False) | Q(channel=RequestChannel.ONLINE),
                name="servicerequest_recorded_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(household__isnull=False),
                name="servicerequest_person_with_household",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="servicerequest_words_given",
                violation_error_message=_("Write in a few words what it is about."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DONE_STATES) | Q(done_on__isnull=False),
                name="servicerequest_done_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.CLOSED)
                | (Q(closed_on__isnull=False) & ~Q(call_back="")),
                name="servicerequest_closed_called_back",
                violation_error_message=_("A request is closed once somebody has called back."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | Q(done_by__isnull=True)
                | ~Q(verified_by=F("done_by")),
                name="servicerequest_verified_by_another",
                violation_error_message=_(
                    "You reported it as done yourself. A colleague calls back."
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_historical=False)
                | Q(verified_by__isnull=True)
                | Q(recorded_by__isnull=True)
                | ~Q(verified_by=F("recorded_by")),
                name="servicerequest_verified_by_no_importer",
                violation_error_message=_(
                    "You took it over from a past ledger yourself. A colleague calls back."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.HANDED_OVER, handed_to__in=HandOver.values)
                | (~Q(state=RequestState.HANDED_OVER) & Q(handed_to="")),
                name="servicerequest_handed_over_to",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.MERGED, merged_into__isnull=False)
                | (~Q(state=RequestState.MERGED) & Q(merged_into__isnull=True)),
                name="servicerequest_merged_into",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="servicerequest_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.PAUSED) | Q(paused_on__isnull=False),
                name="servicerequest_paused_since",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number on papers and in talk: year and running number."""
        return f"{self.occurred_on.year}-{self.pk:06d}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def phone(self) -> str:
        """The number to call back: what the caller gave, else the resident's own."""
        return self.caller_phone or (self.person.phone if self.person else "")

    @property
    def can_be_called_back(self) -> bool:
        """Whether there is somebody to ask; an anonymous one is checked on the spot instead."""
        return bool(self.household_id or self.caller_phone)

    @property
    def was_late(self) -> bool:
        """Done after its day, this time or before it was reopened."""
        if self.was_late_before:
            return True
        return bool(self.done_on and self.due_on and self.done_on > self.due_on)

    def state_on(self, on: date) -> str:
        """One of the four states of pages: done, running, near_due, overdue.

        The deadline runs until somebody reports it as done; a pause stops it.
        """
        if self.state not in UNDONE_STATES:
            return "running" if self.is_open else "done"
        if self.due_on is None:
            return "running"
        if self.due_on < on:
            return "overdue"
        return "near_due" if self.warn_on is not None and self.warn_on <= on else "running"
