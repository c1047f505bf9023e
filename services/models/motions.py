from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.history import tracked
from services.enums.motions import (
    DELIBERATIONS,
    MORE_THAN_HALF_BODIES,
    MajorMatter,
    MotionAction,
    MotionOrigin,
    MotionStageKind,
    MotionState,
    ResidentsBody,
)
from services.models.meetings import Meeting
from services.models.recorded import Recorded, RecordedQuerySet
from sites.models import ResettlementSite

# In whole numbers: three times those present are at least twice those due.
TWO_THIRDS_PRESENT = Q(GreaterThanOrEqual(F("present") * 3, F("due") * 2))
FINISHED = (MotionState.CLOSED, MotionState.REJECTED, MotionState.WITHDRAWN)


class MotionQuerySet(RecordedQuerySet):
    def running(self) -> "MotionQuerySet":
        """Neither concluded, nor voted down, nor withdrawn."""
        return self.exclude(state__in=FINISHED)


@tracked()
class Motion(Recorded):
    """A major matter that goes through four deliberations and two publications (B6).

    `occurred_on` is the day on which it was registered.
    """

    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what is proposed"))
    matter = models.CharField(_("major matter"), max_length=20, choices=MajorMatter.choices)
    why_major = models.CharField(
        _("why it is a major matter"),
        max_length=200,
        help_text=_("The procedure is for matters that concern many residents, and for no others."),
    )
    origin = models.CharField(_("brought up by"), max_length=20, choices=MotionOrigin.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=MotionState.choices, default=MotionState.REGISTERED
    )
    result = models.TextField(_("result"), blank=True)

    objects = MotionQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = False
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["-occurred_on", "-pk"]
        indexes = [models.Index(fields=["site", "occurred_on"], name="motion_site_day")]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=MotionState.values), name="motion_state_known"
            ),
            models.CheckConstraint(
                condition=Q(matter__in=MajorMatter.values), name="motion_matter_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=MotionOrigin.values), name="motion_origin_known"
            ),
            models.CheckConstraint(
                condition=~Q(why_major=""),
                name="motion_major_why",
                violation_error_message=_("Say why it is a major matter."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MotionState.RESULT_PUBLIC, MotionState.CLOSED])
                | ~Q(result=""),
                name="motion_result_written",
                violation_error_message=_("Write down the result before you publish it."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="motion_id_site"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def page_state(self) -> str:
        """One of the four states of pages; no stage has a legal term, so none is late."""
        return "done" if self.state in FINISHED else "running"


def _passed(stage: MotionStageKind, rule: Q, name: str, sentence: object) -> models.CheckConstraint:
    """A check constraint: the stage cannot have passed against its rule."""
    return models.CheckConstraint(
        condition=~Q(stage=stage) | Q(passed=False) | rule,
        name=name,
        violation_error_message=sentence,
    )


@tracked()
class MotionStage(models.Model):
    """One stage that a motion went through, with who was due, present and in favour.

    A deliberation that voted it down is kept with `passed` false. What each must reach is also a
    constraint of the table, so that no import and no hand can record a stage that was not lawful.
    """

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    motion = models.ForeignKey(
        Motion,
        models.CASCADE,
        verbose_name=_("motion"),
        related_name="stages",
        db_constraint=False,
    )
    stage = models.CharField(_("stage"), max_length=20, choices=MotionStageKind.choices)
    on = models.DateField(_("day"))
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        verbose_name=_("meeting"),
        related_name="motion_stages",
        null=True,
        blank=True,
        db_constraint=False,
    )
    body = models.CharField(
        _("form of the residents' meeting"),
        max_length=30,
        choices=ResidentsBody.choices,
        blank=True,
    )
    due = models.PositiveIntegerField(pgettext_lazy("at a meeting", "due"), null=True, blank=True)
    present = models.PositiveIntegerField(
        pgettext_lazy("at a meeting", "present"), null=True, blank=True
    )
    votes_for = models.PositiveIntegerField(pgettext_lazy("votes", "for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(
        pgettext_lazy("votes", "against"), null=True, blank=True
    )
    votes_abstained = models.PositiveIntegerField(
        pgettext_lazy("votes", "abstained"), null=True, blank=True
    )
    text = models.TextField(_("what was said and decided"))
    passed = models.BooleanField(pgettext_lazy("votes", "passed"), default=True)

    class Meta:
        verbose_name = _("stage of a motion")
        verbose_name_plural = _("stages of motions")
        ordering = ["stage", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=MotionStageKind.values), name="motionstage_stage_known"
            ),
            models.UniqueConstraint(
                fields=["motion", "stage"],
                name="motionstage_once",
                violation_error_message=_("The motion has been through this stage already."),
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=DELIBERATIONS)
                | Q(
                    due__gte=1,
                    present__lte=F("due"),
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    votes_abstained__isnull=False,
                    present__gte=F("votes_for") + F("votes_against") + F("votes_abstained"),
                ),
                name="motionstage_counted",
                violation_error_message=_(
                    "Those present are at most those due, and the votes at most those present. "
                    "Correct the numbers."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stage=MotionStageKind.RESIDENTS, body__in=ResidentsBody.values)
                | (~Q(stage=MotionStageKind.RESIDENTS) & Q(body="")),
                name="motionstage_body_of_residents",
                violation_error_message=_("Say in which form the residents met."),
            ),
            *(
                _passed(
                    stage,
                    Q(due__lt=F("present") * 2, present__lt=F("votes_for") * 2),
                    name,
                    _("More than half of those due must be present, and more than half agree."),
                )
                for stage, name in (
                    (MotionStageKind.BRANCH, "motionstage_branch_rule"),
                    (MotionStageKind.COMMITTEES, "motionstage_committees_rule"),
                )
            ),
            _passed(
                MotionStageKind.PARTY_MEMBERS,
                TWO_THIRDS_PRESENT & Q(due__lt=F("votes_for") * 2),
                "motionstage_party_rule",
                _(
                    "Two thirds of the party members must be present, and more than half of those "
                    "due agree."
                ),
            ),
            _passed(
                MotionStageKind.RESIDENTS,
                Q(present__lt=F("votes_for") * 2)
                & (
                    Q(body__in=MORE_THAN_HALF_BODIES, due__lt=F("present") * 2)
                    | (~Q(body__in=MORE_THAN_HALF_BODIES) & TWO_THIRDS_PRESENT)
                ),
                "motionstage_residents_rule",
                _(
                    "The lawful quorum of the residents' meeting must be present, and more than "
                    "half of those present agree."
                ),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="motionstage_id_site"),
        ]

    def __str__(self) -> str:
        return f"{self.motion_id} {self.stage}"


@tracked()
class MotionStep(models.Model):
    """Who moved a motion from which state to which, when and why."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    motion = models.ForeignKey(
        Motion,
        models.CASCADE,
        verbose_name=_("motion"),
        related_name="steps",
        db_constraint=False,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    action = models.CharField(_("step"), max_length=30, choices=MotionAction.choices, blank=True)
    from_state = models.CharField(
        _("from state"), max_length=20, choices=MotionState.choices, blank=True
    )
    to_state = models.CharField(_("to state"), max_length=20, choices=MotionState.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a motion")
        verbose_name_plural = _("steps of motions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_state__in=MotionState.values), name="motionstep_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motion_id} {self.to_state}"
