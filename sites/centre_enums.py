"""Code lists of service centres, their rooms, bookings and duty rosters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class House(models.TextChoices):
    """Where a room stands."""

    SERVICE_CENTRE = "service_centre", _("party-mass service centre")
    CULTURE_CENTRE = "culture_centre", _("culture centre")
    ELSEWHERE = "elsewhere", _("elsewhere at the site")


# Houses with opening hours of their own, which their rooms follow.
OPEN_HOUSES = (House.SERVICE_CENTRE, House.CULTURE_CENTRE)


class VenueKind(models.TextChoices):
    SERVICE_HALL = "service_hall", _("service hall")
    MEETING_ROOM = "meeting_room", _("meeting room")
    PARTY_ROOM = "party_room", _("party members' activity room")
    MEDIATION_ROOM = "mediation_room", _("mediation room")
    TRAINING_ROOM = "training_room", _("training room")
    LECTURE_HALL = "lecture_hall", _("lecture hall")
    READING_ROOM = "reading_room", _("reading room")
    ACTIVITY_ROOM = "activity_room", _("activity room")
    CHILDREN_ROOM = "children_room", _("four-thirty class")
    ELDERLY_ROOM = "elderly_room", _("day care for the elderly")
    HOMESICKNESS_HALL = "homesickness_hall", _("homesickness hall")
    BROADCASTING_ROOM = "broadcasting_room", _("broadcasting room")
    SQUARE = "square", _("square or stage")
    OTHER = "other", _("other room")


# Rooms that people walk into: they are not booked, and no rate is asked of them.
WALK_IN = (VenueKind.SERVICE_HALL,)


class VenueOrigin(models.TextChoices):
    """How a room was obtained (R42: thrift before building)."""

    NEW = "new", _("newly built")
    REUSED = "reused", _("existing room put to use")
    SHARED = "shared", _("shared with another organisation")


class SharingDirection(models.TextChoices):
    """Whose room an agreement opens to whom (R45)."""

    THEIRS = "theirs", _("we use their room")
    OURS = "ours", _("they use our room")
    BOTH = "both", _("used by both")


class BookingStatus(models.TextChoices):
    BOOKED = "booked", _("booked")
    CANCELLED = "cancelled", _("cancelled")


class Weekday(models.IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Shift(models.TextChoices):
    """Sorted as a day goes."""

    MORNING = "1_morning", _("morning")
    AFTERNOON = "2_afternoon", _("afternoon")
    EVENING = "3_evening", _("evening")


class FundSource(models.TextChoices):
    """Who paid for a culture centre (R63)."""

    CENTRAL = "central", _("central budget")
    PROVINCIAL = "provincial", _("provincial budget")
    COUNTY = "county", _("county budget")
    COOPERATION = "cooperation", _("east-west cooperation")
    COLLECTIVE = "collective", _("collective economy")
    DONATION = "donation", _("donation")
    OTHER = "other", _("other source")


class EquipmentCondition(models.TextChoices):
    GOOD = "good", _("in good order")
    REPAIR = "repair", _("needs repair")
    SCRAPPED = "scrapped", _("scrapped")
