"""Mediation committees with their members, and the rates of case allowances."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from accounts.admin.base import PortalModelAdmin
from accounts.admin.columns import Related
from accounts.admin.inlines import PortalInline
from accounts.admin.resources import MasterResource
from accounts.admin.scoping import ScopedFilter
from accounts.admin.site import portal_admin
from accounts.models import User
from grids.enums import GRID_POST_ROLE
from grids.models import GridPosting
from services.models import CaseAllowanceRate, CommitteeMember, MediationCommittee
from services.models.disputes import DETAIL_READERS, INVOLVED
from services.models.mediation_committees import FEWEST_MEMBERS, MOST_MEMBERS
from services.rules.disputes import (
    can_keep_allowance_rates,
    can_keep_committees,
    can_view_allowance_rates,
    can_view_committees,
)
from sites.enums import POST_ROLE
from sites.models import Posting, ResettlementSite

WOMAN = "2"
# Who can open the cases for which he is appointed.
CASE_ROLES = DETAIL_READERS | INVOLVED


class MemberFormSet(BaseInlineFormSet):
    """The members of one committee; the law asks for 3 to 9, women among them (B3)."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        sitting = [row for row in rows if not row.get("DELETE") and not row.get("valid_to")]
        if not FEWEST_MEMBERS <= len(sitting) <= MOST_MEMBERS:
            raise ValidationError(
                _("A mediation committee has 3 to 9 members; these are %(number)s."),
                params={"number": len(sitting)},
            )
        if all(row.get("sex") != WOMAN for row in sitting):
            raise ValidationError(
                _("A mediation committee must have women among its members. Add at least one.")
            )

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A member stands at the site of his committee."""
        form.instance.site_id = self.instance.site_id
        return super().save_new(form, commit=commit)


class CommitteeMemberInline(PortalInline):
    model = CommitteeMember
    formset = MemberFormSet
    keep_rule = can_keep_committees
    fields = ["user", "sex", "ethnic_code", "is_head", "valid_from", "valid_to"]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Members hold a post at the site that opens their cases: nobody else is offered."""
        if db_field.name == "user":
            scope = request.scope.only(self.keep_rule.roles)
            holders = Q()
            for model, role_of in ((Posting, POST_ROLE), (GridPosting, GRID_POST_ROLE)):
                posts = [post for post, role in role_of.items() if role in CASE_ROLES]
                rows = model.objects.within(scope).current(scope.on)
                rows = rows.filter(site__isnull=False, post__in=posts)
                holders |= Q(pk__in=rows.values("holder"))
            kwargs["queryset"] = User.objects.active().filter(holders)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MediationCommitteeResource(MasterResource):
    site = Field("site", widget=Related(ResettlementSite, "code"))
    headers = {"site": gettext_lazy("site code")}
    loads = ("site",)

    class Meta:
        model = MediationCommittee
        fields = ("site", "name", "valid_from", "valid_to")
        import_id_fields = ("site", "name")


@admin.register(MediationCommittee, site=portal_admin)
class MediationCommitteeAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_committees, can_keep_committees
    resource_class = MediationCommitteeResource
    fixed_fields = ("site",)
    list_display = ["name", "site", "valid_from", "valid_to"]
    list_filter = [("site", ScopedFilter)]
    list_select_related = ["site"]
    inlines = [CommitteeMemberInline]


class CaseAllowanceRateResource(MasterResource):
    class Meta:
        model = CaseAllowanceRate
        fields = ("complexity", "form", "yuan", "valid_from", "valid_to")
        import_id_fields = ("complexity", "form", "valid_from")


@admin.register(CaseAllowanceRate, site=portal_admin)
class CaseAllowanceRateAdmin(PortalModelAdmin):
    view_rule, keep_rule = can_view_allowance_rates, can_keep_allowance_rates
    resource_class = CaseAllowanceRateResource
    list_display = ["complexity", "form", "yuan", "valid_from", "valid_to"]
    list_filter = ["complexity"]
