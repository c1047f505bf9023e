"""The public page of a site: a resident files and follows a request without an account.

The query code is derived from the form's token under a key of the server, so that the same form
sent twice tells the same code, and only its keyed hash is stored.
"""

import base64
import hmac
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.encryption import blind_index
from services.actions.requests import receive
from services.enums.requests import RequestChannel, Urgency
from services.models import PublicDoor, PublicKnock, ServiceRequest
from services.models.public import new_door_code
from sites.models import ResettlementSite

# An hour from one network address; a whole building may stand behind one.
LIMITS = {"file": 20, "ask": 60}
KEEP = timedelta(days=1)
CODE_LENGTH, GROUP = 12, 4
# Letters that are not taken for another when read aloud or copied from paper.
PLAIN, CLEAR = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "ABCDEFGHXJKLMNYPQRSTUVWZ23456789"


class TooMany(Exception):
    """More knocks from one address than a hand can type."""


@transaction.atomic
def knock(*, address: str | None, kind: str) -> None:
    """Counts one knock; TooMany beyond the limit of the hour."""
    mark = blind_index(f"knock:{address or 'unknown'}")
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    row, _made = PublicKnock.objects.get_or_create(mark=mark, kind=kind, hour=hour)
    # The row is locked by its own update: two knocks at once count as two.
    PublicKnock.objects.filter(pk=row.pk).update(times=F("times") + 1)
    row.refresh_from_db()
    if row.times > LIMITS[kind]:
        raise TooMany


def delete_old_knocks() -> int:
    """Deletes the counts of yesterday; gives their number."""
    return PublicKnock.objects.filter(hour__lt=timezone.now() - KEEP).delete()[0]


def code_of(token: uuid.UUID) -> str:
    """The query code of a form: 60 bits, "ABCD-EFGH-JKLM"."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"query" + token.bytes, "sha256")
    letters = base64.b32encode(digest).decode()[:CODE_LENGTH].translate(str.maketrans(PLAIN, CLEAR))
    return "-".join(letters[i : i + GROUP] for i in range(0, CODE_LENGTH, GROUP))


def mark_of(code: str) -> bytes | None:
    """The stored hash of a code as it was typed; None where it cannot be one."""
    letters = "".join(code.upper().split()).replace("-", "")
    if len(letters) != CODE_LENGTH or any(letter not in CLEAR for letter in letters):
        return None
    return blind_index(f"query:{letters}")


@transaction.atomic
def file_request(
    *,
    door: PublicDoor,
    category: str,
    words: str,
    place: str,
    caller_name: str,
    caller_phone: str,
    token: uuid.UUID,
) -> str:
    """Stores what a resident files; gives his query code. Raises ValidationError."""
    code = code_of(token)
    receive(
        actor=None,
        site=door.site,
        category=category,
        urgency=Urgency.ORDINARY,
        channel=RequestChannel.ONLINE,
        words=words,
        place=place,
        caller_name=caller_name,
        caller_phone=caller_phone,
        token=token,
        query_mark=mark_of(code),
    )
    return code


def request_of(code: str) -> ServiceRequest | None:
    """The request that a query code opens."""
    mark = mark_of(code)
    return ServiceRequest.objects.filter(query_mark=mark).first() if mark else None


@transaction.atomic
def open_door(*, actor: User, site: ResettlementSite) -> PublicDoor:
    """Opens the page of a site, with the code that it had."""
    door, made = PublicDoor.objects.get_or_create(site=site)
    if not door.is_open:
        door.is_open = True
        door.save(update_fields=["is_open"])
    verb = AuditVerb.ROW_ADDED if made else AuditVerb.ROW_CHANGED
    record_audit(actor=actor, verb=verb, row=door, site_id=site.pk, is_open=True)
    return door


@transaction.atomic
def renew_door(*, actor: User, site: ResettlementSite) -> PublicDoor:
    """A new code: what hangs on the walls leads nowhere any more."""
    door = open_door(actor=actor, site=site)
    door.code = new_door_code()
    door.save(update_fields=["code"])
    return door


@transaction.atomic
def close_door(*, actor: User, site: ResettlementSite) -> None:
    """Closes the page; whoever has a query code still asks."""
    for door in PublicDoor.objects.select_for_update().filter(site=site):
        door.is_open = False
        door.save(update_fields=["is_open"])
        record_audit(
            actor=actor, verb=AuditVerb.ROW_CHANGED, row=door, site_id=site.pk, is_open=False
        )
