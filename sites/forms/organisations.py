"""Form of an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class OrganisationForm(forms.ModelForm):
    """Whoever keeps one site gives that site; the county's own bodies are the county's to enter."""

    county_too = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "site" in self.fields and not cleaned.get("site") and not self.county_too:
            self.add_error("site", _("Choose the site; bodies of the county are entered there."))
        return cleaned
