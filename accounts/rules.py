"""Who may do what with accounts, logs and master data (docs/architecture.md, roles)."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import ExportJob, User
from lib.access import HeldBy
from lib.exports import exporter_of
from lib.scope import Role, Scope

ADMIN_READERS = frozenset({Role.COUNTY_ADMINISTRATOR, Role.COUNTY_STAFF, Role.SITE_STAFF})


def can_view_admin(scope: Scope) -> bool:
    """Who may open the master data: administrators, follow-up office, site staff."""
    return scope.has(ADMIN_READERS)


# Users are kept by county administrators alone.
can_keep_users = HeldBy(frozenset({Role.COUNTY_ADMINISTRATOR}), site="")


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


def can_use_exports(scope: Scope) -> bool:
    """Everybody sees his own exports; what may be exported is the rule of each list."""
    return bool(scope.grants)


def can_fetch_export(scope: Scope, row: ExportJob) -> bool:
    """The maker, while he may still see the list that the file was made of."""
    exporter = exporter_of(row.exporter)
    return row.maker_id == scope.user_id and exporter is not None and exporter.allowed(scope)


def must_prove_second_factor(scope: Scope) -> bool:
    """Whether the posts alone oblige; in the demonstration they do not."""
    return needs_second_factor(scope) and settings.SECOND_FACTOR_OBLIGATORY


def password_is_due(user: User) -> bool:
    """A first password, or one older than PASSWORD_DAYS (0: no limit), must be changed."""
    if user.must_change_password:
        return True
    life = timedelta(days=settings.PASSWORD_DAYS)
    return bool(life) and timezone.now() - user.password_changed_at > life
