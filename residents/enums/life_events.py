"""What happens to households and persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeEventKind(models.TextChoices):
    """The named changes of a household or of one of its members."""

    BIRTH = "birth", _("birth")
    DEATH = "death", _("death")
    MARRIAGE_IN = "marriage_in", _("marriage in")
    JOIN = "join", _("joining relatives")
    MARRIAGE_OUT = "marriage_out", _("marriage out")
    SPLIT = "split", _("split of a household")
    MERGE = "merge", _("merge of households")
    MOVE = "move", _("move to another dwelling")
    OTHER_SITE = "other_site", _("move to another site")
    OUT = "out", _("moving out")
    ABSENCE = "absence", _("long absence")
    RETURN = "return", _("return")
    HEAD = "head", _("change of head")
    HUKOU = "hukou", _("hukou transfer")
