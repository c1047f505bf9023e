"""The second factor: a code that a phone shows for half a minute, and devices remembered."""

import hashlib
import secrets
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_otp import login as mark_verified
from django_otp.oath import TOTP

from accounts.actions.events import address_of, record_audit
from accounts.enums import AuditVerb
from accounts.models import SecondFactor, TrustedDevice, User
from lib.encryption import CannotOpen

REMEMBERED = timedelta(days=30)
SECRET_BYTES = 20
# Session keys: a code is still asked for; the sealed secret of a device that is being set up.
DUE, NEW_KEY = "second_factor_due", "second_factor_key"


def device_of(user: User) -> SecondFactor | None:
    """The confirmed device of a person."""
    return SecondFactor.objects.filter(user=user, confirmed=True).first()


def recognise_device(request: HttpRequest, *, user: User) -> None:
    """At sign-in: a code is due when the person has a device, unless this browser is known."""
    device = device_of(user)
    if device is None:
        return
    if _is_trusted(request, user):
        mark_verified(request, device)
    else:
        request.session[DUE] = True


def new_device(request: HttpRequest, *, user: User) -> SecondFactor:
    """A device not stored yet; its secret waits in the session until a code proves it."""
    if NEW_KEY not in request.session:
        request.session[NEW_KEY] = SecondFactor.sealed(secrets.token_bytes(SECRET_BYTES))
    key = request.session[NEW_KEY]
    return SecondFactor(user=user, key=key, name="totp")


@transaction.atomic
def set_up_device(request: HttpRequest, *, actor: User, code: str) -> bool:
    """Stores the new device if the code is right; an earlier device is replaced."""
    # Locks the person, so that two submits do not leave two devices.
    User.objects.select_for_update().get(pk=actor.pk)
    device = new_device(request, user=actor)
    if not _code_fits(device, code):
        return False
    SecondFactor.objects.filter(user=actor).delete()
    TrustedDevice.objects.filter(user=actor).delete()
    device.save()
    request.session.pop(NEW_KEY, None)
    _verified(request, device)
    record_audit(
        actor=actor, verb=AuditVerb.SECOND_FACTOR_SET, row=actor, address=address_of(request)
    )
    return True


@transaction.atomic
def verify_code(request: HttpRequest, *, actor: User, code: str) -> str:
    """ "ok", "wrong" or "wait"; failures slow down, and a code works once only."""
    device = SecondFactor.objects.select_for_update().filter(user=actor, confirmed=True).first()
    if device is None:
        return "wrong"
    if not device.verify_is_allowed()[0]:
        return "wait"
    if not _verifies(device, code):
        record_audit(
            actor=actor,
            verb=AuditVerb.SIGN_IN_FAILED,
            row=actor,
            address=address_of(request),
            step="second_factor",
        )
        return "wrong"
    _verified(request, device)
    return "ok"


def remember_device(request: HttpRequest, response: HttpResponse, *, actor: User) -> None:
    """This browser is not asked again for 30 days; only a hash of its token is kept."""
    token = secrets.token_urlsafe(32)
    TrustedDevice.objects.create(
        user=actor,
        token_hash=_hash(token),
        label=request.headers.get("User-Agent", "")[:120],
        expires_at=timezone.now() + REMEMBERED,
    )
    response.set_cookie(
        _cookie(actor),
        token,
        max_age=int(REMEMBERED.total_seconds()),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    record_audit(actor=actor, verb=AuditVerb.DEVICE_TRUSTED, row=actor, address=address_of(request))


@transaction.atomic
def clear_second_factor(*, actor: User, user: User) -> None:
    """An administrator clears somebody's second factor (phone lost); open sessions need it anew."""
    SecondFactor.objects.filter(user=user).delete()
    TrustedDevice.objects.filter(user=user).delete()
    record_audit(actor=actor, verb=AuditVerb.SECOND_FACTOR_CLEARED, row=user)


def forget_expired_devices() -> int:
    """Deletes remembered devices whose 30 days are over; gives their number."""
    return TrustedDevice.objects.filter(expires_at__lt=timezone.now()).delete()[0]


def _verified(request: HttpRequest, device: SecondFactor) -> None:
    mark_verified(request, device)
    request.session.pop(DUE, None)
    # A session that has proved more gets a new key (session fixation).
    request.session.cycle_key()


def _verifies(device: SecondFactor, code: str) -> bool:
    """A secret whose key was lost verifies nothing: an administrator clears the factor."""
    try:
        return code.isascii() and code.isdigit() and device.verify_token(code)
    except CannotOpen:
        return False


def _code_fits(device: SecondFactor, code: str) -> bool:
    """Like `verify_token` for a device that is not stored yet; the code cannot be used again."""
    if not (code.isascii() and code.isdigit()):
        return False
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits)
    clock.time = time.time()
    if not clock.verify(int(code), device.tolerance):
        return False
    device.last_t, device.drift = clock.t(), clock.drift
    return True


def _is_trusted(request: HttpRequest, user: User) -> bool:
    token = request.COOKIES.get(_cookie(user), "")
    return (
        bool(token)
        and TrustedDevice.objects.filter(
            user=user, token_hash=_hash(token), expires_at__gt=timezone.now()
        ).exists()
    )


def _cookie(user: User) -> str:
    return f"known_device_{user.pk}"


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
