"""Django's own admin, unthemed, opened by postings instead of Django's permissions."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from accounts.admin.scoping import PlacedChoices
from accounts.rules import can_view_admin

# Pages of Django's admin that the portal has elsewhere, or that would read past the scope.
LEFT_OUT = {"view_on_site", "password_change_done"}


class PortalAdminSite(AdminSite):
    """Signing in and out and passwords are the portal's; who may enter, a rule of `accounts`.

    Signed out: to the sign-in page. Signed in without the role: 403.
    """

    site_title = _("Anju resettlement portal")
    site_header = _("Master data")
    index_title = _("Master data")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and can_view_admin(request.scope)

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """403 for whoever has signed in and may not enter."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        urls = [url for url in super().get_urls() if getattr(url, "name", None) not in LEFT_OUT]
        for url in urls:
            if hasattr(url.callback, "login_url"):
                url.callback.login_url = "sign_in"
        return urls

    def get_log_entries(self, request: HttpRequest) -> QuerySet:
        """None: what was done stands in the audit log and in the history of the row."""
        return LogEntry.objects.none()

    @staticmethod
    @login_not_required
    def login(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The portal's sign-in page, which leads back to the admin."""
        following = request.GET.get("next") or reverse("admin:index")
        return HttpResponseRedirect(reverse("sign_in", query={"next": following}))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Rows to choose from, by what is typed of them."""
        return PlacedChoices.as_view(admin_site=self)(request)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The portal's sign-out, method and form kept."""
        return redirect("sign_out", preserve_request=True)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("password_change")


portal_admin = PortalAdminSite(name="admin")
