from django.db import models
from django.utils.translation import gettext_lazy as _


class WhistleCase(models.TextChoices):
    """The three cases in which the community may call the units together (B5)."""

    DEMAND = "demand", _("strong public demand that the community cannot meet alone")
    ENFORCEMENT = "enforcement", _("joint law enforcement")
    EMERGENCY = "emergency", _("emergency")


class WhistleReport(models.TextChoices):
    """What a called unit reports, in this order; an earlier one may be left out (B5)."""

    SIGNED_IN = "signed_in_at", _("signed in: the call has been read")
    CONTACTED = "contacted_at", _("in contact with the community")
    ARRIVED = "arrived_at", _("on the spot")
