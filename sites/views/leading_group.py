"""The leading group with its versions, and its member units' completion table (R6, R7)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lib.access import needs
from lib.periods import since_last_year
from sites.leading_group import unit_lines
from sites.models import LeadingGroupVersion
from sites.rules import (
    can_decide_tasks,
    can_keep_organisations,
    can_view_leading_group,
    can_view_tasks,
)


@require_safe
@needs(can_view_leading_group)
def leading_group(request: HttpRequest) -> HttpResponse:
    """Today's version with its members, the earlier ones, and the units' completion table."""
    scope = request.scope
    versions = LeadingGroupVersion.objects.within(scope).prefetch_related(
        "leadinggroupmember_set__holder", "leadinggroupmember_set__organisation"
    )
    period = since_last_year(scope.on)
    current = versions.current(scope.on)
    context = {
        "current": current,
        "others": versions.exclude(pk__in=current.values("pk")).order_by("-valid_from"),
        "period": period,
        "may_keep": can_decide_tasks(scope) and can_keep_organisations(scope),
        "may_view_tasks": can_view_tasks(scope),
        "lines": unit_lines(scope, period, scope.on),
    }
    return render(request, "sites/leading_group.html", context)
