from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from grids.enums import GridPost
from grids.models.grids import Grid
from grids.models.units import JointHouseholdUnit
from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope, within_q
from sites.enums import AppointmentSource
from sites.models.postings import check_stand_in, stand_in_has_end


class GridPostingQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "GridPostingQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "GridPostingQuerySet":
        """Held on that day, both ends included."""
        return self.filter(current_q(on))

    def in_post(self, on: date) -> "GridPostingQuerySet":
        """Held on that day in one's own right: stand-ins have access, but do not count."""
        return self.current(on).filter(stands_in_for__isnull=True)


@tracked()
class GridPosting(models.Model):
    """Who holds a post in a grid; with a building, only over its stairwells of the grid (R23)."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name=_("grid"), db_constraint=False)
    building = models.ForeignKey(
        "sites.Building",
        models.PROTECT,
        verbose_name=_("building"),
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        help_text=_("The building that he heads; empty for the whole grid."),
    )
    joint_unit = models.ForeignKey(
        JointHouseholdUnit,
        models.PROTECT,
        verbose_name=_("joint-household unit"),
        null=True,
        blank=True,
        db_constraint=False,
        help_text=_("Of a joint-household leader, and of nobody else."),
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("holder"), related_name="+"
    )
    post = models.CharField(_("post"), max_length=40, choices=GridPost.choices)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    planned_to = models.DateField(_("planned last day"), null=True, blank=True)

    duty = models.CharField(_("duty in the post"), max_length=60, blank=True)
    source = models.CharField(
        _("source"), max_length=30, choices=AppointmentSource.choices, blank=True
    )
    reserve_cadre = models.ForeignKey(
        "sites.ReserveCadre",
        models.PROTECT,
        verbose_name=_("reserve cadre"),
        null=True,
        blank=True,
        related_name="+",
    )
    document_no = models.CharField(_("document no."), max_length=60, blank=True)
    document = models.ForeignKey(
        "sites.ServiceDocument",
        models.PROTECT,
        verbose_name=_("order of service"),
        null=True,
        blank=True,
        related_name="+",
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
        "sites.Handover",
        models.PROTECT,
        verbose_name=_("hand-over"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = GridPostingQuerySet.as_manager()
    # What a successor and a stand-in take over from a posting.
    PLACE_FIELDS = ("site", "grid", "building", "joint_unit")

    class Meta:
        verbose_name = _("grid posting")
        verbose_name_plural = _("grid postings")
        ordering = ["grid", "post", "-valid_from"]
        indexes = [models.Index(fields=["holder", "valid_from"], name="gridposting_holder")]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__in=GridPost.values), name="gridposting_post_known"
            ),
            models.CheckConstraint(
                condition=Q(post=GridPost.JOINT_HOUSEHOLD_LEADER, joint_unit__isnull=False)
                | (~Q(post=GridPost.JOINT_HOUSEHOLD_LEADER) & Q(joint_unit__isnull=True)),
                name="gridposting_unit_of_its_leader",
                violation_error_message=_(
                    "A joint-household leader leads a unit, and nobody else does. "
                    "Choose the unit, or another post."
                ),
            ),
            end_after_start("gridposting_end_after_start"),
            models.CheckConstraint(
                condition=Q(source="") | Q(source__in=AppointmentSource.values),
                name="gridposting_source_known",
            ),
            stand_in_has_end("gridposting_stand_in_has_end"),
            no_overlap(
                "gridposting_no_overlap",
                "holder",
                "post",
                "grid",
                Coalesce("building", 0),
                Coalesce("joint_unit", 0),
                sentence=_("This person holds this post here in these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.get_post_display()}"

    @property
    def place(self) -> str:
        part = self.building or self.joint_unit
        return f"{self.grid} {part}" if part else str(self.grid)

    def clean(self) -> None:
        """Full-time grid members exist only at urban sites (R24); a building is of the site."""
        check_stand_in(self)
        if not self.grid_id:
            return
        site = self.grid.site
        if self.post == GridPost.FULL_TIME_MEMBER and not site.is_urban:
            raise ValidationError(
                _("%(site)s is a village site; full-time grid members exist at urban sites only."),
                params={"site": site},
            )
        if self.building_id and self.building.site_id != site.pk:
            raise ValidationError(
                {"building": _("The building is not at the grid's site. Choose one of the site's.")}
            )
        if self.joint_unit_id and self.joint_unit.grid_id != self.grid_id:
            raise ValidationError(
                {"joint_unit": _("The unit is of another grid. Choose one of this grid's.")}
            )
