"""School, work, health and home of a person; Education follows GB/T 4658."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Education(models.TextChoices):
    """GB/T 4658-2006; 91 and 92 are our own finer kinds of its 90."""

    POSTGRADUATE = "10", _("postgraduate")
    DOCTORATE = "11", _("doctorate completed")
    DOCTORATE_INCOMPLETE = "13", _("doctorate not completed")
    MASTER = "14", _("master’s course completed")
    MASTER_INCOMPLETE = "16", _("master’s course not completed")
    BACHELOR = "20", _("undergraduate")
    BACHELOR_COMPLETED = "21", _("undergraduate course completed")
    BACHELOR_INCOMPLETE = "23", _("undergraduate course not completed")
    JUNIOR_COLLEGE = "30", _("junior college")
    JUNIOR_COLLEGE_COMPLETED = "31", _("junior college completed")
    JUNIOR_COLLEGE_INCOMPLETE = "33", _("junior college not completed")
    VOCATIONAL = "40", _("secondary vocational school")
    TECHNICAL_SECONDARY = "41", _("technical secondary school completed")
    VOCATIONAL_HIGH = "44", _("vocational high school completed")
    SKILLED_WORKERS = "47", _("skilled workers’ school completed")
    HIGH_SCHOOL = "60", _("high school")
    HIGH_SCHOOL_COMPLETED = "61", _("high school completed")
    HIGH_SCHOOL_INCOMPLETE = "63", _("high school not completed")
    MIDDLE_SCHOOL = "70", _("middle school")
    MIDDLE_SCHOOL_COMPLETED = "71", _("middle school completed")
    MIDDLE_SCHOOL_INCOMPLETE = "73", _("middle school not completed")
    PRIMARY_SCHOOL = "80", _("primary school")
    PRIMARY_SCHOOL_COMPLETED = "81", _("primary school completed")
    PRIMARY_SCHOOL_INCOMPLETE = "83", _("primary school not completed")
    OTHER = "90", _("other education")
    ILLITERATE = "91", _("illiterate or semi-literate")
    PRESCHOOL = "92", _("not yet of school age")


class SchoolStage(models.TextChoices):
    """Where somebody goes to school."""

    KINDERGARTEN = "kindergarten", _("in kindergarten")
    PRIMARY = "primary", _("in primary school")
    JUNIOR = "junior", _("in middle school")
    SENIOR = "senior", _("in high school")
    VOCATIONAL = "vocational", _("in vocational school")
    COLLEGE = "college", _("at college or university")
    DROPPED_OUT = "dropped_out", _("dropped out of school")
    NONE = "none", _("not at school")


class LabourAbility(models.TextChoices):
    """Whether somebody can work."""

    ORDINARY = "ordinary", _("ordinary labourer")
    SKILLED = "skilled", _("skilled labourer")
    PARTIAL = "partial", _("weak or partial labourer")
    LOST = "lost", _("labour ability lost")
    NONE = "none", _("no labour ability")


class LabourStatus(models.TextChoices):
    """What somebody works at; GB/T 2261.4 is too coarse for the monthly watch."""

    COUNTY = "county", _("working in the county")
    PROVINCE = "province", _("working in the province outside the county")
    OUTSIDE_PROVINCE = "outside_province", _("working outside the province")
    WORKING = "working", _("working away, place not told")
    SELF_EMPLOYED = "self_employed", _("self-employed")
    WORKSHOP = "workshop", _("in an assistance workshop")
    PUBLIC_WELFARE = "public_welfare", _("in a public-welfare post")
    FLEXIBLE = "flexible", _("in flexible employment")
    FARMING = "farming", _("farming")
    EMPLOYED = "employed", _("in regular employment")
    UNEMPLOYED = "unemployed", _("not employed")
    STUDENT = "student", _("student")
    SERVICE = "service", _("in military service")
    RETIRED = "retired", _("retired")
    OTHER = "other", _("other labour status")


class HealthStatus(models.TextChoices):
    """State of health."""

    HEALTHY = "healthy", _("healthy")
    CHRONIC = "chronic", _("long-term chronic illness")
    SERIOUS = "serious", _("serious illness")
    DISABLED = "disabled", _("disabled")
    OTHER = "other", _("other state of health")


class DisabilityLevel(models.TextChoices):
    """Level of the disability certificate; 1 is the gravest."""

    ONE = "one", _("disability of level 1")
    TWO = "two", _("disability of level 2")
    THREE = "three", _("disability of level 3")
    FOUR = "four", _("disability of level 4")
    UNRATED = "unrated", _("disability without a level")


class ResidenceStatus(models.TextChoices):
    """Whether somebody lives at home for most of the year."""

    RESIDENT = "resident", _("living here")
    AWAY = "away", _("living elsewhere")
