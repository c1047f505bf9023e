from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.history import tracked
from lib.scope import Scope
from sites.enums import CommunityKind, TownshipKind


class AreaQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "AreaQuerySet":
        """Names of counties, towns and communities are public; a posting is all it takes."""
        return self if scope.grants else self.none()


@tracked()
class County(models.Model):
    """A county; `code` is its GB/T 2260 code of six digits."""

    code = models.CharField(_("area code"), max_length=6, unique=True)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


@tracked()
class Township(models.Model):
    """A subdistrict, town or township; `code` has nine digits."""

    county = models.ForeignKey(County, models.PROTECT, verbose_name=_("county"))
    code = models.CharField(_("area code"), max_length=9, unique=True)
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=TownshipKind.choices)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=TownshipKind.values), name="township_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Community(models.Model):
    """A community or village: committees, covenant, review and points rules hang on it."""

    township = models.ForeignKey(Township, models.PROTECT, verbose_name=_("town"))
    code = models.CharField(
        _("area code"),
        max_length=12,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Twelve digits; leave empty while it is not known."),
    )
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=60)
    kind = models.CharField(
        _("kind"), max_length=20, choices=CommunityKind.choices, default=CommunityKind.COMMUNITY
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("community or village")
        verbose_name_plural = _("communities and villages")
        ordering = ["township", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                name="community_name_once_a_town",
                violation_error_message=_("The town has a community of this name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=CommunityKind.values), name="community_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
