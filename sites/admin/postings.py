"""Postings and seats: who holds which post, and what is vacant."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.ending import HeldToday, ending_action
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from accounts.models import User
from lib.periods import today
from sites.actions.postings import end_posting, is_last_administrator
from sites.forms.postings import PostingForm
from sites.models import County, Establishment, Organisation, Posting, ResettlementSite, Township
from sites.rules import can_keep_postings, can_view_postings

HEADERS = {
    "holder": gettext_lazy("user name"),
    "county": gettext_lazy("county code"),
    "township": gettext_lazy("town code"),
    "site": gettext_lazy("site code"),
}


class PostingResource(MasterResource):
    holder = Field("holder", widget=Related(User, "username"))
    county = Field("county", widget=Related(County, "code"))
    township = Field("township", widget=Related(Township, "code"))
    site = Field("site", widget=Related(ResettlementSite, "code"))
    organisation = Field("organisation", widget=Related(Organisation, "name", site="site"))
    home_organisation = Field("home_organisation", widget=Related(Organisation, "name"))
    headers = HEADERS
    loads = ("holder", "county", "township", "site", "organisation", "home_organisation")

    class Meta:
        model = Posting
        fields = (
            "holder", "post", "county", "township", "site", "organisation", "valid_from",
            "valid_to", "planned_to", "document_no", "duty", "source", "home_organisation", "round",
            "is_released", "allowance", "extended_why", "ended_why",
        )  # fmt: skip
        import_id_fields = ("holder", "post", "county", "township", "site", "valid_from")


class EstablishmentResource(MasterResource):
    county = Field("county", widget=Related(County, "code"))
    township = Field("township", widget=Related(Township, "code"))
    site = Field("site", widget=Related(ResettlementSite, "code"))
    headers = HEADERS
    loads = ("county", "township", "site")

    class Meta:
        model = Establishment
        fields = ("post", "county", "township", "site", "seats")
        import_id_fields = ("post", "county", "township", "site")


class Vacancy(admin.SimpleListFilter):
    """Posts with a vacant seat."""

    title = gettext_lazy("vacant seats")
    parameter_name = "vacant"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(vacant__gt=0) if self.value() == "yes" else queryset


@admin.register(Posting, site=portal_admin)
class PostingAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_postings, can_keep_postings
    form = PostingForm
    resource_class = PostingResource
    # Stand-ins and hand-overs come from their own deeds.
    exclude = ["stands_in_for", "handover"]
    autocomplete_fields = ["holder", "organisation", "home_organisation"]
    choice_loads = {
        "organisation": ("site",),
        "home_organisation": ("site",),
        "committee_term": ("site", "organisation"),
    }
    list_display = ["holder", "post", "place", "valid_from", "valid_to", "planned_to"]
    list_filter = [HeldToday, "post", ("site", ScopedFilter)]
    list_select_related = ["holder", "county", "township", "site"]
    search_fields = ["holder__name", "holder__username"]
    actions = [ending_action(end_posting)]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for the last county administrator's posting."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj is not None and is_last_administrator(obj, today()))

    @admin.display(description=gettext_lazy("place"))
    def place(self, posting: Posting) -> str:
        return str(posting.place)


@admin.register(Establishment, site=portal_admin)
class EstablishmentAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_postings, can_keep_postings
    resource_class = EstablishmentResource
    list_display = ["post", "place", "seats", "held", "vacant"]
    list_filter = [Vacancy, "post", ("site", ScopedFilter)]
    list_select_related = ["county", "township", "site"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_vacancies(today())

    @admin.display(description=gettext_lazy("place"))
    def place(self, establishment: Establishment) -> str:
        return str(establishment.place)

    @admin.display(description=gettext_lazy("held"))
    def held(self, establishment: Establishment) -> int:
        return establishment.held

    @admin.display(description=gettext_lazy("vacant"))
    def vacant(self, establishment: Establishment) -> int:
        return establishment.vacant
