from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope
from residents.enums import AttentionTier, CareKind
from residents.models.households import Household
from residents.models.persons import Person


class CareTagQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "CareTagQuerySet":
        """The tags of the households that one may read; pages pass `scope.only(CARE_READERS)`."""
        return self.filter(household__in=Household.objects.within(scope).values("pk"))

    def current(self, on: date) -> "CareTagQuerySet":
        """Not yet expired or ended on that day."""
        return self.filter(current_q(on))

    def to_review(self, on: date) -> "CareTagQuerySet":
        """In force, and the day on which somebody was to look at them again has come."""
        return self.current(on).filter(review_on__lte=on)


@tracked()
class CareTag(models.Model):
    """A household, or one member of it, in special care: why, how closely, set by whom (R50).

    Every tag expires: care that nobody renews is no ground to keep such data (PIPL art. 19).
    The attention tier of a household is the highest of its tags.
    """

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("household"), db_constraint=False
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("member"),
        null=True,
        blank=True,
        help_text=_("Empty where the whole household is in care."),
    )
    kind = models.CharField(_("ground of care"), max_length=30, choices=CareKind.choices)
    tier = models.CharField(_("attention tier"), max_length=20, choices=AttentionTier.choices)
    reason = models.CharField(_("reason"), max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("set by"), related_name="+"
    )
    valid_from = models.DateField(_("set on"))
    review_on = models.DateField(_("to be reviewed on"))
    valid_to = models.DateField(_("expires on"))
    ended_why = models.CharField(_("why it ended"), max_length=200, blank=True)

    objects = CareTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("care tag")
        verbose_name_plural = _("care tags")
        ordering = ["tier", "review_on", "pk"]
        indexes = [models.Index(fields=["site", "review_on"], name="caretag_review")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CareKind.values), name="caretag_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(tier__in=AttentionTier.values), name="caretag_tier_known"
            ),
            end_after_start("caretag_end_after_start"),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("valid_from")),
                name="caretag_review_after_set",
                violation_error_message=_("The review lies before the tag. Give a later day."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="caretag_reason_given",
                violation_error_message=_("Say why the household is in care."),
            ),
            no_overlap(
                "caretag_no_overlap",
                "household",
                Coalesce("person", 0),
                "kind",
                sentence=_("This ground of care is set in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
