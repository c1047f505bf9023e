"""Users of the staff directory and their passwords; pages and the admin share these."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import TrustedDevice, User

# Without characters that look alike on paper.
LETTERS = "abcdefghijkmnpqrstuvwxyz"
CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"
PART_LENGTH = 4


def new_first_password() -> str:
    """A random password of twelve characters in three kinds, easy to read out: `abcd-EFGH-2345`."""
    return "-".join(
        "".join(secrets.choice(kind) for _ in range(PART_LENGTH))
        for kind in (LETTERS, CAPITALS, DIGITS)
    )


@transaction.atomic
def create_user(
    *,
    actor: User | None,
    username: str,
    name: str,
    unit: str = "",
    title: str = "",
    work_phone: str = "",
    password: str | None = None,
) -> User:
    """A new entry of the staff directory; without a password it cannot sign in.

    Raises ValidationError. A password given by somebody else must be changed at the first sign-in.
    """
    user = User(
        username=username,
        name=name,
        unit=unit,
        title=title,
        work_phone=work_phone,
        must_change_password=password is not None,
    )
    user.set_password(password)
    user.full_clean()
    user.save()
    record_audit(actor=actor, verb=AuditVerb.USER_SAVED, row=user, created=True)
    return user


@transaction.atomic
def set_first_password(*, actor: User | None, user: User, password: str | None = None) -> str:
    """Gives a (new) first password and returns it; it must be changed at the next sign-in.

    All sessions of the user end, since each carries a hash of the password; remembered devices go.
    """
    password = password or new_first_password()
    user.must_change_password = True
    _store_password(user, password)
    TrustedDevice.objects.filter(user=user).delete()
    record_audit(actor=actor, verb=AuditVerb.PASSWORD_CHANGED, row=user, first=True)
    return password


@transaction.atomic
def change_password(*, actor: User, password: str, address: str | None = None) -> None:
    """One's own password; the form has checked the old one and the rules."""
    actor.must_change_password = False
    _store_password(actor, password)
    record_audit(
        actor=actor, verb=AuditVerb.PASSWORD_CHANGED, row=actor, address=address, first=False
    )


def _store_password(user: User, password: str) -> None:
    user.set_password(password)
    user.password_changed_at = timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
