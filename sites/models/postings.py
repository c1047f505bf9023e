from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import SINGLE_SEAT_POSTS, PlaceLevel, Post, level_of
from sites.models.areas import County, Township
from sites.models.organisations import Organisation
from sites.models.sites import ResettlementSite

ONE_PLACE = (
    Q(county__isnull=False, township__isnull=True, site__isnull=True)
    | Q(county__isnull=True, township__isnull=False, site__isnull=True)
    | Q(county__isnull=True, township__isnull=True, site__isnull=False)
)


def place_key() -> tuple[Coalesce, Coalesce, Coalesce]:
    """The three place columns, empty ones as 0, so that an exclusion constraint compares them."""
    return (Coalesce("county", 0), Coalesce("township", 0), Coalesce("site", 0))


class PostingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "PostingQuerySet":
        """County readers see all posts; others those of their sites."""
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "PostingQuerySet":
        """Held on that day, both ends included (design: postings, not columns)."""
        return self.filter(current_q(on))


@tracked()
class Posting(models.Model):
    """Who holds which post where, from when to when; the source of every role."""

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("holder"), related_name="+"
    )
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
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        help_text=_("The body in which the post is held, where there is one."),
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    planned_to = models.DateField(_("planned last day"), null=True, blank=True)
    document_no = models.CharField(_("document no."), max_length=60, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["post", "-valid_from"]
        indexes = [models.Index(fields=["holder", "valid_from"], name="posting_holder")]
        constraints = [
            models.CheckConstraint(condition=Q(post__in=Post.values), name="posting_post_known"),
            models.CheckConstraint(
                condition=ONE_PLACE,
                name="posting_one_place",
                violation_error_message=_("Give one place: a county, a town or a site."),
            ),
            end_after_start("posting_end_after_start"),
            no_overlap(
                "posting_no_overlap",
                "holder",
                "post",
                *place_key(),
                sentence=_("This person holds this post here in these days already."),
            ),
            no_overlap(
                "posting_one_seat",
                "post",
                *place_key(),
                condition=Q(post__in=SINGLE_SEAT_POSTS),
                sentence=_("The post has one seat here and is taken in these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.get_post_display()}"

    @property
    def place(self) -> County | Township | ResettlementSite:
        return self.site or self.township or self.county

    def clean(self) -> None:
        """The place must be of the level that the post is held at."""
        level = level_of(self.post)
        given = {
            PlaceLevel.COUNTY: self.county_id,
            PlaceLevel.TOWN: self.township_id,
            PlaceLevel.SITE: self.site_id,
        }
        if self.post and not given[level]:
            raise ValidationError(
                _("The post “%(post)s” is held at the level of the %(level)s: choose one."),
                params={"post": self.get_post_display(), "level": level.label},
            )


class EstablishmentQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "EstablishmentQuerySet":
        return self.filter(within_q(scope, site="site_id"))


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
