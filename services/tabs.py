"""The pages of the service centre, one line each, and who finds them in the row of tabs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lib.figures import Text
from lib.scope import Scope
from services.rules.disputes import can_view_disputes
from services.rules.door_services import can_view_door_services
from services.rules.late_records import can_view_late_records
from services.rules.ledgers import can_import_ledgers
from services.rules.meetings import can_view_meetings, can_view_motions, can_view_resolutions
from services.rules.requests import can_count_requests, can_view_desk, can_view_requests
from sites.rules import can_view_centres


@dataclass(frozen=True, slots=True)
class ServiceTab:
    """One page: its label, its URL name, and the rule that opens it."""

    label: Text
    url_name: str
    rule: Callable[[Scope], bool]


# In the order in which they stand; each topic adds its own line.
TABS: tuple[ServiceTab, ...] = (
    ServiceTab(_("Desk"), "desk", can_view_desk),
    ServiceTab(_("Requests"), "request_list", can_view_requests),
    ServiceTab(_("Whistle and report"), "whistle_list", can_view_requests),
    ServiceTab(_("Requests in numbers"), "request_report", can_count_requests),
    ServiceTab(_("Door services"), "door_list", can_view_door_services),
    ServiceTab(_("Disputes"), "dispute_list", can_view_disputes),
    ServiceTab(_("Meetings"), "meeting_list", can_view_meetings),
    ServiceTab(_("Resolutions"), "resolution_list", can_view_resolutions),
    ServiceTab(_("Motions"), "motion_list", can_view_motions),
    ServiceTab(_("Three platforms"), "platform_list", can_view_motions),
    ServiceTab(_("Four bodies in one"), "four_bodies", can_view_motions),
    ServiceTab(_("Centres and facilities"), "centre_list", can_view_centres),
    ServiceTab(_("Late records"), "late_list", can_view_late_records),
    ServiceTab(_("Past ledgers"), "ledger_list", can_import_ledgers),
)
