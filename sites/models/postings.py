from collections.abc import Collection
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
from sites.enums import (
    GOVERNANCE_POSTS,
    SINGLE_SEAT_POSTS,
    AppointmentSource,
    OrganisationKind,
    PlaceLevel,
    Post,
    incompatible_with,
    level_of,
)
from sites.models.areas import County, Township
from sites.models.committees import CommitteeTerm
from sites.models.documents import ServiceDocument
from sites.models.handovers import Handover
from sites.models.leaves import Leave
from sites.models.organisations import Organisation
from sites.models.reserve import ReserveCadre
from sites.models.sites import ResettlementSite

ONE_PLACE = (
    Q(county__isnull=False, township__isnull=True, site__isnull=True)
    | Q(county__isnull=True, township__isnull=False, site__isnull=True)
    | Q(county__isnull=True, township__isnull=True, site__isnull=False)
)


def place_key() -> tuple[Coalesce, Coalesce, Coalesce]:
    """The three place columns, empty ones as 0, so that an exclusion constraint compares them."""
    return (Coalesce("county", 0), Coalesce("township", 0), Coalesce("site", 0))


def stand_in_has_end(name: str) -> models.CheckConstraint:
    """A check constraint: somebody who stands in does so for given days."""
    return models.CheckConstraint(
        condition=Q(stands_in_for__isnull=True) | Q(valid_to__isnull=False),
        name=name,
        violation_error_message=_("A stand-in needs a last day."),
    )


class PostingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "PostingQuerySet":
        """County readers see all posts; others those of their sites."""
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "PostingQuerySet":
        """Held on that day, both ends included (design: postings, not columns)."""
        return self.filter(current_q(on))

    def in_post(self, on: date) -> "PostingQuerySet":
        """Held on that day in one's own right: stand-ins have access, but do not count."""
        return self.current(on).filter(stands_in_for__isnull=True)

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
    document = models.ForeignKey(
        ServiceDocument,
        models.PROTECT,
        verbose_name=_("order of service"),
        null=True,
        blank=True,
        related_name="postings",
    )
    duty = models.CharField(_("duty in the post"), max_length=60, blank=True)
    source = models.CharField(
        _("source"), max_length=30, choices=AppointmentSource.choices, blank=True
    )
    reserve_cadre = models.ForeignKey(
        ReserveCadre,
        models.PROTECT,
        verbose_name=_("reserve cadre"),
        null=True,
        blank=True,
        related_name="postings",
    )
    home_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("home unit"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The unit that sends him."),
    )
    round = models.CharField(
        _("round of secondment"),
        max_length=60,
        blank=True,
        help_text=_("Of first secretaries and work teams: the round in which units sent them."),
    )
    is_released = models.BooleanField(
        _("released from the home unit's duties"), null=True, blank=True
    )
    committee_term = models.ForeignKey(
        CommitteeTerm,
        models.PROTECT,
        verbose_name=_("committee term"),
        null=True,
        blank=True,
        related_name="postings",
    )
    allowance = models.DecimalField(
        _("allowance, yuan a month"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    extended_why = models.CharField(_("why it was extended"), max_length=200, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=200, blank=True)
    stands_in_for = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("stands in for"),
        null=True,
        blank=True,
        related_name="stand_ins",
    )
    handover = models.ForeignKey(
        Handover,
        models.PROTECT,
        verbose_name=_("hand-over"),
        null=True,
        blank=True,
        related_name="postings",
    )

    objects = PostingQuerySet.as_manager()
    # What a successor and a stand-in take over from a posting.
    PLACE_FIELDS = ("county", "township", "site", "organisation")

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
            models.CheckConstraint(
                condition=Q(source="") | Q(source__in=AppointmentSource.values),
                name="posting_source_known",
            ),
            stand_in_has_end("posting_stand_in_has_end"),
            # The target of composite keys from rows of the same site.
            models.UniqueConstraint(fields=["id", "site"], name="posting_id_site"),
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
                condition=Q(post__in=SINGLE_SEAT_POSTS, stands_in_for__isnull=True),
                sentence=_("The post has one seat here and is taken in these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.get_post_display()}"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Counts `stands_in_for` where a form does not ask for it: a stand-in takes no seat."""
        super().validate_constraints(exclude=set(exclude or ()) - {"stands_in_for"})

    @property
    def place(self) -> County | Township | ResettlementSite:
        return self.site or self.township or self.county

    def clean(self) -> None:
        """The place is of the post's level, and nobody holds what does not go together."""
        if not self.post:
            return
        check_level(self)
        check_centre(self)
        check_stand_in(self)
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


def check_stand_in(row: models.Model) -> None:
    """Raises ValidationError unless a stand-in acts within the leave of whom he stands in for."""
    original = row.stands_in_for  # type: ignore[attr-defined]
    if original is None or not (row.valid_from and row.valid_to):  # type: ignore[attr-defined]
        return
    leave = Leave.objects.filter(holder=original.holder_id)
    if not leave.covering(row.valid_from, row.valid_to).exists():  # type: ignore[attr-defined]
        raise ValidationError(
            _("%(holder)s is not on leave in all of these days. Give days within his leave."),
            params={"holder": original.holder},
        )


def check_centre(row: "Posting") -> None:
    """Raises ValidationError unless a governance centre's post is held in a centre of its place."""
    posts = GOVERNANCE_POSTS[level_of(row.post)]
    if row.post not in posts:
        return
    centre = row.organisation
    if centre is None or centre.kind != OrganisationKind.GOVERNANCE_CENTRE:
        raise ValidationError({"organisation": _("Choose the governance centre.")})
    # A community may have several sites: its centre serves them all.
    served = row.site is not None and row.site.communities.filter(pk=centre.community_id).exists()
    if not served and (centre.site_id, centre.township_id) != (row.site_id, row.township_id):
        raise ValidationError(
            {"organisation": _("This centre stands elsewhere. Choose the one of the post's place.")}
        )


def check_level(row: models.Model) -> None:
    """Raises ValidationError unless the place is of the level that the post is held at."""
    level = level_of(row.post)  # type: ignore[attr-defined]
    columns = {
        PlaceLevel.COUNTY: "county_id",
        PlaceLevel.TOWN: "township_id",
        PlaceLevel.SITE: "site_id",
    }
    if not getattr(row, columns[level]):
        raise ValidationError(
            _("The post “%(post)s” is held at the level of the %(level)s: choose one."),
            params={"post": Post(row.post).label, "level": level.label},  # type: ignore[attr-defined]
        )
