from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.scope import Role


class TownshipKind(models.TextChoices):
    SUBDISTRICT = "subdistrict", _("subdistrict")
    TOWN = "town", _("town")
    TOWNSHIP = "township", _("township")


class CommunityKind(models.TextChoices):
    COMMUNITY = "community", _("community")
    VILLAGE = "village", _("village")


class SiteSetting(models.TextChoices):
    """Urban sites have full-time grid members, village sites have none (R24)."""

    URBAN_COMMUNITY = "urban_community", _("urban community")
    VILLAGE = "village", _("village")


class StairwellKind(models.TextChoices):
    STAIRWELL = "stairwell", _("stairwell")
    ROW = "row", _("row of village houses")


class DwellingState(models.TextChoices):
    SELF_OCCUPIED = "self_occupied", _("self-occupied")
    VACANT = "vacant", _("vacant")
    LET = "let", _("let")
    LENT = "lent", _("lent")


class OrganisationKind(models.TextChoices):
    """One table for all bodies; the five kinds of R13 and the partners around them."""

    PARTY_BRANCH = "party_branch", _("party branch")
    PARTY_GROUP = "party_group", _("party group")
    PARTY_COMMITTEE = "party_committee", _("party committee")
    RESIDENTS_COMMITTEE = "residents_committee", _("residents' committee")
    OWNERS_COMMITTEE = "owners_committee", _("owners' committee")
    PROPERTY_COMPANY = "property_company", _("property company")
    MASS = "mass", _("mass organisation")
    SOCIAL_SERVICE = "social_service", _("social service organisation")
    ENTERPRISE = "enterprise", _("enterprise")
    WORKSHOP = "workshop", _("workshop")
    COOPERATIVE = "cooperative", _("co-operative")
    VOLUNTEER_TEAM = "volunteer_team", _("volunteer team")
    GOVERNANCE_TEAM = "governance_team", _("governance team")
    GOVERNANCE_CENTRE = "governance_centre", _("governance centre")
    MEMBER_UNIT = "member_unit", _("member unit")
    LEADING_GROUP = "leading_group", _("leading group")
    PARTNER_UNIT = "partner_unit", _("partner unit")


class OrganisationPart(models.TextChoices):
    """The five kinds of the grassroots organisation system with their roles (R13)."""

    PARTY = "party", _("party organisations (core)")
    SELF_GOVERNANCE = "self_governance", _("residents' self-governance (base)")
    MASS = "mass", _("mass organisations (tie)")
    SOCIAL_SERVICE = "social_service", _("social service organisations (tie)")
    ECONOMIC = "economic", _("economic organisations (support)")


# Which part a body of a site plays; the county's own bodies play none.
KINDS_OF_PART: dict[str, tuple[str, ...]] = {
    OrganisationPart.PARTY: (
        OrganisationKind.PARTY_BRANCH,
        OrganisationKind.PARTY_GROUP,
        OrganisationKind.PARTY_COMMITTEE,
    ),
    OrganisationPart.SELF_GOVERNANCE: (
        OrganisationKind.RESIDENTS_COMMITTEE,
        OrganisationKind.OWNERS_COMMITTEE,
        OrganisationKind.GOVERNANCE_TEAM,
    ),
    OrganisationPart.MASS: (OrganisationKind.MASS,),
    OrganisationPart.SOCIAL_SERVICE: (
        OrganisationKind.SOCIAL_SERVICE,
        OrganisationKind.VOLUNTEER_TEAM,
    ),
    OrganisationPart.ECONOMIC: (
        OrganisationKind.PROPERTY_COMPANY,
        OrganisationKind.ENTERPRISE,
        OrganisationKind.WORKSHOP,
        OrganisationKind.COOPERATIVE,
    ),
}


class LeadingGroupDuty(models.TextChoices):
    """What somebody is in the county's leading group (R6); sorted as a paper lists them."""

    HEAD = "1_head", _("head of the leading group")
    DEPUTY = "2_deputy", _("deputy head of the leading group")
    MEMBER = "3_member", _("member of the leading group")


class SupportSystem(models.TextChoices):
    """The five systems of follow-up support (R2)."""

    PARTY = "party", _("party-building leadership")
    PUBLIC_SERVICE = "public_service", _("basic public services")
    EMPLOYMENT = "employment", _("training and employment")
    CULTURE = "culture", _("cultural services")
    GOVERNANCE = "governance", _("community governance")


class TaskStatus(models.TextChoices):
    """Where a task of a member unit stands; done only when the office has confirmed it."""

    GIVEN = "given", _("given")
    REPORTED = "reported", _("reported as done")
    DONE = "done", _("confirmed as done")
    CALLED_OFF = "called_off", _("called off")


