"""Motions: four deliberations and two publications, in an order that nobody can skip (B6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.transitions import Machine
from services.enums.meetings import Quorum


class MotionStageKind(models.TextChoices):
    """The six stages; the figure in front keeps them in order."""

    BRANCH = "1_branch", _("the party branch proposes")
    COMMITTEES = "2_committees", _("the two committees discuss")
    PARTY_MEMBERS = "3_party_members", _("the party-member meeting reviews")
    RESIDENTS = "4_residents", _("the residents' (representatives') meeting decides")
    DECISION_PUBLIC = "5_decision_public", _("the decision is published")
    RESULT_PUBLIC = "6_result_public", _("the result is published")


DELIBERATIONS = (
    MotionStageKind.BRANCH,
    MotionStageKind.COMMITTEES,
    MotionStageKind.PARTY_MEMBERS,
    MotionStageKind.RESIDENTS,
)


class MotionOrigin(models.TextChoices):
    """Who brought the matter up, as the registration book asks."""

    MASSES = "masses", _("the masses")
    CADRES = "cadres", _("cadres")
    SUPERIOR = "superior", _("a superior body")


class MajorMatter(models.TextChoices):
    """The procedure is for major matters alone; this one says which kind it is."""

    PLAN = "plan", _("development plan or yearly work")
    PROJECT = "project", _("public project or facility")
    FUNDS = "funds", _("collective funds and assets")
    LAND_HOUSING = "land_housing", _("land, housing or property management")
    WELFARE = "welfare", _("allocation of benefits")
    COVENANT = "covenant", _("residents' covenant or rules")
    OTHER = "other", _("another matter of many residents")


class ResidentsBody(models.TextChoices):
    """In which form the residents meet; each has its lawful quorum (`RESIDENTS_QUORUM`)."""

    ADULTS = "adults", _("all adult residents")
    HOUSEHOLDS = "households", _("one representative a household")
    REPRESENTATIVES = "representatives", _("elected residents' representatives")
    VILLAGE_ADULTS = "village_adults", _("all adult villagers")
    VILLAGE_HOUSEHOLDS = "village_households", _("one representative a village household")
    VILLAGE_REPRESENTATIVES = "village_representatives", _("elected villagers' representatives")


# Organic Law of Urban Residents' Committees, art. 9: more than half of the adults, of the
# representatives of households or of the elected ones. Organic Law of Villagers' Committees:
# more than half of the adults, or two thirds of the households (art. 22) or of the elected
# representatives (art. 26). A decision takes more than half of those present.
MORE_THAN_HALF_BODIES = (
    ResidentsBody.ADULTS,
    ResidentsBody.HOUSEHOLDS,
    ResidentsBody.REPRESENTATIVES,
    ResidentsBody.VILLAGE_ADULTS,
)


def present_needed(stage: str, due: int, body: str = "") -> int:
    """How many of those due must be present for the stage to decide anything."""
    two_thirds = stage == MotionStageKind.PARTY_MEMBERS or (
        stage == MotionStageKind.RESIDENTS and body not in MORE_THAN_HALF_BODIES
    )
    return (Quorum.TWO_THIRDS if two_thirds else Quorum.MORE_THAN_HALF).needed(due)


def votes_needed(stage: str, due: int, present: int) -> int:
    """More than half of those present; of the party members, of those due."""
    return (due if stage == MotionStageKind.PARTY_MEMBERS else present) // 2 + 1


class MotionState(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("of a motion", "registered")
    PROPOSED = "proposed", _("proposed by the branch")
    DISCUSSED = "discussed", _("discussed by the two committees")
    REVIEWED = "reviewed", _("reviewed by the party members")
    DECIDED = "decided", _("decided by the residents")
    DECISION_PUBLIC = "decision_public", _("decision published")
    RESULT_PUBLIC = "result_public", _("result published")
    CLOSED = "closed", pgettext_lazy("of a motion", "concluded")
    REJECTED = "rejected", _("not carried")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a motion", "withdrawn")


class MotionAction(models.TextChoices):
    PROPOSE = "propose", _("Record the branch's proposal")
    PROPOSE_AND_DISCUSS = "propose_and_discuss", _("Record branch and committees in one meeting")
    DISCUSS = "discuss", _("Record the committees' discussion")
    REVIEW = "review", _("Record the party members' review")
    DECIDE = "decide", _("Record the residents' decision")
    PUBLISH_DECISION = "publish_decision", _("Publish the decision")
    PUBLISH_RESULT = "publish_result", _("Publish the result")
    CLOSE = "close", pgettext_lazy("of a motion", "Conclude")
    REJECT = "reject", _("Record as not carried")
    WITHDRAW = "withdraw", pgettext_lazy("of a motion", "Withdraw")


MOTION = Machine(
    name="motion",
    title=_("Motion of four deliberations and two publications"),
    states=MotionState,
    actions=MotionAction,
    start=MotionState.REGISTERED,
    moves={
        MotionAction.PROPOSE: {MotionState.REGISTERED: MotionState.PROPOSED},
        # One meeting serves both where one person holds both posts.
        MotionAction.PROPOSE_AND_DISCUSS: {MotionState.REGISTERED: MotionState.DISCUSSED},
        MotionAction.DISCUSS: {MotionState.PROPOSED: MotionState.DISCUSSED},
        MotionAction.REVIEW: {MotionState.DISCUSSED: MotionState.REVIEWED},
        MotionAction.DECIDE: {MotionState.REVIEWED: MotionState.DECIDED},
        MotionAction.PUBLISH_DECISION: {MotionState.DECIDED: MotionState.DECISION_PUBLIC},
        MotionAction.PUBLISH_RESULT: {MotionState.DECISION_PUBLIC: MotionState.RESULT_PUBLIC},
        MotionAction.CLOSE: {MotionState.RESULT_PUBLIC: MotionState.CLOSED},
        MotionAction.REJECT: {
            MotionState.REGISTERED: MotionState.REJECTED,
            MotionState.PROPOSED: MotionState.REJECTED,
            MotionState.DISCUSSED: MotionState.REJECTED,
            MotionState.REVIEWED: MotionState.REJECTED,
        },
        MotionAction.WITHDRAW: {
            MotionState.REGISTERED: MotionState.WITHDRAWN,
            MotionState.PROPOSED: MotionState.WITHDRAWN,
            MotionState.DISCUSSED: MotionState.WITHDRAWN,
            MotionState.REVIEWED: MotionState.WITHDRAWN,
            MotionState.DECIDED: MotionState.WITHDRAWN,
            MotionState.DECISION_PUBLIC: MotionState.WITHDRAWN,
        },
    },
)
