"""Signing in and out: the session, its language, and the events of both."""

import hashlib
import hmac

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from accounts.actions.events import address_of, record_audit
from accounts.actions.second_factor import recognise_device
from accounts.enums import AuditVerb
from accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic
def begin_session(request: HttpRequest, *, user: User) -> None:
    """The password was right: a new session, in which a second factor may still be due."""
    login(request, user, backend=BACKEND)
    recognise_device(request, user=user)
    record_audit(actor=user, verb=AuditVerb.SIGNED_IN, row=user, address=address_of(request))


def end_session(request: HttpRequest, *, idle: bool = False) -> None:
    """Signs out; `idle` when nobody asked for it."""
    if request.user.is_authenticated:
        user = User.objects.get(pk=request.user.pk)
        record_audit(
            actor=user,
            verb=AuditVerb.SIGNED_OUT,
            row=user,
            address=address_of(request),
            idle=idle,
        )
    logout(request)


def record_failure(
    request: HttpRequest, *, username: str, verb: AuditVerb, step: str = "sign_in"
) -> None:
    """A failed or locked sign-in. What was typed is kept only if it is the name of a user.

    People type their password into the wrong field, so a name that nobody has stays nowhere.
    """
    user = User.objects.filter(username=username).first() if username else None
    record_audit(
        actor=None,
        verb=verb,
        row=user,
        address=address_of(request),
        known=bool(user),
        step=step,
    )


def username_mark(request: HttpRequest, credentials: dict | None = None) -> str | None:
    """What the lock-out counts by: a keyed hash of the user name instead of what was typed."""
    username = (credentials or {}).get("username") or request.POST.get("username")
    if not username:
        return None
    return hmac.new(settings.SECRET_KEY.encode(), username.encode(), hashlib.sha256).hexdigest()
