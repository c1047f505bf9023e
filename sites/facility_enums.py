"""Kinds of facilities of the 15-minute circle, and which of them a site should have (R36)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FacilityKind(models.TextChoices):
    CONVENIENCE_STORE = "convenience_store", _("convenience store")
    SUPERMARKET = "supermarket", _("supermarket")
    MARKET = "market", _("food market")
    FRESH_SHOP = "fresh_shop", _("fresh-food shop")
    BREAKFAST = "breakfast", _("breakfast place")
    LAUNDRY = "laundry", _("laundry")
    HAIRDRESSER = "hairdresser", _("hairdresser")
    PHOTO = "photo", _("photo and print shop")
    HOME_SERVICES = "home_services", _("home services")
    REPAIR = "repair", _("repair shop")
    PHARMACY = "pharmacy", _("pharmacy")
    POST = "post", _("post and parcels")
    RECYCLING = "recycling", _("recycling point")
    LEISURE = "leisure", _("leisure and sports")
    HEALTH = "health", _("health and fitness")
    SOCIAL = "social", _("social meeting place")
    CULTURE = "culture", _("culture place")
    CLINIC = "clinic", _("clinic")
    KINDERGARTEN = "kindergarten", _("kindergarten")
    PRIMARY_SCHOOL = "primary_school", pgettext_lazy("of a facility", "primary school")
    POLICE = "police", _("police post")
    JOB_SERVICE = "job_service", _("job service point")
    ELDERLY_CARE = "elderly_care", _("day care for the elderly")
    AFTER_SCHOOL = "after_school", _("four-thirty class")
    CEREMONY_HALL = "ceremony_hall", _("wedding and funeral hall")
    OTHER = "other", _("other facility")


class FacilityTier(models.TextChoices):
    BASIC = "1_basic", _("basic")
    FOR_SITES = "2_for_sites", _("for resettlement sites")
    UPGRADE = "3_upgrade", _("upgrade")


K = FacilityKind
_UPGRADE = {K.LEISURE, K.HEALTH, K.SOCIAL, K.CULTURE, K.OTHER}
_FOR_SITES = {
    K.CLINIC, K.KINDERGARTEN, K.PRIMARY_SCHOOL, K.POLICE, K.JOB_SERVICE, K.ELDERLY_CARE,
    K.AFTER_SCHOOL, K.CEREMONY_HALL,
}  # fmt: skip


def tier_of(kind: str) -> FacilityTier:
    """The tier of a kind. What a site should have: basic and for sites, unless a rule differs."""
    if kind in _UPGRADE:
        return FacilityTier.UPGRADE
    return FacilityTier.FOR_SITES if kind in _FOR_SITES else FacilityTier.BASIC


# The rings of the circle, in walking minutes.
RINGS = (5, 8, 15)
