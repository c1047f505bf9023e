from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions.events import address_of
from accounts.actions.sign_in import record_failure
from accounts.actions.users import change_password
from accounts.enums import AuditVerb
from accounts.forms.passwords import PasswordForm
from accounts.rules import password_is_due
from accounts.views.sign_in import next_page


@never_cache
@sensitive_post_parameters()
def password_change(request: HttpRequest) -> HttpResponse:
    """One's own password; who has a first or an old one sees no other page before."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(
            actor=request.user,
            password=form.cleaned_data["new_password"],
            address=address_of(request),
        )
        update_session_auth_hash(request, request.user)
        messages.success(
            request, _("The new password holds from now on. Other sign-ins of yours have ended.")
        )
        return redirect(next_page(request))
    if "old_password" in form.errors:
        record_failure(
            request,
            username=request.user.username,
            verb=AuditVerb.SIGN_IN_FAILED,
            step="password_change",
        )
    context = {
        "form": form,
        "next": request.GET.get("next", ""),
        "due": password_is_due(request.user),
    }
    return render(request, "accounts/password_change.html", context)
