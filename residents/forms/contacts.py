"""Who is to keep in touch with which households."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.intakes import clean_table_file
from accounts.models import User
from lib.day_field import DayField
from lib.periods import today
from lib.scope import Scope
from residents.forms.filters import SiteFilter
from residents.models import ContactPair
from residents.rules import EDITORS
from sites.models import Posting, ResettlementSite

MISSING, ALL = "missing", "all"


def cadres_of(site: ResettlementSite, on: date) -> QuerySet[User]:
    """Whoever holds a post at the site, at its town or at the county on that day."""
    posts = Posting.objects.current(on).filter(
        Q(site=site) | Q(township=site.township_id) | Q(county__isnull=False),
        holder=OuterRef("pk"),
    )
    return User.objects.filter(Exists(posts), is_active=True).order_by("name", "pk")


class CadreField(forms.ModelChoiceField):
    """A colleague by name and unit."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.name}（{user.unit}）" if user.unit else user.name


class ContactForm(forms.Form):
    """The cadre and the first day."""

    cadre = CadreField(
        label=_("Contact cadre"),
        queryset=User.objects.none(),
        empty_label=_("choose a colleague"),
        help_text=_("Colleagues with a post at the site, its town or the county."),
    )
    on = DayField(label=_("First day"))

    def __init__(self, *args: Any, site: ResettlementSite, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = cadres_of(site, scope.on)  # type: ignore[attr-defined]
        self.fields["on"].initial = scope.on


class StairwellContactForm(ContactForm):
    """The same for the households of a stairwell."""

    which = forms.ChoiceField(
        label=_("Households"),
        choices=[
            (MISSING, _("those without a contact cadre")),
            (ALL, _("all; who has another contact cadre changes")),
        ],
        initial=MISSING,
        widget=forms.RadioSelect,
    )


class EndForm(forms.Form):
    """The last day of a pair."""

    on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class ContactImportForm(forms.Form):
    """A sheet of contact pairs of one of the sites that the clerk keeps."""

    site = forms.ModelChoiceField(
        label=_("Resettlement site"), queryset=ResettlementSite.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("Sheet of contact pairs"),
        help_text=_(
            ".xlsx, .xls or .csv with the columns household number (户编号) and contact cadre "
            "(联系干部); the export has both. Who is in the sheet with another cadre changes, who "
            "is not in it stays."
        ),
    )
    on = DayField(label=_("First day"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = scope.on
        sites = ResettlementSite.objects.within(scope.only(EDITORS))
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        return clean_table_file(self.cleaned_data["file"])


class ContactFilter(SiteFilter):
    """Narrows the list of contact pairs."""

    cadre = CadreField(
        label=_("Contact cadre"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("all"),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        pairs = ContactPair.objects.within(self.reading).current(scope.on)
        self.fields["cadre"].queryset = (  # type: ignore[attr-defined]
            User.objects.filter(pk__in=pairs.values("cadre")).order_by("name", "pk")
        )

    def filter(self, rows: QuerySet) -> QuerySet:
        rows = super().filter(rows)
        cadre = self.given("cadre")
        return rows.filter(cadre=cadre) if cadre else rows
