"""Who may do what with accounts, logs and master data (docs/architecture.md, roles)."""

from typing import Any

from lib.scope import Role, Scope

ADMIN_READERS = frozenset({Role.COUNTY_ADMINISTRATOR, Role.COUNTY_STAFF, Role.SITE_STAFF})


def can_view_admin(scope: Scope) -> bool:
    """Who may open the master data: administrators, follow-up office, site staff."""
    return scope.has(ADMIN_READERS)


def can_manage_users(scope: Scope, row: Any = None) -> bool:
    """Users and postings are kept by county administrators alone."""
    return scope.has({Role.COUNTY_ADMINISTRATOR})


def can_view_audit(scope: Scope, row: Any = None) -> bool:
    """The audit and access log: auditors alone, who are never administrators."""
    return scope.has({Role.AUDITOR}) and not scope.has({Role.COUNTY_ADMINISTRATOR})


def can_view_staff(scope: Scope, row: Any = None) -> bool:
    """All staff may look up names, posts and work telephones."""
    return bool(scope.grants)


def needs_second_factor(scope: Scope) -> bool:
    """Administrators, auditors and county staff (outside demo mode)."""
    return scope.has(
        {
            Role.COUNTY_ADMINISTRATOR,
            Role.COUNTY_STAFF,
            Role.MEMBER_UNIT,
            Role.AUDITOR,
            Role.BUSINESS_AUDITOR,
        }
    )
