"""The filter of the posts page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from lib.day_field import DayField
from lib.periods import today
from lib.posts import post_tables
from lib.scope import Scope
from sites.enums import AppointmentSource
from sites.models import ResettlementSite
from sites.rules import POST_READERS

SHOWN = ("held", "vacant", "twice", "due")


class PostFilter(forms.Form):
    """Site, post and day; which of the four lists is shown stands in `show`."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=None, required=False, empty_label=_("all")
    )
    post = forms.ChoiceField(label=_("Post"), required=False)
    source = forms.ChoiceField(
        label=_("Source"), choices=[("", _("all")), *AppointmentSource.choices], required=False
    )
    on = DayField(label=_("As of"), required=False, initial=today)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = scope.only(POST_READERS)
        sites = ResettlementSite.objects.within(self.reading)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        posts = [pair for table in post_tables() for pair in table.posts]
        self.fields["post"].choices = [("", _("all")), *posts]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def show(self) -> str:
        asked = self.data.get("show", "")
        return asked if asked in SHOWN else SHOWN[0]

    @property
    def day(self) -> Any:
        return self.cleaned_data.get("on") or today()

    @property
    def asked_source(self) -> str:
        return self.cleaned_data.get("source", "")

    @property
    def narrowing(self) -> dict[str, Any]:
        """Site and post as `sites.post_list` takes them."""
        site = self.cleaned_data.get("site")
        return {"site_id": site.pk if site else None, "post": self.cleaned_data.get("post", "")}

    def in_words(self) -> str:
        """The filter as a line of text, for the foot of an export."""
        colon = pgettext("between a label and its value", ":")
        said = [f"{_('As of')}{colon}{self.day}"]
        if site := self.cleaned_data.get("site"):
            said.append(f"{_('Resettlement site')}{colon}{site}")
        if post := self.cleaned_data.get("post"):
            labels = dict(self.fields["post"].choices)  # type: ignore[attr-defined]
            said.append(f"{_('Post')}{colon}{labels[post]}")
        if self.asked_source:
            said.append(f"{_('Source')}{colon}{AppointmentSource(self.asked_source).label}")
        return "; ".join(said)
