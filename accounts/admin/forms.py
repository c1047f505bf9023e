"""What the forms of several kinds of master data share."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class ParentSiteForm(forms.ModelForm):
    """The row stands at the site of its parent (the field `parent`); the site is not asked for."""

    parent = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parent = cleaned.get(self.parent)
        if parent is None:
            return cleaned
        if self.instance.pk and self.instance.site_id != parent.site_id:
            self.add_error(
                self.parent,
                _(
                    "“%(parent)s” is at another site, and a row never changes its site. "
                    "Choose one of the same site, or enter the row anew."
                )
                % {"parent": parent},
            )
        else:
            self.instance.site_id = parent.site_id
        return cleaned
