"""The filter by origin that the lists of dated records share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PORTAL, LEDGER = "portal", "ledger"
ORIGINS = [("", _("all")), (PORTAL, _("recorded here")), (LEDGER, _("from a past ledger"))]


class OriginField(forms.ChoiceField):
    """Recorded in the portal, or taken over from a ledger kept before it."""

    def __init__(self) -> None:
        super().__init__(label=_("Origin"), choices=ORIGINS, required=False)


def of_origin(rows: Any, origin: str | None) -> Any:
    """The rows of one origin; all of them where none is asked for."""
    return rows.filter(is_historical=origin == LEDGER) if origin else rows
