"""What the forms of several kinds of master data share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from accounts.actions.drafts import draft_for


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


def refused_form(form: type[forms.ModelForm], sentence: str) -> Any:
    """The form class, bound to be refused with this sentence: so it shows again what was typed."""

    class Refused(form):  # type: ignore[misc, valid-type]
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(None, sentence)
            return cleaned

    return Refused


@contextmanager
def typed_before(request: HttpRequest) -> Iterator[None]:
    """Fills a page that is opened with what this person typed there and could not send.

    The page is made as if that were sent now, and refused; nothing is stored by opening it.
    """
    typed = draft_for(request)
    if not typed:
        yield
        return
    sent = QueryDict(mutable=True)
    for name, value in typed.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    was: Any = request
    was.refusal = _("This was typed earlier and is not stored yet. Look through it and save it.")
    was.method, was.POST = "POST", sent
    try:
        yield
    finally:
        was.method, was.POST = "GET", QueryDict()
