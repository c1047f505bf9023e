from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope
from services.enums.requests import RequestCategory, Urgency


class CountyTableQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "CountyTableQuerySet":
        """Rules of the county hold for everybody; a posting is all it takes."""
        return self if scope.grants else self.none()


@tracked()
class DeadlineRule(models.Model):
    """In how many working days a request of this category and urgency must be done (B4)."""

    category = models.CharField(_("category"), max_length=20, choices=RequestCategory.choices)
    urgency = models.CharField(_("urgency"), max_length=20, choices=Urgency.choices)
    days = models.PositiveSmallIntegerField(
        _("working days"),
        validators=[MaxValueValidator(120)],
        help_text=_("0 means the same working day. It holds for requests accepted from now on."),
    )
    warn_days = models.PositiveSmallIntegerField(
        _("warning, working days before"), default=1, validators=[MaxValueValidator(60)]
    )

    objects = CountyTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["category", "urgency"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "urgency"],
                name="deadlinerule_once",
                violation_error_message=_("This category and urgency have a deadline already."),
            ),
            models.CheckConstraint(
                condition=Q(category__in=RequestCategory.values), name="deadlinerule_category_known"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values), name="deadlinerule_urgency_known"
            ),
            models.CheckConstraint(
                condition=Q(warn_days__lte=F("days")),
                name="deadlinerule_warning_within",
                violation_error_message=_(
                    "The warning comes before the request is there. Give fewer days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.get_urgency_display()}"
