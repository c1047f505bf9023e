"""Tags of the service pages."""

from typing import Any

from django import template

from services.tabs import shown_tabs

register = template.Library()


@register.inclusion_tag("services/tabs.html", takes_context=True)
def service_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """The groups over every page of the service centre, and below them the pages of the group."""
    request = context["request"]
    groups, here = shown_tabs(request.scope, request.resolver_match.url_name or "")
    return {"groups": groups, "here": here}
