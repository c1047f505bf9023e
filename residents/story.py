"""Residents' own lines in the story of a household, and what is open with it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.history import event_model
from lib.scope import Scope
from lib.timeline import Entry, Matter
from residents.models import CareTag, Household, ImportBatch, Membership, Occupancy, Person
from residents.rules import READERS, can_view_care
from residents.sight import sight_of


def story_of(household: Household, scope: Scope) -> Iterable[Entry]:
    """Moving in, members who came and left, rosters that named it; four statements.

    A member who lives at another site today is not named: his row belongs to that site.
    """
    yield from _homes(household, scope)
    yield from _members(household, scope)
    yield from _imports(household)
    if household.ended_on:
        yield Entry(household.ended_on, _("The household moved away"))


def _homes(household: Household, scope: Scope) -> Iterable[Entry]:
    sight = sight_of(scope)
    occupancies = Occupancy.objects.filter(household=household).select_related(
        "dwelling__stairwell__building"
    )
    sees_rooms = sight.may_reveal(household)
    for occupancy in occupancies:
        dwelling = occupancy.dwelling
        place = str(dwelling) if sees_rooms else f"{dwelling.stairwell}-***"
        yield Entry(occupancy.valid_from, _("Moved into %(place)s") % {"place": place})
        if occupancy.valid_to:
            yield Entry(occupancy.valid_to, _("Moved out of %(place)s") % {"place": place})


def _members(household: Household, scope: Scope) -> Iterable[Entry]:
    readable = Person.objects.within(scope.only(READERS)).values("pk")
    names = dict(
        Person.objects.filter(membership__household=household, pk__in=readable).values_list(
            "pk", "name"
        )
    )
    for member in Membership.objects.filter(household=household).order_by("valid_from", "pk"):
        name = names.get(member.person_id) or _("somebody who lives elsewhere now")
        url = reverse("person_detail", args=[member.person_id]) if member.person_id in names else ""
        joined = _("%(name)s became the head") if member.is_head else _("%(name)s became a member")
        yield Entry(member.valid_from, joined % {"name": name}, url=url)
        if member.valid_to:
            yield Entry(
                member.valid_to, _("%(name)s ceased to be a member") % {"name": name}, url=url
            )


def _imports(household: Household) -> Iterable[Entry]:
    events = event_model(Household).objects.filter(pgh_obj_id=household.pk)
    batches = ImportBatch.objects.filter(
        site_id=household.site_id, context_id__in=events.values("pgh_context_id")
    ).defer("file_sealed")
    for batch in batches.select_related("stored_by"):
        if batch.stored_at:
            day = timezone.localtime(batch.stored_at).date()
            maker = batch.stored_by.name if batch.stored_by else ""
            yield Entry(day, _("Written by a roster import"), detail=maker)


def matters_of(household: Household, scope: Scope) -> Iterable[Matter]:
    """What the register itself misses of a household that lives here; one statement."""
    if household.ended_on and household.ended_on <= scope.on:
        return
    members = list(
        Membership.objects.current(scope.on)
        .filter(household=household)
        .values_list("is_head", "person__id_number_index", "person__id_missing_reason")
    )
    edit = reverse("household_detail", args=[household.pk])
    if not any(is_head for is_head, *_rest in members):
        yield Matter(_("The household has no head."), url=f"{edit}#head", state="overdue")
    missing = sum(1 for _head, index, reason in members if index is None and not reason)
    if can_view_care(scope, household):
        number = CareTag.objects.current(scope.on).filter(household=household).count()
        if number:
            care = reverse("household_care", args=[household.pk])
            told = ngettext("%(number)s ground of care", "%(number)s grounds of care", number)
            yield Matter(told % {"number": number}, url=care)
    if missing:
        sentence = _("Members without an identity number and without a reason: %(number)s.")
        yield Matter(sentence % {"number": missing}, state="near_due")
