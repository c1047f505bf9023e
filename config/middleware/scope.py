"""The scope of a request, and the one transaction that it runs in."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lib.periods import today
from lib.scope import scope_of, scoped
from sites.models import Handover

Handler = Callable[[HttpRequest], HttpResponse]
# What someone without a current posting may still do: leave, change language or password.
OPEN_TO_ALL = {
    "sign_in", "sign_out", "set_language", "preferences", "password_change", "second_factor",
    "second_factor_set_up", "healthz", "readyz", "public_file", "public_ask",
}  # fmt: skip


class ScopeMiddleware:
    """Builds `request.scope` from the current postings; without one: an explaining page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.scope = scope_of(request.user.pk, today())
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.user.is_anonymous or request.scope.grants or match.view_name in OPEN_TO_ALL:
            return None
        unsigned = Handover.objects.filter(giver=request.user.pk, giver_signed_at__isnull=True)
        return render(request, "no_posting.html", {"unsigned": unsigned.exists()}, status=403)


class TransactionMiddleware:
    """Innermost: rendering included, and rolled back when the answer is an error of ours.

    ATOMIC_REQUESTS would end before a template response is rendered.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with scoped(request.scope, path=request.path):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
