from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope
from residents.models.households import Household


class ContactPairQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ContactPairQuerySet":
        """The pairs of the households that one may read."""
        return self.filter(household__in=Household.objects.within(scope).values("pk"))

    def current(self, on: date) -> "ContactPairQuerySet":
        return self.filter(current_q(on))


@tracked()
class ContactPair(models.Model):
    """Which cadre keeps in touch with which household, from when to when (R39)."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("household"), db_constraint=False
    )
    cadre = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("contact cadre"),
        related_name="+",
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = ContactPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact pair")
        verbose_name_plural = _("contact pairs")
        constraints = [
            end_after_start("contactpair_end_after_start"),
            no_overlap(
                "contactpair_one_cadre",
                "household",
                sentence=_("A household has one contact cadre at a time."),
            ),
        ]
        indexes = [models.Index(fields=["cadre"], name="contactpair_cadre")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.cadre_id}"
