"""Tags of the service pages."""

from typing import Any

from django import template
from django.urls import reverse

from services.tabs import TABS

register = template.Library()


@register.inclusion_tag("services/tabs.html", takes_context=True)
def service_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """The row of tabs over every page of the service centre."""
    request = context["request"]
    tabs = [
        {"label": tab.label, "url": (url := reverse(tab.url_name)), "current": request.path == url}
        for tab in TABS
        if tab.rule(request.scope)
    ]
    return {"tabs": tabs}
