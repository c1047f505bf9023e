"""What was typed and not sent yet: kept sealed on the server, never in a browser's own store."""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import FormDraft, User
from lib.encryption import CannotOpen, seal, unseal

PLACE = "accounts_formdraft.payload_sealed"
LONGEST_FORM = 120
LARGEST_DRAFT = 200_000
# Never kept, like all passwords: what proves who somebody is or belongs to one request only.
LEFT_OUT = {"csrfmiddlewaretoken", "otp", "next"}


def keep_draft(*, actor: User, form: str, typed: QueryDict) -> bool:
    """Keeps the typed fields of the form that is sent to the path `form`; False if too large.

    A form without any typed value drops its draft.
    """
    fields = {name: typed.getlist(name) for name in typed if not _is_left_out(name)}
    if len(form) > LONGEST_FORM or not form.startswith("/"):
        return False
    if not any(value.strip() for values in fields.values() for value in values):
        drop_draft(actor=actor, form=form)
        return True
    payload = json.dumps(fields, ensure_ascii=False).encode()
    if len(payload) > LARGEST_DRAFT:
        return False
    FormDraft.objects.update_or_create(
        user=actor, form=form, defaults={"payload_sealed": seal(payload, PLACE)}
    )
    return True


def drop_draft(*, actor: User, form: str) -> None:
    """The form was sent, or emptied: its draft is done with."""
    FormDraft.objects.filter(user=actor, form=form).delete()


def draft_for(request: HttpRequest, form: str = "") -> dict[str, Any]:
    """What this person typed into the form and has not sent: `initial` data, {} where none is.

    `form` is the path that the form is sent to; by default the page's own. Fields with several
    values come as lists. The page says in a message that it was filled from a draft.
    """
    if request.method != "GET" or not request.user.is_authenticated:
        return {}
    draft = FormDraft.objects.filter(user=request.user, form=form or request.path).first()
    fields = _opened(draft)
    if draft is None or not fields:
        return {}
    messages.info(
        request,
        _("What you typed here on %(when)s and did not send has been filled in again.")
        % {"when": f"{timezone.localtime(draft.updated_at):%Y-%m-%d %H:%M}"},
    )
    return {name: _initial(values) for name, values in fields.items()}


def typed_into(*, actor: User, form: str) -> dict[str, list[str]]:
    """The same for a page that fills its forms in by script: field to values, {} without any."""
    return _opened(FormDraft.objects.filter(user=actor, form=form).first())


def _opened(draft: FormDraft | None) -> dict[str, list[str]]:
    try:
        return json.loads(unseal(draft.payload_sealed, PLACE)) if draft else {}
    except (CannotOpen, ValueError):
        return {}


def delete_old_drafts() -> int:
    """Deletes drafts that nobody came back to; gives their number."""
    limit = timezone.now() - timedelta(days=settings.KEEP_DRAFTS_DAYS)
    return FormDraft.objects.filter(updated_at__lt=limit).delete()[0]


def _initial(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _is_left_out(name: str) -> bool:
    return name in LEFT_OUT or "password" in name.lower()
