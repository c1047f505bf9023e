"""Figures over sites and the posts held at them."""

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Text, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.enums import KINDS_OF_PART, OrganisationKind, OrganisationPart, Post, SupportSystem
from sites.models import Establishment, Organisation, Posting, ResettlementSite, SystemBody

POSTING_COLUMNS = (
    Column(_("holder"), lambda posting: posting.holder.name),
    Column(_("post"), lambda posting: posting.get_post_display()),
    Column(_("resettlement site"), lambda posting: posting.site.name if posting.site else ""),
    Column(_("first day"), lambda posting: posting.valid_from),
    Column(_("last day"), lambda posting: posting.valid_to),
)


def sites(scope: Scope, period: Period) -> QuerySet:
    return ResettlementSite.objects.within(scope).active(period.last).select_related("township")


def postings_of(post: Post):
    """The rows behind a head-count: current postings of one post."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        postings = Posting.objects.within(scope).in_post(period.last).filter(post=post)
        return postings.select_related("holder", "site")

    return rows


def sites_without(post: Post):
    """The rows behind a gap: active sites where nobody holds a post of one seat."""

    def rows(scope: Scope, period: Period) -> QuerySet:
        held = Posting.objects.in_post(period.last).filter(post=post, site__isnull=False)
        return sites(scope, period).exclude(pk__in=held.values("site"))

    return rows


def vacant_posts(scope: Scope, period: Period) -> QuerySet:
    """Establishment rows of sites with fewer holders than seats; adds `holders`."""
    holders = (
        Posting.objects.in_post(period.last)
        .filter(post=OuterRef("post"), site=OuterRef("site"))
        .values("site")
        .annotate(number=Count("holder", distinct=True))
    )
    return (
        Establishment.objects.within(scope)
        .filter(site__isnull=False)
        .annotate(holders=Coalesce(Subquery(holders.values("number")), 0))
        .filter(holders__lt=F("seats"))
        .select_related("site")
    )


def head_count(
    code: str, label: Text, definition: Text, post: Post, system: System, requirement: str
) -> Figure:
    """A figure that counts the distinct holders of one post as of a day."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.PERSONS,
        system=system,
        requirements=(requirement,),
        rows=postings_of(post),
        columns=POSTING_COLUMNS,
        keys=("valid_from", "id"),
        site="site",
        distinct="holder",
    )


SITE_COLUMNS = (
    Column(_("site code"), lambda site: site.code),
    Column(_("resettlement site"), lambda site: site.name),
    Column(_("town"), lambda site: site.township.name),
    Column(_("setting"), lambda site: site.get_setting_display()),
    Column(_("opened on"), lambda site: site.opened_on),
)


def coverage_gap(code: str, label: Text, definition: Text, post: Post, requirement: str) -> Figure:
    """A figure of sites where a post that every site must fill is empty."""
    return Figure(
        code=code,
        label=label,
        definition=definition,
        unit=Unit.SITES,
        system=System.PARTY,
        requirements=(requirement,),
        rows=sites_without(post),
        columns=SITE_COLUMNS,
        keys=("code", "id"),
        site="id",
    )


def organisations(scope: Scope, period: Period) -> QuerySet:
    """Live bodies of the five parts at sites (R13)."""
    kinds = [kind for part in KINDS_OF_PART.values() for kind in part]
    rows = Organisation.objects.within(scope).current(period.last)
    return rows.filter(site__isnull=False, kind__in=kinds).select_related("site")


def sites_with_branch(scope: Scope, period: Period) -> QuerySet:
    branches = Organisation.objects.current(period.last).filter(kind=OrganisationKind.PARTY_BRANCH)
    return sites(scope, period).filter(pk__in=branches.values("site"))


def sites_with_system_gap(scope: Scope, period: Period) -> QuerySet:
    """Sites where nobody plays at least one of the five parts."""
    bodies = Organisation.objects.current(period.last).filter(site=OuterRef("pk"))
    full = [Exists(bodies.in_part(part)) for part in OrganisationPart]
    return sites(scope, period).exclude(*full)


def sites_with_system_unled(scope: Scope, period: Period) -> QuerySet:
    """Sites where at least one of the five systems has no party organisation."""
    bodies = SystemBody.objects.current(period.last).filter(site=OuterRef("pk"))
    led = [Exists(bodies.filter(system=system)) for system in SupportSystem]
    return sites(scope, period).exclude(*led)


