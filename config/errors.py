"""Error pages: calm, in the reader's language, and without a word of what was typed."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)
PLAIN_ERROR = "系统出错了，请稍后再试。\nSomething went wrong here. Please try again later.\n"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page needs the database and every template above it: without them a plain sentence."""
    try:
        return render(request, "500.html", status=500)
    except Exception:
        log.exception("The error page could not be made")
        return HttpResponse(PLAIN_ERROR, content_type="text/plain; charset=utf-8", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
