"""How and whence a household was relocated, and whether it is watched."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RelocationType(models.TextChoices):
    """Why a household was moved."""

    REGISTERED_POOR = "registered_poor", _("registered poor household")
    ACCOMPANYING = "accompanying", _("accompanying household")


class MonitoredType(models.TextChoices):
    """Households watched against a fall back into poverty."""

    UNSTABLE = "unstable", _("unstable household that escaped poverty")
    MARGINAL = "marginal", _("marginal household at risk of poverty")
    SUDDEN = "sudden", _("household in sudden serious hardship")


class OriginClass(models.TextChoices):
    """Class of the place of origin."""

    ONE = "1", _("class 1")
    TWO = "2", _("class 2")
    THREE = "3", _("class 3")
    FOUR = "4", _("class 4")
