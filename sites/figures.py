"""Figures over sites and the posts held at them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lib.figures import Column, Figure, System, Unit
from lib.periods import Period
from lib.scope import Scope
from sites.enums import Post
from sites.models import Posting, ResettlementSite

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
        postings = Posting.objects.within(scope).current(period.last).filter(post=post)
        return postings.select_related("holder", "site")

    return rows


def head_count(
    code: str, label: str, definition: str, post: Post, system: System, requirement: str
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


FIGURES = [
    Figure(
        code="sites",
        label=_("Resettlement sites"),
        definition=_("Sites that have been opened and not closed on the last day of the period."),
        unit=Unit.SITES,
        system=System.PARTY,
        requirements=("R8",),
        rows=sites,
        columns=(
            Column(_("site code"), lambda site: site.code),
            Column(_("resettlement site"), lambda site: site.name),
            Column(_("town"), lambda site: site.township.name),
            Column(_("setting"), lambda site: site.get_setting_display()),
            Column(_("opened on"), lambda site: site.opened_on),
        ),
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
]
