"""Form fields that several forms of posts use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ColleagueField(forms.CharField):
    """A colleague by user name, or by name where only one of the staff directory has it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("User name, or the name where only one colleague has it."))
        super().__init__(max_length=60, **kwargs)
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> User | None:
        text = super().clean(value)
        if not text:
            return None
        colleagues = User.objects.active()
        found = list(colleagues.filter(username=text)) or list(colleagues.filter(name=text)[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(
                _("Several colleagues are called “%(name)s”. Type the user name."),
                params={"name": text},
            )
        raise forms.ValidationError(
            _("Nobody in the staff directory is called “%(name)s”. Check the spelling."),
            params={"name": text},
        )


class ListField(forms.CharField):
    """Lines of text; gives those that are not empty."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]
