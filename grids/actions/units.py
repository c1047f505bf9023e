"""Which dwellings make a joint-household unit, from which day."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from grids.models import JointHouseholdDwelling, JointHouseholdUnit
from lib.history import set_constraints_immediate
from sites.models import Dwelling


@transaction.atomic
def set_dwellings(
    *, actor: User, unit: JointHouseholdUnit, dwellings: Iterable[Dwelling], since: date
) -> None:
    """Makes these the unit's dwellings from `since`; those that stay are not touched.

    Dwellings that leave end the day before; what began only that day or later is taken back.
    The database refuses a dwelling of another unit or of another site.
    """
    set_constraints_immediate()
    wanted = {dwelling.pk for dwelling in dwellings}
    rows = JointHouseholdDwelling.objects.filter(unit=unit)
    held = set(rows.current(since).values_list("dwelling_id", flat=True))
    if wanted == held:
        return
    leaving = rows.filter(dwelling__in=held - wanted)
    leaving.filter(valid_from__gte=since).delete()
    leaving.current(since).update(valid_to=since - timedelta(days=1))
    JointHouseholdDwelling.objects.bulk_create(
        JointHouseholdDwelling(
            site_id=unit.site_id, unit=unit, dwelling_id=dwelling, valid_from=since
        )
        for dwelling in sorted(wanted - held)
    )
    record_audit(
        actor=actor,
        verb=AuditVerb.ROW_CHANGED,
        row=unit,
        dwellings_added=len(wanted - held),
        dwellings_removed=len(held - wanted),
    )
