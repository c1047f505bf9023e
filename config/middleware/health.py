"""The health addresses are answered before sessions, scope and the transaction are touched."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.views.health import healthz, readyz

ANSWERS = {"/healthz": healthz, "/readyz": readyz}


class HealthMiddleware:
    """Without it `/healthz` would fail together with the database.

    It also stands before the check of the host name: a watcher may ask by address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        return answer(request) if answer else self.get_response(request)
