"""Users, that is the staff directory: entries, first passwords, lost second factors."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions.second_factor import clear_second_factor
from accounts.actions.users import set_first_password
from accounts.admin.base import PortalModelAdmin
from accounts.admin.resources import MasterResource
from accounts.admin.site import portal_admin
from accounts.enums import AuditVerb
from accounts.forms.users import UserForm
from accounts.models import User
from accounts.rules import can_keep_users


class UserResource(MasterResource):
    """The directory without passwords: whoever comes by file cannot sign in until given one."""

    class Meta:
        model = User
        fields = ("username", "name", "unit", "title", "work_phone", "is_active")
        import_id_fields = ("username",)

    def after_init_instance(self, instance: User, new: bool, row: Any, **kwargs: Any) -> None:
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            instance.set_unusable_password()

    def validate_instance(
        self, instance: User, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """As in the form: nobody deactivates himself, so that one administrator always stays."""
        errors = dict(import_validation_errors or {})
        if instance.pk == self.scope.user_id and not instance.is_active:
            errors["is_active"] = ValidationError(
                _("You cannot deactivate yourself. Ask another county administrator.")
            )
        super().validate_instance(instance, errors, validate_unique)


@admin.action(
    permissions=["change"], description=gettext_lazy("Clear the second factor (telephone lost)")
)
def clear_factor(keeper: PortalModelAdmin, request: HttpRequest, queryset: QuerySet) -> None:
    """The persons set a new one up at their next sign-in."""
    for user in queryset:
        clear_second_factor(actor=request.user, user=user)
    number = len(queryset)
    sentence = ngettext(
        "The second factor of %(number)s user is cleared.",
        "The second factors of %(number)s users are cleared.",
        number,
    )
    messages.success(request, sentence % {"number": number})


@admin.action(permissions=["change"], description=gettext_lazy("Give a new first password"))
def give_first_password(keeper: PortalModelAdmin, request: HttpRequest, queryset: QuerySet) -> None:
    """A random one each, shown once; it must be changed at the next sign-in."""
    for user in queryset:
        password = set_first_password(actor=request.user, user=user)
        messages.warning(
            request,
            _("First password of %(user)s, shown only now: %(password)s")
            % {"user": user.username, "password": password},
        )


@admin.register(User, site=portal_admin)
class UserAdmin(PortalModelAdmin):
    """Users are deactivated, never deleted: what they did keeps their name."""

    view_rule = keep_rule = can_keep_users
    form = UserForm
    resource_class = UserResource
    deletable = False
    personal_fields = ("name", "work_phone")
    fields = [
        "username", "name", "unit", "title", "work_phone", "is_active", "language",
        "first_password",
    ]  # fmt: skip
    list_display = ["username", "name", "unit", "title", "work_phone", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "name", "unit"]
    actions = [give_first_password, clear_factor]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Without a first password a new user stands in the directory and cannot sign in."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("first_password"):
            set_first_password(
                actor=request.user, user=obj, password=form.cleaned_data["first_password"]
            )

    def log_addition(self, request: HttpRequest, obj: User, message: Any) -> None:
        self._audit(request, AuditVerb.USER_SAVED, obj)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> None:
        self._audit(request, AuditVerb.USER_SAVED, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user
        return form
