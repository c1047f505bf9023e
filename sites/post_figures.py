"""Figures over sources of appointment, the reserve pool, terms and rotations (R28, R30 to R32)."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.models import CommitteeTerm, Posting, ReserveCadre
from sites.post_list import DUE_WITHIN
from sites.rules import POST_READERS

SITE = Column(_("resettlement site"), lambda row: row.site.name if row.site else "")
POSTING_COLUMNS = (
    Column(_("holder"), lambda posting: posting.holder.name),
    Column(_("post"), lambda posting: posting.get_post_display()),
    SITE,
    Column(_("source"), lambda posting: posting.get_source_display() if posting.source else ""),
    Column(_("first day"), lambda posting: posting.valid_from),
    Column(_("planned last day"), lambda posting: posting.planned_to),
)


def at_sites(scope: Scope, period: Period) -> QuerySet:
    """Postings at sites in force on the last day, stand-ins left out."""
    rows = Posting.objects.within(scope).in_post(period.last).filter(site__isnull=False)
    return rows.select_related("holder", "site")


def with_source(scope: Scope, period: Period) -> QuerySet:
    return at_sites(scope, period).exclude(source="")


def from_pool(scope: Scope, period: Period) -> QuerySet:
    return at_sites(scope, period).filter(reserve_cadre__isnull=False)


def rotations_due(scope: Scope, period: Period) -> QuerySet:
    """Postings that end or should end within 90 days of the last day of the period."""
    limit = period.last + DUE_WITHIN
    return at_sites(scope, period).filter(Q(valid_to__lte=limit) | Q(planned_to__lte=limit))


def in_pool(scope: Scope, period: Period) -> QuerySet:
    rows = ReserveCadre.objects.within(scope).in_pool().filter(recommended_on__lte=period.last)
    return rows.select_related("site")


def terms_ending(scope: Scope, period: Period) -> QuerySet:
    rows = CommitteeTerm.objects.within(scope).current(period.last)
    due = rows.filter(valid_to__lte=period.last + DUE_WITHIN)
    return due.select_related("site", "organisation")


def _posting_url(posting: Posting) -> str:
    return reverse("posting_detail", args=["site", posting.pk])


def of_posts(code: str, label, definition, rows, requirement: str) -> Figure:
    """A figure that counts postings at sites."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.POSTS,
        system=System.PARTY,
        requirements=(requirement,),
        rows=rows,
        columns=POSTING_COLUMNS,
        keys=("valid_from", "id"),
        readers=POST_READERS,
        url=_posting_url,
    )


FIGURES = [
    of_posts(
        "site_posts_with_source",
        _("Posts at sites whose source is stated"),
        _(
            "Postings at sites in force on the last day of the period that say where their holder "
            "comes from; the whole of which each source is a share."
        ),
        with_source,
        "R31",
    ),
    of_posts(
        "site_posts_from_pool",
        _("Posts at sites filled from the reserve pool"),
        _("Postings at sites in force on the last day of the period that are linked to the pool."),
        from_pool,
        "R31",
    ),
    of_posts(
        "rotations_due",
        _("Posts at sites due within 90 days"),
        _(
            "Postings at sites whose last day or planned last day has come by the last day of the "
            "period, or comes within 90 days after it."
        ),
        rotations_due,
        "R32",
    ),
    Figure(
        code="reserve_cadres",
        label=_("Reserve cadres in the pool"),
        definition=_(
            "Persons recommended by the last day of the period who wait for a post today."
        ),
        unit=Unit.PERSONS,
        system=System.PARTY,
        requirements=("R30",),
        rows=in_pool,
        columns=(
            Column(_("name"), lambda row: row.name, personal=True),
            SITE,
            Column(_("source"), lambda row: row.get_source_display()),
            Column(_("recommended on"), lambda row: row.recommended_on),
        ),
        keys=("recommended_on", "id"),
        readers=POST_READERS,
    ),
    Figure(
        code="committee_terms_ending",
        label=_("Committee terms that end within 90 days"),
        definition=_("Terms of the two committees that end within 90 days of the period's end."),
        unit=Unit.GROUPS,
        system=System.PARTY,
        requirements=("R28",),
        rows=terms_ending,
        columns=(
            Column(_("committee"), lambda row: row.organisation.name),
            SITE,
            Column(_("last day of the term"), lambda row: row.valid_to),
        ),
        keys=("valid_to", "id"),
        readers=POST_READERS,
    ),
]
