import itertools

from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.scope import Role
from lib.transitions import Machine


class GridPost(models.TextChoices):
    """Posts on the net; a grid leader is a building head (R23), five roles are R51."""

    GRID_LEADER = "grid_leader", _("grid leader (building head)")
    FULL_TIME_MEMBER = "full_time_member", _("full-time grid member")
    PART_TIME_MEMBER = "part_time_member", _("part-time grid member")
    PARTY_GROUP_LEADER = "party_group_leader", _("grid party-group leader")
    JOINT_HOUSEHOLD_LEADER = "joint_household_leader", _("joint-household leader")
    THOUGHT_GUIDE = "thought_guide", _("thought guide")
    EMPLOYMENT_SERVER = "employment_server", _("employment server")
    TROUBLE_SHOOTER = "trouble_shooter", _("trouble-shooter")
    RIGHTS_PROTECTOR = "rights_protector", _("rights protector")
    CIVILITY_ADVOCATE = "civility_advocate", _("civility advocate")


# The five roles of a site (R51).
FIVE_ROLES = (
    GridPost.THOUGHT_GUIDE,
    GridPost.EMPLOYMENT_SERVER,
    GridPost.TROUBLE_SHOOTER,
    GridPost.RIGHTS_PROTECTOR,
    GridPost.CIVILITY_ADVOCATE,
)
GRID_POST_ROLE: dict[str, Role] = {
    GridPost.GRID_LEADER: Role.GRID_STAFF,
    GridPost.FULL_TIME_MEMBER: Role.GRID_STAFF,
    GridPost.JOINT_HOUSEHOLD_LEADER: Role.JOINT_HOUSEHOLD_LEADER,
}


class FunctionLine(models.TextChoices):
    """The lines that are brought together on one grid (R19)."""

    PARTY_BUILDING = "party_building", _("party building")
    POLITICAL_LEGAL = "political_legal", _("political and legal affairs")
    GOVERNANCE = "governance", _("comprehensive governance")
    CIVIL_AFFAIRS = "civil_affairs", _("civil affairs")
    EMERGENCY = "emergency", _("emergency management")


class Gap(models.TextChoices):
    """What a household lacks in the net (R26), in the order in which it is mended."""

    DWELLING = "dwelling", _("no dwelling")
    GRID = "grid", _("no grid")
    HEAD = "head", _("no building head")
    UNIT = "unit", _("no joint-household unit")
    PARTY_GROUP = "party_group", _("no party group")
    CONTACT = "contact", _("no contact cadre")


class ReportKind(models.TextChoices):
    """What the net reports upwards: the duties of a joint-household unit (R20)."""

    OPINION = "opinion", _("opinion of residents")
    HAZARD = "hazard", _("safety hazard")
    DISPUTE = "dispute", _("sign of a dispute")
    KEY_PERSON = "key_person", _("person who needs attention")
    HARDSHIP = "hardship", _("household in hardship")
    LAW = "law", _("law and order")
    HYGIENE = "hygiene", _("hygiene and surroundings")
    HELP = "help", _("help among neighbours")
    OTHER = "other", _("other report")


class ReportState(models.TextChoices):
    """With whom a report is: it goes from the unit to the grid, and from there to the centres."""

    AT_GRID = "at_grid", _("with the grid")
    AT_COMMUNITY = "at_community", _("with the community centre")
    AT_TOWN = "at_town", _("with the town centre")
    AT_COUNTY = "at_county", _("with the county centre")
    SETTLED = "settled", _("settled")


class ReportMove(models.TextChoices):
    """What is done with a report."""

    FILE = "file", _("filing")
    PASS_ON = "pass_on", _("pass on upwards")
    RETURN = "return", _("send back")
    SETTLE = "settle", _("settle")


_OPEN = (
    ReportState.AT_GRID,
    ReportState.AT_COMMUNITY,
    ReportState.AT_TOWN,
    ReportState.AT_COUNTY,
)
REPORT_MACHINE = Machine(
    name="net_report",
    title=_("Reports of the net"),
    states=ReportState,
    actions=ReportMove,
    start=ReportState.AT_GRID,
    moves={
        ReportMove.SETTLE: dict.fromkeys(_OPEN, ReportState.SETTLED),
        ReportMove.PASS_ON: dict(itertools.pairwise(_OPEN)),
        ReportMove.RETURN: dict(zip(_OPEN[1:], _OPEN[:-1], strict=True)),
    },
)


class WayMadeKnown(models.TextChoices):
    """How a grid told its residents of a policy notice (R25)."""

    MEETING = "meeting", _("meeting")
    DOOR_TO_DOOR = "door_to_door", _("door to door")
    CHAT_GROUP = "chat_group", _("chat group")
    NOTICE_BOARD = "notice_board", _("notice board")
    OTHER = "other", _("other way")
