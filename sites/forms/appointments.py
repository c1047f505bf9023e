"""Forms that fill, end and rotate posts, and that let somebody stand in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.day_field import DayField
from lib.periods import today
from lib.scope import Scope
from sites.actions.appointments import place_of
from sites.enums import SECONDED_POSTS, AppointmentSource, PlaceLevel, Post, level_of
from sites.forms.fields import ColleagueField, ListField
from sites.models import (
    CommitteeTerm,
    Organisation,
    Posting,
    ReserveCadre,
    ResettlementSite,
    ServiceDocument,
)
from sites.rules import can_appoint, can_keep_reserve

# What is usually handed over; the giver changes the list as it is.
USUAL_ITEMS = gettext_lazy(
    "Keys and seals\nFiles and registers\nOpen matters and promises\nMoney and equipment"
)
NO_SOURCE = [("", gettext_lazy("not stated")), *AppointmentSource.choices]


class HolderFields(forms.Form):
    """Who gets a post: a colleague, or somebody of the reserve pool."""

    colleague = ColleagueField(label=gettext_lazy("Holder"), required=False)
    cadre = forms.ModelChoiceField(
        label=gettext_lazy("From the reserve pool"),
        queryset=ReserveCadre.objects.none(),
        required=False,
        empty_label=gettext_lazy("not from the pool"),
    )

    def offer_pool(self, scope: Scope) -> None:
        pool = ReserveCadre.objects.within(scope.only(can_keep_reserve.roles)).in_pool()
        self.fields["cadre"].queryset = pool.select_related("user")  # type: ignore[attr-defined]
        self.fields["cadre"].label_from_instance = in_pool_words  # type: ignore[attr-defined]

    def clean_holder(self, cleaned: dict[str, Any]) -> None:
        """One of the two says who it is; a colleague beside a cadre must be the same person."""
        colleague, cadre = cleaned.get("colleague"), cleaned.get("cadre")
        if not colleague and not cadre and not self.errors:
            self.add_error("colleague", _("Say who holds the post, or choose from the pool."))
        if colleague and cadre and cadre.user != colleague:
            self.add_error("cadre", _("These are two persons. Give one of them."))


class AppointForm(HolderFields, forms.ModelForm):
    """A new posting; the tables of posts add their places."""

    valid_from = DayField(label=gettext_lazy("First day"), initial=today)
    planned_to = DayField(label=gettext_lazy("Planned last day"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.offer_pool(scope)
        self.keeping = scope.only(can_appoint.roles)
        papers = ServiceDocument.objects.within(self.keeping)
        self.fields["document"].queryset = papers  # type: ignore[attr-defined]

    def asked(self, name: str) -> int | None:
        """The id that the form was sent or opened with, None without a usable one."""
        value = str((self.data.get(name) if self.is_bound else self.initial.get(name)) or "")
        return int(value) if value.isdecimal() and len(value) < 18 else None

    def narrow(self, name: str, rows: Any) -> None:
        """Offers these rows, or no field where there are none."""
        if rows.exists():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.clean_holder(cleaned)
        if cleaned.get("colleague"):
            self.instance.holder = cleaned["colleague"]
        elif cleaned.get("cadre") and cleaned["cadre"].user:
            self.instance.holder = cleaned["cadre"].user
        return cleaned


MORE_FIELDS = ["valid_from", "planned_to", "duty", "source", "document_no", "document", "allowance"]


class SiteAppointForm(AppointForm):
    """A post at a site; county and town posts are given in the master data."""

    field_order = ["post", "site", "colleague", "cadre"]

    class Meta:
        model = Posting
        fields = ["post", "site", "organisation", "committee_term", "home_organisation"]
        fields += ["round", "is_released", *MORE_FIELDS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at_sites = [pair for pair in Post.choices if level_of(pair[0]) == PlaceLevel.SITE]
        self.fields["post"].choices = at_sites  # type: ignore[attr-defined]
        sites = ResettlementSite.objects.within(self.keeping)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["site"].required = True
        site, on = self.asked("site"), self.scope.on
        self.narrow("organisation", Organisation.objects.filter(site=site))
        self.narrow("committee_term", CommitteeTerm.objects.current(on).filter(site=site))
        self.narrow("home_organisation", Organisation.objects.filter(site__isnull=True))


class EndForm(forms.Form):
    """The last day of a posting, and why."""

    on = DayField(label=gettext_lazy("Last day"), initial=today)
    why = forms.CharField(label=gettext_lazy("Why it ends"), max_length=200)
    items = ListField(
        label=gettext_lazy("Hand-over list, a line each"),
        required=False,
        initial=USUAL_ITEMS,
        help_text=gettext_lazy("Empty where nothing is handed over."),
    )


class ExtendForm(forms.Form):
    """A later planned day, and why."""

    planned_to = DayField(label=gettext_lazy("Planned last day"))
    why = forms.CharField(label=gettext_lazy("Why it is extended"), max_length=200)


class RotateForm(HolderFields):
    """The successor of a posting; the giver's last day is the one before he begins."""

    first = DayField(
        label=gettext_lazy("First day of the successor"),
        help_text=gettext_lazy(
            "From tomorrow on the giver can still sign the list here, on an earlier day by hand."
        ),
    )
    planned_to = DayField(label=gettext_lazy("Planned last day"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("Source"), choices=NO_SOURCE, required=False)
    document_no = forms.CharField(label=gettext_lazy("Document no."), max_length=60, required=False)
    home_organisation = forms.ModelChoiceField(
        label=gettext_lazy("Home unit"),
        queryset=Organisation.objects.filter(site__isnull=True),
        required=False,
        empty_label=gettext_lazy("not stated"),
    )
    round = forms.CharField(
        label=gettext_lazy("Round of secondment"), max_length=60, required=False
    )
    why = forms.CharField(
        label=gettext_lazy("Why it ends"), max_length=200, initial=gettext_lazy("rotation")
    )
    items = ListField(label=gettext_lazy("Hand-over list, a line each"), initial=USUAL_ITEMS)

    def __init__(self, *args: Any, scope: Scope, posting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posting = posting
        self.offer_pool(scope)
        ends = posting.valid_to or max(posting.planned_to or today(), today())
        self.fields["first"].initial = ends + timedelta(days=1)
        if posting.post not in SECONDED_POSTS:
            del self.fields["home_organisation"], self.fields["round"]

    def clean_first(self) -> Any:
        first = self.cleaned_data["first"]
        if first <= self.posting.valid_from:
            raise forms.ValidationError(
                _("%(holder)s began on %(day)s. Give a later day."),
                params={"holder": self.posting.holder, "day": self.posting.valid_from},
            )
        return first

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.clean_holder(cleaned)
        if cleaned.get("colleague") == self.posting.holder:
            self.add_error("colleague", _("Nobody hands over to himself. Choose the successor."))
        return cleaned

    def successor(self) -> Any:
        """The successor's posting, not yet stored."""
        typed, giver = self.cleaned_data, self.posting
        row = type(giver)(
            post=giver.post,
            valid_from=typed["first"],
            planned_to=typed["planned_to"],
            source=typed["source"],
            document_no=typed["document_no"],
            **place_of(giver),
        )
        if hasattr(giver, "organisation_id"):
            row.organisation_id = giver.organisation_id
            row.committee_term_id = giver.committee_term_id
            row.home_organisation = typed.get("home_organisation")
            row.round = typed.get("round", "")
        if typed["colleague"]:
            row.holder = typed["colleague"]
        return row


class StandInForm(forms.Form):
    """Who acts in a post while its holder is away, and on which days."""

    colleague = ColleagueField(label=gettext_lazy("Stand-in"))
    first = DayField(label=gettext_lazy("First day"))
    last = DayField(label=gettext_lazy("Last day"))


def in_pool_words(cadre: ReserveCadre) -> str:
    """Name and source, as the choice of a reserve cadre shows them."""
    return f"{cadre.name} ({cadre.get_source_display()})"
