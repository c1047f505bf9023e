"""The sentence for somebody whose form was overtaken by a colleague's save."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from residents.actions.corrections import Stale
from residents.facts import (
    REVEALED_OF_HOUSEHOLD,
    REVEALED_OF_PERSON,
    label_of,
    mask_birth_date,
    mask_origin,
    shown,
)
from residents.models import Household, Person


def sentence_of(stale: Stale, row: Household | Person) -> str:
    """Who changed what to which value, and what to do; masked values stay masked."""
    by = User.objects.filter(pk=stale.by).first() if stale.by else None
    changes = "; ".join(f"{label_of(type(row), name)}: {_now(row, name)}" for name in stale.names)
    return _(
        "%(who)s changed this file at %(when)s while you were typing. It now says: %(changes)s. "
        "What you typed is kept below: compare it and save again."
    ) % {
        "who": by.name if by else _("the system"),
        "when": f"{timezone.localtime(stale.at):%Y-%m-%d %H:%M}" if stale.at else "–",
        "changes": changes or "–",
    }


def _now(row: Household | Person, name: str) -> str:
    if name.startswith("id_number") and isinstance(row, Person):
        return row.id_number_masked
    if name == "phone" and isinstance(row, Person):
        return row.phone_masked or _("nothing")
    if name == "birth_date" and isinstance(row, Person) and row.birth_date:
        return mask_birth_date(row.birth_date)
    if name == "origin_village" and isinstance(row, Household):
        return mask_origin(row.origin_village)
    assert name not in (*REVEALED_OF_HOUSEHOLD, *REVEALED_OF_PERSON)
    return shown(row, name) or _("nothing")
