"""The way back: whoever mends a gap of a board comes back to that board."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

NEXT = "next"


def way_back(request: HttpRequest, default: str = "") -> str:
    """The address in `next` of the form or the address bar; `default` unless it is our own."""
    url = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else default


def with_way_back(url: str, back: str, **query: str | int) -> str:
    """`url` with what its form starts with, and with the way back."""
    return f"{url}?{urlencode({**query, NEXT: back})}"
