from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.encryption import seal, unseal
from lib.history import tracked
from lib.scope import Scope
from residents.enums import Sex
from residents.models import Person
from services.enums.disputes import Capacity, Choosing, PartySide
from services.models.disputes import Dispute
from sites.models import ResettlementSite

ID_NUMBER_PLACE = "services_disputeparty.id_number"


class OfDisputeQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "OfDisputeQuerySet":
        """Rows of the disputes of which one may read parties and words."""
        return self.filter(dispute__in=Dispute.objects.readable(scope).values("pk"))


class OfDispute(models.Model):
    """What belongs to one dispute and is read only by who may read its parties and words."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    dispute = models.ForeignKey(
        Dispute, models.PROTECT, verbose_name=_("dispute"), db_constraint=False
    )

    objects = OfDisputeQuerySet.as_manager()

    class Meta:
        abstract = True


@tracked()
class DisputeWords(OfDispute):
    """What a dispute is about, in words; apart from it, so that no list can show them."""

    dispute = models.OneToOneField(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="words",
        db_constraint=False,
    )
    title = models.CharField(_("subject"), max_length=60)
    place = models.CharField(_("place of the dispute"), max_length=100, blank=True)
    summary = models.TextField(_("what happened"), max_length=4000)
    wish = models.TextField(_("what is asked for"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("words of a dispute")
        verbose_name_plural = _("words of disputes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(summary=""),
                name="disputewords_given",
                violation_error_message=_("Say what the dispute is about."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class DisputeParty(OfDispute):
    """One party: somebody of the register or an outsider, with an agent where he has one.

    Name, telephone and address stand as the papers of the case give them; the identity number
    of an outsider is sealed, that of a resident stays in the register.
    """

    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="parties",
        db_constraint=False,
    )
    side = models.CharField(_("side"), max_length=20, choices=PartySide.choices)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("resident"),
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=60)
    is_organisation = models.BooleanField(_("a body, not a person"), default=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    id_number_sealed = models.BinaryField(null=True, editable=False)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    address = models.CharField(_("unit or address"), max_length=120, blank=True)
    occupation = models.CharField(_("occupation or duty"), max_length=60, blank=True)
    agent_name = models.CharField(_("agent"), max_length=60, blank=True)
    agent_phone = models.CharField(_("telephone of the agent"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("party to a dispute")
        verbose_name_plural = _("parties to disputes")
        ordering = ["side", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=PartySide.values), name="disputeparty_side_known"
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="disputeparty_named",
                violation_error_message=_("Give the name of the party."),
            ),
            models.UniqueConstraint(
                fields=["dispute", "person"],
                condition=Q(person__isnull=False),
                name="disputeparty_person_once",
                violation_error_message=_("This resident is a party to the dispute already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def id_number(self) -> str:
        """The identity number of an outsider in clear; for papers alone."""
        if self.id_number_sealed is None:
            return ""
        return unseal(self.id_number_sealed, ID_NUMBER_PLACE).decode()

    def set_id_number(self, number: str) -> None:
        self.id_number_sealed = seal(number.encode(), ID_NUMBER_PLACE) if number else None


class DisputeParticipantQuerySet(OfDisputeQuerySet):
    def current(self) -> "DisputeParticipantQuerySet":
        """Still on the case."""
        return self.filter(left_on__isnull=True)


@tracked()
class DisputeParticipant(OfDispute):
    """Who took part in settling, in which capacity: mediators, grid staff, who was invited.

    Somebody of the staff directory, or a name for who is not in it (an elder, a police officer).
    """

    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        verbose_name=_("dispute"),
        related_name="participants",
        db_constraint=False,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("colleague"),
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("name of somebody else"), max_length=60, blank=True)
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity.choices)
    chosen = models.CharField(_("how chosen"), max_length=10, choices=Choosing.choices, blank=True)
    joined_on = models.DateField(_("takes part since"))
    left_on = models.DateField(_("left the case on"), null=True, blank=True)
    left_why = models.CharField(_("why he left the case"), max_length=200, blank=True)

    objects = DisputeParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant in settling a dispute")
        verbose_name_plural = _("participants in settling disputes")
        ordering = ["capacity", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values), name="participant_capacity_known"
            ),
            models.CheckConstraint(
                condition=Q(chosen="") & ~Q(capacity=Capacity.MEDIATOR)
                | Q(chosen__in=Choosing.values, capacity=Capacity.MEDIATOR),
                name="participant_mediator_chosen",
                violation_error_message=_("Say whether the parties chose or accept the mediator."),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="") | Q(user__isnull=True) & ~Q(name=""),
                name="participant_one_name",
                violation_error_message=_("Give a colleague, or the name of somebody else."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=Capacity.INVITED) | Q(user__isnull=False),
                name="participant_colleague",
                violation_error_message=_("Only who is invited may be outside the directory."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=models.F("joined_on")),
                name="participant_left_after_joined",
            ),
            models.CheckConstraint(
                condition=Q(left_why="") | Q(left_on__isnull=False),
                name="participant_left_why",
            ),
            models.UniqueConstraint(
                fields=["dispute", "user", "capacity"],
                condition=Q(user__isnull=False, left_on__isnull=True),
                name="participant_once",
                violation_error_message=_("This colleague takes part in this capacity already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.user)

    def leave(self, on: date, why: str = "") -> None:
        """From now on he reads the case no more, unless his post at the site opens it."""
        self.left_on, self.left_why = max(on, self.joined_on), why
