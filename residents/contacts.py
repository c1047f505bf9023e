"""Contact pairs as the lists show them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import LPad
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q
from lib.scope import Scope
from lib.timeline import Responsible
from residents.columns import ListColumn
from residents.models import ContactPair, Household
from residents.rules import READERS
from sites.models import Stairwell


def listed_pairs(scope: Scope) -> QuerySet[ContactPair]:
    """The pairs of today, with `head_name` of the household."""
    heads = Household.objects.filter(pk=OuterRef("household")).with_head(scope.on)
    return (
        ContactPair.objects.within(scope.only(READERS))
        .current(scope.on)
        .select_related("site", "household", "cadre")
        .annotate(head_name=Subquery(heads.values("head_name")[:1]))
    )


def of_stairwell(stairwell: Stairwell, on: date) -> QuerySet[Household]:
    """The households that live there, with `room`, head, `contact_id` and `contact_name`."""
    pairs = ContactPair.objects.current(on).filter(household=OuterRef("pk"))
    return (
        Household.objects.current(on)
        .filter(current_q(on, "occupancy__"), occupancy__dwelling__stairwell=stairwell)
        .with_head(on)
        .annotate(
            room=F("occupancy__dwelling__room_no"),
            contact_id=Subquery(pairs.values("cadre")[:1]),
            contact_name=Subquery(pairs.values("cadre__name")[:1]),
        )
        .order_by(LPad("occupancy__dwelling__room_no", 8, Value("0")), "pk")
    )


def contact_of(household: Household, on: date) -> Iterator[Responsible]:
    """The cadre who keeps in touch with the household on a day; one SQL statement."""
    pairs = ContactPair.objects.current(on).filter(household=household)
    for pair in pairs.select_related("cadre"):
        yield Responsible(
            post=str(ContactPair._meta.get_field("cadre").verbose_name),
            name=pair.cadre.name,
            phone=pair.cadre.work_phone,
        )


CONTACT_COLUMNS = (
    ListColumn("site", _("resettlement site"), lambda row, sight: row.site.name),
    ListColumn(
        "household_no", _("household number"), lambda row, sight: row.household.household_no
    ),
    ListColumn("head", _("head of household"), lambda row, sight: row.head_name or ""),
    ListColumn("cadre", _("contact cadre"), lambda row, sight: row.cadre.name),
    ListColumn("unit", _("work unit"), lambda row, sight: row.cadre.unit),
    ListColumn("valid_from", _("first day"), lambda row, sight: row.valid_from),
)
