"""A file between its preview and its confirmation: sealed, one a person and page."""

import json

from accounts.actions.drafts import PLACE
from accounts.models import FormDraft, User
from lib.encryption import CannotOpen, seal, unseal


def keep_upload(*, actor: User, page: str, name: str, content: bytes) -> None:
    """Keeps the file; an earlier one of the same page is replaced, old ones go with the drafts."""
    payload = json.dumps(name).encode() + b"\n" + content
    FormDraft.objects.update_or_create(
        user=actor, form=page, defaults={"payload_sealed": seal(payload, PLACE)}
    )


def kept_upload(*, actor: User, page: str) -> tuple[str, bytes] | None:
    """The name and content of the file that waits, or None."""
    draft = FormDraft.objects.filter(user=actor, form=page).first()
    if draft is None:
        return None
    try:
        name, content = unseal(draft.payload_sealed, PLACE).split(b"\n", 1)
    except CannotOpen:
        return None
    return json.loads(name), content


def drop_upload(*, actor: User, page: str) -> None:
    """The file was stored, or is not wanted."""
    FormDraft.objects.filter(user=actor, form=page).delete()
