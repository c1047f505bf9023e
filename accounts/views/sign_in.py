from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.actions.sign_in import begin_session, end_session, record_failure
from accounts.enums import AuditVerb
from accounts.forms.sign_in import SignInForm
from accounts.models import User
from lib.sign_ins import demo_sign_ins


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """What this is, whom to ask, and the form. A locked user name is answered by `locked_out`."""
    if request.user.is_authenticated and request.method == "GET":
        return redirect(next_page(request))
    form = SignInForm(request, request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            begin_session(request, user=form.get_user())
            return _first_page(request, form.get_user())
        if not getattr(request, "axes_locked_out", False):
            # Only what the form took: a NUL, say, is no text for the database.
            record_failure(
                request,
                username=getattr(form, "cleaned_data", {}).get("username", ""),
                verb=AuditVerb.SIGN_IN_FAILED,
            )
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "demo_sign_ins": demo_sign_ins() if settings.DEMO else [],
    }
    return render(request, "accounts/sign_in.html", context)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    end_session(request)
    messages.info(request, _("You are signed out."))
    return redirect("sign_in")


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """Answers instead of the sign-in page while a user name is locked at an address (429)."""
    record_failure(
        request,
        username=(credentials or {}).get("username", ""),
        verb=AuditVerb.LOCKED_OUT,
    )
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)


def next_page(request: HttpRequest) -> str:
    """The page that somebody wanted before he was asked to sign in; only one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe and wanted else resolve_url(settings.LOGIN_REDIRECT_URL)


def _first_page(request: HttpRequest, user: User) -> HttpResponse:
    """The first steps for who has not seen them, else the page wanted; in the user's language."""
    target = next_page(request)
    if not user.seen_first_steps and target == resolve_url(settings.LOGIN_REDIRECT_URL):
        target = reverse("first_steps")
    response = HttpResponseRedirect(target)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.language,
        max_age=365 * 24 * 3600,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