class Post(models.TextChoices):
    """Posts at county, town and site; grid posts are in `grids.enums`."""

    COUNTY_ADMINISTRATOR = "county_administrator", _("county administrator")
    COUNTY_STAFF = "county_staff", _("follow-up office staff")
    MEMBER_UNIT_STAFF = "member_unit_staff", _("member unit staff")
    AUDITOR = "auditor", _("auditor")
    BUSINESS_AUDITOR = "business_auditor", _("business auditor")
    TOWN_STAFF = "town_staff", _("town staff")
    CONTACT_LEADER = "contact_leader", _("contact leader")
    FIRST_SECRETARY = "first_secretary", _("first secretary")
    WORK_TEAM_MEMBER = "work_team_member", _("work-team member")
    PARTY_COMMITTEE_MEMBER = "party_committee_member", _("party committee member")
    RESIDENTS_COMMITTEE_MEMBER = "residents_committee_member", _("residents' committee member")
    CENTRE_STAFF = "centre_staff", _("service centre staff")
    CULTURE_STAFF = "culture_staff", _("public-culture staff")
    MEDIATOR = "mediator", _("people's mediator")
    HANDLING_UNIT_STAFF = "handling_unit_staff", _("handling unit staff")
    SHOPKEEPER = "shopkeeper", _("love-supermarket shopkeeper")
    RESIDENTS_GROUP_HEAD = "residents_group_head", _("residents' group head")
    BRANCH_SECRETARY = "branch_secretary", _("party-branch secretary")
    BRANCH_COMMITTEE_MEMBER = "branch_committee_member", _("party-branch committee member")
    COUNTY_GOVERNANCE_HEAD = "county_governance_head", _("head of the county governance centre")
    COUNTY_GOVERNANCE_STAFF = "county_governance_staff", _("county governance centre staff")
    TOWN_GOVERNANCE_HEAD = "town_governance_head", _("head of a town governance centre")
    TOWN_GOVERNANCE_STAFF = "town_governance_staff", _("town governance centre staff")
    GOVERNANCE_HEAD = "governance_head", _("head of a community governance centre")
    GOVERNANCE_STAFF = "governance_staff", _("community governance centre staff")


class PlaceLevel(models.TextChoices):
    COUNTY = "county", _("county")
    TOWN = "town", _("town")
    SITE = "site", _("site")


# Where a post is held, and what it makes of its holder; a post without a role signs nobody in.
POST_LEVEL: dict[str, PlaceLevel] = {
    Post.COUNTY_ADMINISTRATOR: PlaceLevel.COUNTY,
    Post.COUNTY_STAFF: PlaceLevel.COUNTY,
    Post.MEMBER_UNIT_STAFF: PlaceLevel.COUNTY,
    Post.AUDITOR: PlaceLevel.COUNTY,
    Post.BUSINESS_AUDITOR: PlaceLevel.COUNTY,
    Post.TOWN_STAFF: PlaceLevel.TOWN,
    Post.COUNTY_GOVERNANCE_HEAD: PlaceLevel.COUNTY,
    Post.COUNTY_GOVERNANCE_STAFF: PlaceLevel.COUNTY,
    Post.TOWN_GOVERNANCE_HEAD: PlaceLevel.TOWN,
    Post.TOWN_GOVERNANCE_STAFF: PlaceLevel.TOWN,
}
POST_ROLE: dict[str, Role] = {
    Post.COUNTY_ADMINISTRATOR: Role.COUNTY_ADMINISTRATOR,
    Post.COUNTY_STAFF: Role.COUNTY_STAFF,
    Post.MEMBER_UNIT_STAFF: Role.MEMBER_UNIT,
    Post.AUDITOR: Role.AUDITOR,
    Post.BUSINESS_AUDITOR: Role.BUSINESS_AUDITOR,
    Post.TOWN_STAFF: Role.TOWN_STAFF,
    Post.CONTACT_LEADER: Role.COUNTY_LEADER,
    Post.FIRST_SECRETARY: Role.SITE_STAFF,
    Post.WORK_TEAM_MEMBER: Role.SITE_STAFF,
    Post.PARTY_COMMITTEE_MEMBER: Role.SITE_STAFF,
    Post.RESIDENTS_COMMITTEE_MEMBER: Role.SITE_STAFF,
    Post.CENTRE_STAFF: Role.SITE_STAFF,
    Post.MEDIATOR: Role.MEDIATOR,
    Post.HANDLING_UNIT_STAFF: Role.HANDLING_UNIT,
    Post.SHOPKEEPER: Role.SHOPKEEPER,
    # The county's centre is a member unit: it sees what is passed on to it, and no register.
    Post.COUNTY_GOVERNANCE_HEAD: Role.MEMBER_UNIT,
    Post.COUNTY_GOVERNANCE_STAFF: Role.MEMBER_UNIT,
    Post.TOWN_GOVERNANCE_HEAD: Role.TOWN_STAFF,
    Post.TOWN_GOVERNANCE_STAFF: Role.TOWN_STAFF,
    Post.GOVERNANCE_HEAD: Role.SITE_STAFF,
    Post.GOVERNANCE_STAFF: Role.SITE_STAFF,
}
# Head and staff of a governance centre, by the level at which it stands (R20).
GOVERNANCE_POSTS: dict[str, tuple[str, str]] = {
    PlaceLevel.COUNTY: (Post.COUNTY_GOVERNANCE_HEAD, Post.COUNTY_GOVERNANCE_STAFF),
    PlaceLevel.TOWN: (Post.TOWN_GOVERNANCE_HEAD, Post.TOWN_GOVERNANCE_STAFF),
    PlaceLevel.SITE: (Post.GOVERNANCE_HEAD, Post.GOVERNANCE_STAFF),
}
# One seat a place: the database refuses a second holder on the same day (R9, R33).
SINGLE_SEAT_POSTS = (Post.CONTACT_LEADER, Post.FIRST_SECRETARY)

