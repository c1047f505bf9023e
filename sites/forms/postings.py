"""Form of a posting."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lib.periods import today
from sites.actions.postings import is_last_administrator
from sites.models import Posting


class PostingForm(forms.ModelForm):
    """The last county administrator's posting stays open: nobody else could give that post."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.instance.pk:
            return cleaned
        stored = Posting.objects.get(pk=self.instance.pk)
        kept = not cleaned.get("valid_to") and all(
            cleaned.get(name) == getattr(stored, name) for name in ("post", "holder", "county")
        )
        if not kept and is_last_administrator(stored, today()):
            raise forms.ValidationError(
                _(
                    "%(holder)s is the last county administrator. "
                    "Give the post to somebody else first."
                ),
                params={"holder": stored.holder},
            )
        return cleaned
