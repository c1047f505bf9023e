"""The sealed photos and papers of a meeting."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from services.enums.meetings import MeetingPaperKind
from services.models.meeting_items import OfMeetingQuerySet
from services.models.meetings import Meeting
from sites.models import ResettlementSite

PAPER_PLACE = "services_meetingpaper.file_sealed"


class MeetingPaperQuerySet(OfMeetingQuerySet):
    def without_file(self) -> "MeetingPaperQuerySet":
        """For lists: the sealed file is not loaded."""
        return self.defer("file_sealed")


@tracked(exclude=["file_sealed"])
class MeetingPaper(models.Model):
    """A photo or paper of a meeting; its file is kept sealed."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        verbose_name=_("meeting"),
        related_name="papers",
        db_constraint=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingPaperKind.choices)
    file_name = models.CharField(_("file name"), max_length=120)
    file_sealed = models.BinaryField(_("file"), editable=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("added by"), related_name="+"
    )

    objects = MeetingPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a meeting")
        verbose_name_plural = _("papers of meetings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MeetingPaperKind.values), name="meetingpaper_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
