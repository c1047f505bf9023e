from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start
from lib.history import tracked
from lib.scope import Scope
from services.enums.meetings import Quorum
from services.enums.platforms import Platform


class MeetingKindQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "MeetingKindQuerySet":
        """A code list of the county, for everybody with a posting."""
        return self if scope.grants else self.none()

    def current(self, on: date) -> "MeetingKindQuerySet":
        return self.filter(current_q(on))


@tracked()
class MeetingKind(models.Model):
    """A kind of meeting: its platform (R35), its quorum, whether and how long it is published."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("of a kind", "name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    platform = models.CharField(
        _("platform"), max_length=20, choices=Platform.choices, default=Platform.DELIBERATION
    )
    quorum = models.CharField(
        _("quorum"), max_length=20, choices=Quorum.choices, default=Quorum.NONE
    )
    is_published = models.BooleanField(_("its minutes are published"), default=True)
    objection_days = models.PositiveSmallIntegerField(_("objection period, days"), default=7)
    belongs_in_centre = models.BooleanField(
        _("was moved to the centre"),
        default=False,
        help_text=_("One of the meetings that sites moved to their service centre."),
    )
    is_four_in_one = models.BooleanField(
        _("of the four bodies"),
        default=False,
        help_text=_(
            "Residents' committee, owners' committee and property company under the community "
            "party organisation."
        ),
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = MeetingKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of meeting")
        verbose_name_plural = _("kinds of meetings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(platform__in=Platform.values), name="meetingkind_platform_known"
            ),
            models.CheckConstraint(
                condition=Q(quorum__in=Quorum.values), name="meetingkind_quorum_known"
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(objection_days__gte=1),
                name="meetingkind_objection_days",
                violation_error_message=_("Give residents at least one day to object."),
            ),
            end_after_start("meetingkind_end_after_start"),
        ]

    def __str__(self) -> str:
        """The English name in English, where there is one."""
        english = self.name_en if (get_language() or "").startswith("en") else ""
        return english or self.name
