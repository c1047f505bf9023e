"""Who may log, read, confirm, call back and withdraw door services (R47).

| Deed                       | site staff | grid staff     | town  | county staff |
|----------------------------|------------|----------------|-------|--------------|
| log                        | own site   | own households |       |              |
| read                       | own site   | own households, own records | its sites | all |
| confirm at the door        | own site   | own households |       |              |
| draw a sample, call back   | own site   |                | its sites | all      |
| withdraw                   | own site   | own records    |       |              |

Contact leaders, the administrator and business auditors read without the words of a service.
Nobody calls back what he has done or recorded himself (design: claims are verified).
"""

from typing import Any

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from lib.scope import Role, Scope
from residents.models import Household
from residents.rules import READERS, REVEALERS
from services.enums.door_services import DoorServiceState
from services.models import DoorService
from sites.rules import COUNTY_OFFICE

LOGGERS = frozenset({Role.SITE_STAFF, Role.GRID_STAFF})
CALLERS = frozenset({Role.SITE_STAFF, Role.TOWN_STAFF, Role.COUNTY_STAFF})
EXPORTERS = frozenset({Role.COUNTY_STAFF, Role.TOWN_STAFF, Role.SITE_STAFF})

can_draw_door_samples = HeldBy(CALLERS)
can_export_door_services = HeldBy(EXPORTERS)
# The list of kinds is the county's.
can_view_door_kinds = HeldBy(ADMIN_READERS, site="")
can_keep_door_kinds = HeldBy(COUNTY_OFFICE, site="")


def _reads(scope: Scope, roles: frozenset[Role], service: DoorService | None) -> bool:
    held = scope.only(roles)
    if service is None:
        return bool(held.grants)
    return DoorService.objects.within(held).filter(pk=service.pk).exists()


def can_view_door_services(scope: Scope, row: Any = None) -> bool:
    """Whoever reads the register; `row` is a service or the household whose services are asked."""
    if isinstance(row, Household):
        return Household.objects.within(scope.only(READERS)).filter(pk=row.pk).exists()
    return _reads(scope, READERS, row)


def can_log_door_service(scope: Scope, household: Household | None = None) -> bool:
    """Site staff for the site, grid staff for the households of their stairwells."""
    held = scope.only(LOGGERS)
    if household is None:
        return bool(held.grants)
    return Household.objects.within(held).filter(pk=household.pk).exists()


def can_open_confirmation(scope: Scope, service: DoorService | None = None) -> bool:
    """The signature or slip: whoever sees the rooms of the household."""
    return _reads(scope, REVEALERS, service)


def can_confirm_door_service(scope: Scope, service: DoorService | None = None) -> bool:
    """Whoever may log for the household takes the signature at its door."""
    return _reads(scope, LOGGERS, service)


def can_raise_request(scope: Scope, service: DoorService | None = None) -> bool:
    """Whoever may log for the household writes down what it asked for."""
    return _reads(scope, LOGGERS, service)


def can_call_back(scope: Scope, service: DoorService | None = None) -> bool:
    """Site, town and county staff; never who did or recorded it."""
    if not can_draw_door_samples(scope, service):
        return False
    return service is None or not took_part(scope.user_id, service)


def can_withdraw_door_service(scope: Scope, service: DoorService | None = None) -> bool:
    """Who recorded it, and the site's own staff."""
    if service is None:
        return can_log_door_service(scope)
    if service.state == DoorServiceState.WITHDRAWN:
        return False
    if scope.has({Role.SITE_STAFF}, site_id=service.site_id):
        return True
    return service.recorded_by_id == scope.user_id and _reads(scope, LOGGERS, service)


def took_part(user_id: int | None, service: DoorService) -> bool:
    """Whether somebody did or recorded a service; then he does not verify it."""
    if service.recorded_by_id == user_id:
        return True
    return service.doer_rows.filter(doer=user_id).exists()
