"""The pages of the service centre, by group: where they stand in the tabs and who finds them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
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
    """One page: its label, its URL name, and the rule that opens it.

    Pages whose URL name begins with the same word, or with one of `topics`, lie under it.
    """

    label: Text
    url_name: str
    rule: Callable[[Scope], bool]
    topics: tuple[str, ...] = ()

    def covers(self, url_name: str) -> bool:
        topic = url_name.split("_")[0]
        return topic == self.url_name.split("_")[0] or topic in self.topics


@dataclass(frozen=True, slots=True)
class TabGroup:
    """What a clerk looks for by one word; its first page that he may open is where it leads."""

    label: Text
    tabs: tuple[ServiceTab, ...]


# The daily topics first, then what is looked at now and then; each topic adds its own line.
GROUPS: tuple[TabGroup, ...] = (
    TabGroup(_("Desk"), (ServiceTab(_("Desk"), "desk", can_view_desk),)),
    TabGroup(
        _("Requests"),
        (
            ServiceTab(_("Requests"), "request_list", can_view_requests, ("qr",)),
            ServiceTab(_("Whistle and report"), "whistle_list", can_view_requests),
            ServiceTab(_("Requests in numbers"), "request_report", can_count_requests),
        ),
    ),
    TabGroup(
        _("Door services"), (ServiceTab(_("Door services"), "door_list", can_view_door_services),)
    ),
    TabGroup(_("Disputes"), (ServiceTab(_("Disputes"), "dispute_list", can_view_disputes),)),
    TabGroup(
        _("Meetings and motions"),
        (
            ServiceTab(
                _("Meetings"), "meeting_list", can_view_meetings, ("publication", "objection")
            ),
            ServiceTab(_("Resolutions"), "resolution_list", can_view_resolutions),
            ServiceTab(_("Motions"), "motion_list", can_view_motions),
            ServiceTab(_("Three platforms"), "platform_list", can_view_motions),
            ServiceTab(_("Four bodies in one"), "four_bodies", can_view_motions),
        ),
    ),
    TabGroup(
        _("Centre and ledgers"),
        (
            ServiceTab(_("Late records"), "late_list", can_view_late_records),
            ServiceTab(_("Past ledgers"), "ledger_list", can_import_ledgers),
            ServiceTab(_("Centres and facilities"), "centre_list", can_view_centres),
        ),
    ),
)


def shown_tabs(scope: Scope, url_name: str) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """The row of groups that the reader may open, and the group in which he stands, if any.

    A group is (label, url, current, tabs), a tab (label, url, current); `current` is "page" for
    the very page, "true" for what it lies under, "" for the others.
    """
    groups, here = [], None
    for group in GROUPS:
        allowed = [tab for tab in group.tabs if tab.rule(scope)]
        if not allowed:
            continue
        at = _standing_in(allowed, url_name)
        tabs = [
            {"label": tab.label, "url": reverse(tab.url_name), "current": _mark(tab, at, url_name)}
            for tab in allowed
        ]
        row = {"label": group.label, "url": tabs[0]["url"], "tabs": tabs, "current": ""}
        if at is not None:
            row["current"] = "page" if url_name == allowed[0].url_name else "true"
            here = row
        groups.append(row)
    return groups, here


def _standing_in(tabs: list[ServiceTab], url_name: str) -> ServiceTab | None:
    exact = [tab for tab in tabs if tab.url_name == url_name]
    return next(iter(exact + [tab for tab in tabs if tab.covers(url_name)]), None)


def _mark(tab: ServiceTab, at: ServiceTab | None, url_name: str) -> str:
    if tab is not at:
        return ""
    return "page" if tab.url_name == url_name else "true"
