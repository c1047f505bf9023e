from django.db import models
from django.utils.translation import gettext_lazy as _


class Platform(models.TextChoices):
    """The three platforms of a site (R35); each meeting, service and activity belongs to one."""

    PARTY_ACTIVITY = "party_activity", _("party activity")
    MASS_SERVICE = "mass_service", _("serving the masses")
    DELIBERATION = "deliberation", _("deliberation")
