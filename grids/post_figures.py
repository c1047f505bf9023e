"""Figures over the sources of grid posts: three of the article, and the reserve pool (R31)."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grids.models import GridPosting
from lib.figures import Column, Figure, System, Text, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.enums import AppointmentSource
from sites.rules import POST_READERS

COLUMNS = (
    Column(gettext_lazy("holder"), lambda posting: posting.holder.name),
    Column(gettext_lazy("post"), lambda posting: posting.get_post_display()),
    Column(gettext_lazy("place"), lambda posting: posting.place),
    Column(gettext_lazy("source"), lambda posting: posting.get_source_display()),
    Column(gettext_lazy("first day"), lambda posting: posting.valid_from),
)
OF_ARTICLE = (
    AppointmentSource.FORMER_VILLAGE_CADRE,
    AppointmentSource.YOUNG_PARTY_MEMBER,
    AppointmentSource.WEALTH_LEADER,
)


def with_source(scope: Scope, period: Period) -> QuerySet:
    rows = GridPosting.objects.within(scope).in_post(period.last).exclude(source="")
    return rows.select_related("holder", "grid", "building", "joint_unit")


def from_pool(scope: Scope, period: Period) -> QuerySet:
    return with_source(scope, period).filter(reserve_cadre__isnull=False)


def of_source(source: AppointmentSource):
    """The rows of one source."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        return with_source(scope, period).filter(source=source)

    return rows


def _label(source: AppointmentSource) -> str:
    return _("Grid posts by source: %(source)s") % {"source": source.label}


_lazy_label = lazy(_label, str)


def figure(code: str, label: Text, definition: Text, rows) -> Figure:
    """A figure that counts grid postings."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.POSTS,
        system=System.PARTY,
        requirements=("R31",),
        rows=rows,
        columns=COLUMNS,
        keys=("valid_from", "id"),
        readers=POST_READERS,
        url=lambda posting: reverse("posting_detail", args=["grid", posting.pk]),
    )


FIGURES = [
    figure(
        "grid_posts_with_source",
        gettext_lazy("Grid posts whose source is stated"),
        gettext_lazy(
            "Grid postings in force on the last day of the period that say where their holder "
            "comes from; the whole of which each source is a share."
        ),
        with_source,
    ),
    *(
        figure(
            f"grid_posts_{source.value}",
            _lazy_label(source),
            gettext_lazy(
                "Grid postings in force on the last day of the period whose holder comes from "
                "this source."
            ),
            of_source(source),
        )
        for source in OF_ARTICLE
    ),
    figure(
        "grid_posts_from_pool",
        gettext_lazy("Grid posts filled from the reserve pool"),
        gettext_lazy(
            "Grid postings in force on the last day of the period that are linked to the pool."
        ),
        from_pool,
    ),
]
