from django.db import models
from django.utils.translation import gettext_lazy as _


class WhistleCase(models.TextChoices):
    """The three cases in which the community may call the units together (B5)."""

    DEMAND = "demand", _("strong public demand that the community cannot meet alone")
    ENFORCEMENT = "enforcement", _("joint law enforcement")
    EMERGENCY = "emergency", _("emergency")
