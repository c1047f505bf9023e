"""Rooms and the agreements by which they are shared."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.admin.columns import Related
from accounts.admin.ending import HeldToday
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from sites.admin.centres import HEADERS, CentreDataAdmin
from sites.forms.centres import SharingAgreementForm
from sites.models import Organisation, ResettlementSite, SharingAgreement, Venue


class VenueResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    headers = {"site": _("site code")}
    loads = ("site",)

    class Meta:
        model = Venue
        fields = (
            "site", "house", "kind", "name", "floor_area_m2", "seats", "origin", "cost_yuan",
            "valid_from", "valid_to",
        )  # fmt: skip
        import_id_fields = ("site", "name", "valid_from")


@admin.register(Venue, site=portal_admin)
class VenueAdmin(CentreDataAdmin):
    resource_class = VenueResource
    fixed_fields = ("site",)
    list_display = ["name", "site", "house", "kind", "origin", "cost_yuan", "valid_from"]
    list_filter = [HeldToday, "house", "kind", "origin", ("site", ScopedFilter)]
    list_select_related = ["site"]
    search_fields = ["name"]


class SharingAgreementResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    venue = Field("venue", widget=Related(Venue, "name", site="site"))
    organisation = Field("organisation", widget=Related(Organisation, "name"))
    headers = HEADERS | {"organisation": _("shared with")}
    loads = ("site", "venue", "organisation")

    class Meta:
        model = SharingAgreement
        fields = (
            "site", "venue", "organisation", "direction", "terms", "document_no", "valid_from",
            "valid_to",
        )  # fmt: skip
        import_id_fields = ("site", "venue", "organisation", "valid_from")


@admin.register(SharingAgreement, site=portal_admin)
class SharingAgreementAdmin(CentreDataAdmin):
    form = SharingAgreementForm
    resource_class = SharingAgreementResource
    fields = [
        "venue", "organisation", "direction", "terms", "document_no", "document", "valid_from",
        "valid_to",
    ]  # fmt: skip
    choice_loads = {"venue": ("site",), "organisation": ("site",)}
    list_display = ["venue", "organisation", "direction", "site", "valid_from", "valid_to"]
    list_filter = [HeldToday, "direction", ("site", ScopedFilter)]
    list_select_related = ["site", "venue", "organisation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The sealed file of the paper is not read with the row."""
        return super().get_queryset(request).defer("document__file_sealed")
