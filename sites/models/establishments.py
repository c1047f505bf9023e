from datetime import date

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import Post
from sites.models.areas import County, Township
from sites.models.postings import ONE_PLACE, Posting, check_level, place_key
from sites.models.sites import ResettlementSite


class EstablishmentQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "EstablishmentQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def with_vacancies(self, on: date) -> "EstablishmentQuerySet":
        """Adds `held`, the holders of that day, and `vacant`, the seats that nobody holds."""
        county, township, site = place_key()
        held = (
            Posting.objects.in_post(on)
            .alias(in_county=county, in_township=township, in_site=site)
            .filter(
                post=OuterRef("post"),
                in_county=Coalesce(OuterRef("county"), 0),
                in_township=Coalesce(OuterRef("township"), 0),
                in_site=Coalesce(OuterRef("site"), 0),
            )
            .order_by()
            .values("post")
            .annotate(number=Count("holder", distinct=True))
        )
        return self.annotate(held=Coalesce(Subquery(held.values("number")), 0)).annotate(
            vacant=Greatest(models.F("seats") - models.F("held"), 0)
        )


@tracked()
class Establishment(models.Model):
    """How many seats a post has at a place; with the postings it says what is vacant."""

    post = models.CharField(_("post"), max_length=40, choices=Post.choices)
    county = models.ForeignKey(
        County, models.PROTECT, verbose_name=_("county"), null=True, blank=True
    )
    township = models.ForeignKey(
        Township, models.PROTECT, verbose_name=_("town"), null=True, blank=True
    )
    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), null=True, blank=True
    )
    seats = models.PositiveSmallIntegerField(_("seats"))

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("establishment")
        verbose_name_plural = _("establishments")
        ordering = ["post", "site"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__in=Post.values), name="establishment_post_known"
            ),
            models.CheckConstraint(
                condition=ONE_PLACE,
                name="establishment_one_place",
                violation_error_message=_("Give one place: a county, a town or a site."),
            ),
            models.UniqueConstraint(
                fields=["post", "county", "township", "site"],
                name="establishment_once",
                nulls_distinct=False,
                violation_error_message=_("The seats of this post are given for this place."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} × {self.seats}"

    @property
    def place(self) -> County | Township | ResettlementSite:
        return self.site or self.township or self.county

    def clean(self) -> None:
        if self.post:
            check_level(self)
