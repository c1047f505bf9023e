"""Forms of master data that hangs on a room or a culture centre and stands at its site."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.admin.forms import ParentSiteForm


class SharingAgreementForm(ParentSiteForm):
    parent = "venue"


class CultureFundForm(ParentSiteForm):
    parent = "centre"


class CultureEquipmentForm(ParentSiteForm):
    parent = "centre"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _check_room(self, cleaned.get("venue"), self.instance.site_id)
        return cleaned


class OpenForm(forms.ModelForm):
    """Hours and closures: the room, where one is given, is one of the site."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        site = cleaned.get("site") or (self.instance.site if self.instance.pk else None)
        _check_room(self, cleaned.get("venue"), site.pk if site else None)
        return cleaned


class ServiceCentreForm(forms.ModelForm):
    """Whose house is shared has rooms of its own: no chain of guests."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        host = cleaned.get("host")
        if host is not None and host.host_id is not None:
            self.add_error(
                "host",
                _("“%(host)s” itself shares a house. Choose the centre whose house it is.")
                % {"host": host},
            )
        if host is not None and self.instance.pk and self.instance.guests.exists():
            self.add_error("host", _("Others share this centre's house. Change those first."))
        return cleaned


def _check_room(form: forms.ModelForm, venue: Any, site_id: int | None) -> None:
    if venue is not None and site_id is not None and venue.site_id != site_id:
        form.add_error(
            "venue", _("“%(room)s” is a room of another site. Choose one of this site.")
            % {"room": venue},
        )  # fmt: skip
