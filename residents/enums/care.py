"""Why a household or one of its members is in special care, and how closely."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CareKind(models.TextChoices):
    """Grounds of care; none of them is a police term (glossary: 重点关爱对象)."""

    LEFT_BEHIND_CHILD = "left_behind_child", _("left-behind child")
    CHILD_IN_NEED = "child_in_need", _("child in difficulty")
    LEFT_BEHIND_ELDERLY = "left_behind_elderly", _("left-behind elderly")
    LIVING_ALONE = "living_alone", _("elderly living alone")
    SERIOUS_ILLNESS = "serious_illness", _("seriously ill")
    DISABLED = "disabled_person", _("severely disabled")
    ASSISTANCE = "assistance", _("on minimum living allowance or in extreme hardship")
    SUDDEN_HARDSHIP = "sudden_hardship", _("in sudden hardship")
    NO_EMPLOYMENT = "no_employment", _("household without anybody in work")
    OTHER = "other_care", _("other ground of care")


class AttentionTier(models.TextChoices):
    """How closely somebody looks after a household; how often is master data (VisitInterval)."""

    RED = "1_red", _("red")
    YELLOW = "2_yellow", _("yellow")
    GREEN = "3_green", _("green")
