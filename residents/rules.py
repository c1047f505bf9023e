"""Who may read, change and import the register of households and persons."""

from typing import Any

from accounts.rules import ADMIN_READERS
from lib.access import HeldBy
from lib.scope import Role, Scope
from sites.rules import COUNTY_OFFICE

READERS = frozenset(
    {
        Role.COUNTY_ADMINISTRATOR,
        Role.COUNTY_STAFF,
        Role.COUNTY_LEADER,
        Role.TOWN_STAFF,
        Role.SITE_STAFF,
        Role.GRID_STAFF,
        Role.BUSINESS_AUDITOR,
    }
)
# Whoever may see behind the mask, with a reason; leaders and business auditors read masked only.
REVEALERS = frozenset({Role.COUNTY_STAFF, Role.TOWN_STAFF, Role.SITE_STAFF, Role.GRID_STAFF})
# Health and what belongs to minors needs a narrower role than the register (PIPL art. 28).
SENSITIVE_READERS = frozenset({Role.COUNTY_STAFF, Role.SITE_STAFF, Role.GRID_STAFF})
IMPORTERS = frozenset({Role.COUNTY_ADMINISTRATOR, Role.COUNTY_STAFF, Role.SITE_STAFF})
EXPORTERS = frozenset({Role.COUNTY_STAFF, Role.TOWN_STAFF, Role.SITE_STAFF})
# Why somebody is in care is known to those who look after him (R50), as health is.
CARE_READERS = SENSITIVE_READERS
CARE_EXPORTERS = CARE_READERS & EXPORTERS
CARE_SETTERS = frozenset({Role.SITE_STAFF, Role.GRID_STAFF})
# A list goes against the whole site at once, so a grid leader is not asked to compare any.
COMPARERS = EXPORTERS
EDITORS = frozenset({Role.COUNTY_STAFF, Role.SITE_STAFF})


def _holds(scope: Scope, roles: frozenset[Role], row: Any) -> bool:
    if row is None:
        return scope.has(roles)
    return type(row).objects.within(scope.only(roles)).filter(pk=row.pk).exists()


def can_view_register(scope: Scope, row: Any = None) -> bool:
    """Lists and files of households and persons, personal values masked."""
    return _holds(scope, READERS, row)


def can_search(scope: Scope) -> bool:
    """The search box: whoever may read some of the register."""
    return scope.has(READERS)


def can_reveal(scope: Scope, row: Any = None) -> bool:
    """Identity number, phone and address behind the mask; a reason is asked for and logged."""
    return _holds(scope, REVEALERS, row)


def can_view_sensitive(scope: Scope, row: Any = None) -> bool:
    """Health, disability, hardship and what belongs to minors."""
    return _holds(scope, SENSITIVE_READERS, row)


def can_import_roster(scope: Scope, row: Any = None) -> bool:
    """Rosters go in through the county and the site's own staff; `row` is a site or a batch."""
    if row is None:
        return scope.has(IMPORTERS)
    return scope.has(IMPORTERS, site_id=getattr(row, "site_id", row.pk))


def can_read_roster_file(scope: Scope, row: Any) -> bool:
    """The cells of an uploaded roster, health and children's data among them: whoever sent it, and
    whoever may read such data of the site; `row` is a batch."""
    is_sender = row.uploaded_by_id == scope.user_id
    return is_sender or scope.has(SENSITIVE_READERS, site_id=row.site_id)


def can_accept_proposals(scope: Scope, row: Any = None) -> bool:
    """Life events that a roster proposes; `row` is its batch."""
    if row is None:
        return scope.has(EDITORS & IMPORTERS)
    return scope.has(EDITORS & IMPORTERS, site_id=row.site_id)


def can_export_register(scope: Scope, row: Any = None) -> bool:
    """Lists to .xlsx with a reason."""
    return _holds(scope, EXPORTERS, row)


def can_view_care(scope: Scope, row: Any = None) -> bool:
    """Care tags and attention tiers of the households that one looks after."""
    return _holds(scope, CARE_READERS, row)


def can_export_care(scope: Scope) -> bool:
    """The list of care to .xlsx: who reads it and takes lists of the register out."""
    return scope.has(CARE_EXPORTERS)


# The county says how often a tier is visited; it may let a site keep to days of its own.
can_view_visit_intervals = HeldBy(ADMIN_READERS)
can_keep_visit_intervals = HeldBy(COUNTY_OFFICE)


def can_set_care(scope: Scope, row: Any = None) -> bool:
    """Setting, reviewing and ending care tags; `row` is a household."""
    return _holds(scope, CARE_SETTERS, row)


def can_compare_lists(scope: Scope) -> bool:
    """A bureau's list against the register, with a reason."""
    return scope.has(COMPARERS)


def can_view_board(scope: Scope, row: Any = None) -> bool:
    """A building's rooms with their families: whoever sees rooms; `row` is a building."""
    return _holds(scope, REVEALERS, row)


def can_edit_register(scope: Scope, row: Any = None) -> bool:
    """Corrections of a household's or person's own fields."""
    return _holds(scope, EDITORS, row)


def can_assign_contacts(scope: Scope, row: Any = None) -> bool:
    """Which cadre keeps in touch with whom; `row` is a household, a stairwell or a pair."""
    return _holds(scope, EDITORS, row)
