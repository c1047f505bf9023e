from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import SINGLE_SEAT_POSTS, PlaceLevel, Post, incompatible_with, level_of
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

    def overlapping(self, first: date, last: date | None) -> "PostingQuerySet":
        """Held on any of these days; without a last day, from the first on."""
        rows = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
        return rows.filter(valid_from__lte=last) if last else rows


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
        """The place is of the post's level, and nobody holds what does not go together."""
        if not self.post:
            return
        check_level(self)
        if self.holder_id and self.valid_from:
            self._check_incompatible()

    def _check_incompatible(self) -> None:
        others = Posting.objects.filter(
            holder=self.holder_id, post__in=incompatible_with(self.post)
        ).exclude(pk=self.pk)
        other = others.overlapping(self.valid_from, self.valid_to).first()
        if other is not None:
            raise ValidationError(
                _(
                    "%(holder)s holds the post “%(other)s” in these days, which does not go "
                    "together with “%(post)s”. End the other post first or choose someone else."
                ),
                params={
                    "holder": self.holder,
                    "other": other.get_post_display(),
                    "post": self.get_post_display(),
                },
            )


def check_level(row: "Posting | Establishment") -> None:
    """Raises ValidationError unless the place is of the level that the post is held at."""
    level = level_of(row.post)
    given = {
        PlaceLevel.COUNTY: row.county_id,
        PlaceLevel.TOWN: row.township_id,
        PlaceLevel.SITE: row.site_id,
    }
    if not given[level]:
        raise ValidationError(
            _("The post “%(post)s” is held at the level of the %(level)s: choose one."),
            params={"post": row.get_post_display(), "level": level.label},
        )


class EstablishmentQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "EstablishmentQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def with_vacancies(self, on: date) -> "EstablishmentQuerySet":
        """Adds `held`, the holders of that day, and `vacant`, the seats that nobody holds."""
        county, township, site = place_key()
        held = (
            Posting.objects.current(on)
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
