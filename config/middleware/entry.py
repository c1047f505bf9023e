"""What must be done right after sign-in: the second factor, then the change of a first password."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.actions.drafts import keep_draft
from accounts.actions.second_factor import DUE
from accounts.rules import must_prove_second_factor, password_is_due
from config.middleware.idle import page_of_form, tell_page

# Open to a session that has proved the password alone.
BEFORE_SECOND_FACTOR = {
    "sign_in", "sign_out", "set_language", "preferences", "second_factor", "second_factor_set_up",
}  # fmt: skip
BEFORE_PASSWORD_CHANGE = BEFORE_SECOND_FACTOR | {"password_change"}


class EntryMiddleware:
    """Leads to the page that is due; every other page waits. Stands behind the scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if request.user.is_anonymous:
            return None
        name = request.resolver_match.view_name
        factor_due = DUE in request.session or must_prove_second_factor(request.scope)
        if name not in BEFORE_SECOND_FACTOR and factor_due and not request.user.is_verified():
            return _lead_to("second_factor", request)
        if name not in BEFORE_PASSWORD_CHANGE and password_is_due(request.user):
            return _lead_to("password_change", request)
        return None


def _lead_to(name: str, request: HttpRequest) -> HttpResponse:
    wanted = request.get_full_path() if request.method == "GET" else page_of_form(request)
    query = f"?{urlencode({'next': wanted})}" if wanted not in ("", "/") else ""
    response = redirect(reverse(name) + query)
    if request.method == "POST":
        keep_draft(actor=request.user, form=request.path, typed=request.POST)
        # What is too long to keep must not take the earlier draft along.
        request.draft_kept = True
        tell_page(response)
    return response