# Nobody holds two of these on the same day (design: incompatible roles).
INCOMPATIBLE_POSTS = (frozenset({Post.COUNTY_ADMINISTRATOR, Post.AUDITOR}),)


# Seconded to a site: they keep attendance, a log, quarterly plans and are assessed (R29, R32).
SECONDED_POSTS = (Post.FIRST_SECRETARY, Post.WORK_TEAM_MEMBER)


class AppointmentSource(models.TextChoices):
    """Where the holder of a post comes from; the first three are those of R31."""

    FORMER_VILLAGE_CADRE = "former_village_cadre", _("former village cadre")
    YOUNG_PARTY_MEMBER = "young_party_member", _("young party member or resident")
    WEALTH_LEADER = "wealth_leader", _("wealth leader")
    HOME_UNIT = "home_unit", _("assigned by the home unit")
    ELECTED = "elected", _("elected")
    RECRUITED = "recruited", _("recruited")
    OTHER = "other", _("other source")


class LeaveKind(models.TextChoices):
    """Why somebody is away from the posts that he keeps."""

    PERSONAL = "personal", _("personal leave")
    SICK = "sick", _("sick leave")
    ANNUAL = "annual", _("annual leave")
    TRAINING = "training", _("training")
    ELSEWHERE = "elsewhere", _("work elsewhere")
    MATERNITY = "maternity", _("maternity leave")


class AttendanceState(models.TextChoices):
    """How a day was spent; a monthly sheet, never a check-in (design 3.18)."""

    PRESENT = "present", _("present")
    MEETING = "meeting", _("meeting")
    TRAINING = "training", _("training")
    LEAVE = "leave", _("on leave")
    ABSENT = "absent", _("absent")


class WorkLogKind(models.TextChoices):
    """What the work of a seconded cadre was about."""

    VISIT = "visit", _("visit")
    MEETING = "meeting", _("meeting")
    SERVICE = "service", _("service")
    PROJECT = "project", _("project")
    OTHER = "other", _("other work")


class AssessmentGrade(models.TextChoices):
    """The four grades of a yearly assessment."""

    EXCELLENT = "excellent", _("excellent")
    COMPETENT = "competent", _("competent")
    BASICALLY_COMPETENT = "basically_competent", _("basically competent")
    NOT_COMPETENT = "not_competent", _("not competent")


class ReserveStatus(models.TextChoices):
    """Where a reserve cadre stands (R30)."""

    IN_POOL = "in_pool", _("in the pool")
    APPOINTED = "appointed", _("appointed")
    LEFT = "left", _("left the pool")


class CommitteeKind(models.TextChoices):
    """The two committees of a community (R28)."""

    PARTY = "party", _("party committee")
    RESIDENTS = "residents", _("residents' committee")


def incompatible_with(post: str) -> frozenset[str]:
    """The posts that nobody may hold beside this one."""
    return frozenset().union(*(pair for pair in INCOMPATIBLE_POSTS if post in pair)) - {post}


def level_of(post: str) -> PlaceLevel:
    """The level of place at which a post is held; site unless POST_LEVEL says otherwise."""
    return POST_LEVEL.get(post, PlaceLevel.SITE)
