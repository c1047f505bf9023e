"""Idle time-out: a session that rested too long must sign in again, nothing typed is lost."""

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.actions.drafts import drop_draft, keep_draft
from accounts.actions.sign_in import end_session

LAST_SEEN = "last_seen"
# The session row is written at most this often, in seconds.
STAMP_SECONDS = 30
# A page that asks again by itself says so: a screen left alone must not stay signed in.
POLL_HEADERS = ("X-Poll", "X-Fragment")
# A cookie that says no more than that something was kept; the script takes it away again.
TYPED, TYPED_SECONDS = "typed", 8 * 3600
# These must work however late they come; a late draft is kept, the next page ends the session.
ALWAYS = {"draft_save", "sign_out"}


class IdleTimeoutMiddleware:
    """Ends idle sessions; a form that is sent too late is kept as a draft first.

    It works in `process_view`, behind the check of the CSRF token and inside the transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            # Office computers are shared: "back" after signing out must not show a household.
            add_never_cache_headers(response)
        sent = request.method == "POST" and response.status_code in (302, 303)
        kept = getattr(request, "draft_kept", False)
        if sent and not kept and request.user.is_authenticated:
            drop_draft(actor=request.user, form=request.path)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        polled = request.method == "GET" and any(name in request.headers for name in POLL_HEADERS)
        if not request.user.is_authenticated:
            needs_user = getattr(view, "login_required", True)
            return _ask_to_sign_in(request, polled) if needs_user else None
        now, seen = time.time(), request.session.get(LAST_SEEN)
        if seen is None or now - seen <= settings.IDLE_TIMEOUT_MINUTES * 60:
            if not polled and (seen is None or now - seen >= STAMP_SECONDS):
                request.session[LAST_SEEN] = now
            return None
        if request.method == "POST" and request.resolver_match.view_name in ALWAYS:
            return None
        return HttpResponse(status=401) if polled else _end_idle_session(request)


def _ask_to_sign_in(request: HttpRequest, polled: bool) -> HttpResponse | None:
    """Nobody is signed in: scripts get a plain 401, a sent form leads back to its own page."""
    if polled or request.resolver_match.view_name == "draft_save":
        return HttpResponse(status=401)
    if request.method != "POST":
        return None
    messages.info(request, _("You are no longer signed in. Please sign in again."))
    return redirect(f"{reverse('sign_in')}?{urlencode({'next': page_of_form(request)})}")


def _end_idle_session(request: HttpRequest) -> HttpResponse | None:
    """Keeps what was sent, signs out and leads back through the sign-in page."""
    target, sentence = request.get_full_path(), _("Please sign in again.")
    kept = False
    if request.method == "POST":
        target = page_of_form(request)
        kept = keep_draft(actor=request.user, form=request.path, typed=request.POST)
        if kept:
            sentence = _(
                "What you had typed is kept and is filled in again when you sign in; "
                "files must be chosen again."
            )
    request.draft_kept = True
    end_session(request, idle=True)
    if request.resolver_match.view_name == "sign_in":
        return None
    messages.info(
        request,
        _("You were signed out after %(minutes)s minutes without activity.")
        % {"minutes": settings.IDLE_TIMEOUT_MINUTES}
        + " "
        + sentence,
    )
    response = redirect(f"{reverse('sign_in')}?{urlencode({'next': target})}")
    return tell_page(response) if kept else response


def tell_page(response: HttpResponse) -> HttpResponse:
    """Has the next page with a form of this person ask for what was kept (`forms.js`)."""
    response.set_cookie(
        TYPED, "1", max_age=TYPED_SECONDS, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
    return response


def page_of_form(request: HttpRequest) -> str:
    """The page that showed the form; browsers name it, since our referrer policy is same-origin."""
    page = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        parts = urlsplit(page)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return request.path
