from django.db import models
from django.utils.translation import gettext_lazy as _


class DisputeSource(models.TextChoices):
    """How a dispute came to the committee; the first three are the official ones."""

    OWN_INITIATIVE = "own_initiative", _("on own initiative")
    ON_APPLICATION = "on_application", _("on application")
    TRANSFERRED = "transferred", _("entrusted or transferred")
    SCREENED = "screened", _("found by screening")


class DisputeKind(models.TextChoices):
    """The official statistical types; the last ones before "other" are of resettlement sites."""

    MARRIAGE_FAMILY = "marriage_family", _("marriage and family")
    NEIGHBOUR = "neighbour", _("neighbours")
    HOUSE_HOMESTEAD = "house_homestead", _("house and homestead")
    CONTRACT = "contract", _("contract dispute")
    PRODUCTION = "production", _("production and operation")
    DAMAGES = "damages", _("damages")
    FOREST_LAND = "forest_land", _("mountain forest and land")
    DEMOLITION = "demolition", _("land requisition and demolition")
    ENVIRONMENT = "environment", _("environmental dispute")
    LABOUR = "labour", _("labour dispute")
    CONSUMER = "consumer", _("consumer dispute")
    MEDICAL = "medical", _("medical dispute")
    TRAFFIC = "traffic", _("traffic accident")
    PROPERTY = "property", _("property management dispute")
    TOURISM = "tourism", _("tourism dispute")
    INTELLECTUAL_PROPERTY = "intellectual_property", _("intellectual property")
    INTERNET = "internet", _("internet dispute")
    FLAT_ALLOCATION = "flat_allocation", _("allocation of flats")
    NOISE_HYGIENE = "noise_hygiene", _("noise and hygiene")
    OTHER = "other", _("other dispute")


# Where an official table has no row for a type of the sites, it counts there.
OFFICIAL_KIND: dict[str, str] = {
    DisputeKind.FLAT_ALLOCATION: DisputeKind.HOUSE_HOMESTEAD,
    DisputeKind.NOISE_HYGIENE: DisputeKind.NEIGHBOUR,
}


class Complexity(models.TextChoices):
    """How hard a dispute is; the paper that a case needs follows from it."""

    SIMPLE = "simple", _("simple case")
    GENERAL = "general", _("general case")
    COMPLEX = "complex", _("complex case")


class DisputeLevel(models.TextChoices):
    """Who holds a dispute; it goes up one or more steps, each with a reason."""

    GRID = "grid", _("grid level")
    COMMUNITY = "community", _("community level")
    TOWN = "town", _("town level")
    COUNTY = "county", _("county level")


class DisputeChannel(models.TextChoices):
    """Where a dispute was handled; those of the centre are R48."""

    GRID = "grid", _("in the grid")
    SERVICE_CENTRE = "service_centre", _("party-service centre")
    TOWN_CENTRE = "town_centre", _("governance centre of the town")
    COUNTY_CENTRE = "county_centre", _("governance centre of the county")


# Who holds a dispute that is handled there.
LEVEL_OF_CHANNEL: dict[str, DisputeLevel] = {
    DisputeChannel.GRID: DisputeLevel.GRID,
    DisputeChannel.SERVICE_CENTRE: DisputeLevel.COMMUNITY,
    DisputeChannel.TOWN_CENTRE: DisputeLevel.TOWN,
    DisputeChannel.COUNTY_CENTRE: DisputeLevel.COUNTY,
}


class DisputeRisk(models.TextChoices):
    NONE = "none", _("no risk seen")
    WATCH = "watch", _("to be watched")
    HIGH = "high", _("may turn violent or collective")


class Prevented(models.TextChoices):
    """What a settlement prevented, for the official monthly table."""

    CRIME = "crime", _("turning into a crime")
    VIOLENCE = "violence", _("a fight of groups")
    PETITION = "petition", _("a petition of many")
    SUICIDE = "suicide", _("a suicide")


class PartySide(models.TextChoices):
    APPLICANT = "applicant", _("applicant")
    RESPONDENT = "respondent", _("respondent")
    THIRD = "third", _("third party")


class Capacity(models.TextChoices):
    """In which capacity somebody took part in settling; grid staff make R27."""

    MEDIATOR = "mediator", _("mediator of the case")
    GRID_STAFF = "grid_staff", _("grid staff taking part")
    HANDLER = "handler", _("handler of a higher level")
    INVITED = "invited", _("invited to help")


class Choosing(models.TextChoices):
    """How a mediator came to the case (Mediation Law, art. 19)."""

    CHOSEN = "chosen", _("chosen by the parties")
    AGREED = "agreed", _("appointed, the parties agree")


class GuidedTo(models.TextChoices):
    """Where a dispute is guided that people's mediation does not take."""

    COURT = "court", _("court")
    ARBITRATION = "arbitration", _("labour or other arbitration")
    ADMINISTRATION = "administration", _("administrative body")
    POLICE = "police", _("police")
    PETITION = "petition_office", _("petition office")
    OTHER = "other", _("another way")