FIGURES = [
    Figure(
        code="organisations",
        label=_("Organisations of the sites"),
        definition=_(
            "Party, self-governance, mass, social service and economic organisations that exist "
            "at a site on the last day of the period."
        ),
        unit=Unit.ORGANISATIONS,
        system=System.PARTY,
        requirements=("R13",),
        rows=organisations,
        columns=(
            Column(_("organisation"), lambda row: row.name),
            Column(_("kind"), lambda row: row.get_kind_display()),
            Column(_("resettlement site"), lambda row: row.site.name),
            Column(_("founded on"), lambda row: row.valid_from),
        ),
        keys=("kind", "name", "id"),
        url=lambda row: reverse("organisation_detail", args=[row.pk]),
    ),
    Figure(
        code="sites_with_party_branch",
        label=_("Sites with a party branch"),
        definition=_("Sites where a party branch exists on the last day of the period."),
        unit=Unit.SITES,
        system=System.PARTY,
        requirements=("R17", "R18"),
        rows=sites_with_branch,
        columns=SITE_COLUMNS,
        keys=("code", "id"),
        site="id",
    ),
    Figure(
        code="sites_with_organisation_gap",
        label=_("Sites with a gap in the organisation system"),
        definition=_(
            "Sites that lack at least one of the five kinds of organisations on the last day of "
            "the period."
        ),
        unit=Unit.SITES,
        system=System.PARTY,
        requirements=("R13",),
        rows=sites_with_system_gap,
        columns=SITE_COLUMNS,
        keys=("code", "id"),
        site="id",
    ),
    Figure(
        code="sites_with_system_unled",
        label=_("Sites with a system under no party organisation"),
        definition=_(
            "Sites where no party organisation answers for at least one of the five systems on "
            "the last day of the period."
        ),
        unit=Unit.SITES,
        system=System.PARTY,
        requirements=("R49",),
        rows=sites_with_system_unled,
        columns=SITE_COLUMNS,
        keys=("code", "id"),
        site="id",
    ),
    Figure(
        code="sites",
        label=_("Resettlement sites"),
        definition=_("Sites that have been opened and not closed on the last day of the period."),
        unit=Unit.SITES,
        system=System.PARTY,
        requirements=("R8",),
        rows=sites,
        columns=SITE_COLUMNS,
        keys=("code", "id"),
        site="id",
    ),
    head_count(
        "first_secretaries",
        _("First secretaries"),
        _("Persons who hold the post of first secretary at a site on the last day of the period."),
        Post.FIRST_SECRETARY,
        System.PARTY,
        "R33",
    ),
    head_count(
        "work_team_members",
        _("Work-team members"),
        _("Persons who hold the post of work-team member at a site on the last day of the period."),
        Post.WORK_TEAM_MEMBER,
        System.PARTY,
        "R34",
    ),
    head_count(
        "culture_staff",
        _("Full-time public-culture staff"),
        _("Persons who hold a public-culture post at a site on the last day of the period."),
        Post.CULTURE_STAFF,
        System.CULTURE,
        "R66",
    ),
    head_count(
        "contact_leaders",
        _("Contact leaders"),
        _("County leaders who are the contact leader of a site on the last day of the period."),
        Post.CONTACT_LEADER,
        System.PARTY,
        "R9",
    ),
    coverage_gap(
        "sites_without_contact_leader",
        _("Sites without a contact leader"),
        _("Sites where no county leader is the contact leader on the last day of the period."),
        Post.CONTACT_LEADER,
        "R9",
    ),
    coverage_gap(
        "sites_without_first_secretary",
        _("Sites without a first secretary"),
        _("Sites where nobody is first secretary on the last day of the period."),
        Post.FIRST_SECRETARY,
        "R33",
    ),
    Figure(
        code="vacant_posts",
        label=_("Posts with vacant seats"),
        definition=_(
            "Posts at sites that have fewer holders on the last day of the period than the "
            "establishment gives them seats; a post with two vacant seats counts once."
        ),
        unit=Unit.POSTS,
        system=System.PARTY,
        requirements=("R28",),
        rows=vacant_posts,
        columns=(
            Column(_("post"), lambda row: row.get_post_display()),
            Column(_("resettlement site"), lambda row: row.site.name),
            Column(_("seats"), lambda row: row.seats),
            Column(_("holders"), lambda row: row.holders),
        ),
        keys=("post", "id"),
    ),
]
