from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.scope import Role


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
