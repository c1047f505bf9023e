"""Contact pairs: which cadre keeps in touch with which household (R39)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.history import set_constraints_immediate
from residents.models import ContactPair, Household


@transaction.atomic
def assign_contact(
    *, actor: User, households: Iterable[Household], cadre: User, on: date, address: str | None
) -> int:
    """Makes `cadre` the contact of these households from `on`; gives how many changed.

    A household has one contact at a time: the former pair ends the day before, one that began
    on the day itself is changed in place, and a later one stays as it is.
    """
    set_constraints_immediate()
    # The households' rows are the lock: two clerks may assign the same stairwell.
    wanted = [household.pk for household in households]
    locked = list(Household.objects.select_for_update(of=("self",)).filter(pk__in=wanted))
    changed: list[Household] = [household for household in locked if _assign(household, cadre, on)]
    for site in sorted({household.site_id for household in changed}):
        record_audit(
            actor=actor,
            verb=AuditVerb.ROW_ADDED,
            row=ContactPair(site_id=site),
            address=address,
            households=sum(household.site_id == site for household in changed),
        )
    return len(changed)


@transaction.atomic
def assign_listed(
    *, actor: User, pairs: Iterable[tuple[Household, User]], on: date, address: str | None
) -> int:
    """Assigns a whole sheet of pairs from `on`, all or none; gives how many households changed.

    Raises ValidationError where a household is named twice.
    """
    groups: dict[User, list[Household]] = {}
    named: set[int] = set()
    for household, cadre in pairs:
        if household.pk in named:
            raise ValidationError(
                _("Household %(number)s is named twice. Leave one of the rows.")
                % {"number": household.household_no}
            )
        named.add(household.pk)
        groups.setdefault(cadre, []).append(household)
    return sum(
        assign_contact(actor=actor, households=households, cadre=cadre, on=on, address=address)
        for cadre, households in groups.items()
    )


def _assign(household: Household, cadre: User, on: date) -> bool:
    pairs = ContactPair.objects.filter(household=household)
    held = pairs.current(on).first()
    if held and held.cadre_id == cadre.pk:
        return False
    if held and held.valid_from == on:
        held.cadre = cadre
        held.save(update_fields=["cadre"])
        return True
    if held:
        held.valid_to = on - timedelta(days=1)
        held.save(update_fields=["valid_to"])
    later = pairs.filter(valid_from__gt=on).order_by("valid_from").first()
    ContactPair.objects.create(
        site_id=household.site_id,
        household=household,
        cadre=cadre,
        valid_from=on,
        valid_to=later.valid_from - timedelta(days=1) if later else None,
    )
    return True


@transaction.atomic
def end_contact(*, actor: User, pair: ContactPair, on: date, address: str | None) -> None:
    """Makes `on` the pair's last day. Raises ValidationError for a day outside the pair."""
    # Locks the row: it may be ended twice.
    pair = ContactPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if on < pair.valid_from:
        raise ValidationError(
            _("The pair begins only on %(day)s. Give that day or a later one.")
            % {"day": pair.valid_from}
        )
    if pair.valid_to is not None and pair.valid_to < on:
        raise ValidationError(_("The pair ended on %(day)s already.") % {"day": pair.valid_to})
    pair.valid_to = on
    pair.save(update_fields=["valid_to"])
    record_audit(
        actor=actor, verb=AuditVerb.ROW_CHANGED, row=pair, address=address, ended=on.isoformat()
    )
