from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from services.models.deadlines import CountyTableQuerySet


@tracked()
class WorkdayOverride(models.Model):
    """A day that is worked, or free, otherwise than the State Council calendar has it."""

    day = models.DateField(
        _("day"),
        unique=True,
        error_messages={"unique": _("This day has an entry already: change that one.")},
    )
    is_workday = models.BooleanField(_("working day"))
    ground = models.CharField(
        _("ground"),
        max_length=120,
        help_text=_("The notice that says so, such as the calendar of a year not built in yet."),
    )

    objects = CountyTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception of the working calendar")
        verbose_name_plural = _("exceptions of the working calendar")
        ordering = ["-day"]

    def __str__(self) -> str:
        return self.day.isoformat()
