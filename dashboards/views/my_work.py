"""My work: what I am responsible for, what is vacant under me, what is due."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dashboards.figures.sites import KEY_FIGURES, OWN_FIGURES, tiles
from dashboards.my_work import posts_due, vacancies
from dashboards.rules import FIGURE_READERS, can_view_figures
from lib.periods import since_last_year
from lib.scope import Role
from lib.tasks import work_of
from residents.models import ContactPair
from residents.rules import can_view_register
from sites.post_list import own_lines


@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """Three lists that follow from the posts of the person, whatever they are."""
    scope, user = request.scope, request.user
    pairs = ContactPair.objects.current(scope.on).filter(cadre=user.pk)
    context: dict[str, Any] = {
        "on": scope.on,
        "posts": own_lines(user.pk, scope.on),
        "contacts": pairs.count(),
        "contacts_url": f"{reverse('contact_list')}?cadre={user.pk}"
        if can_view_register(scope)
        else "",
        "vacancies": vacancies(scope),
        "work": work_of(scope),
        "posts_due": posts_due(scope),
        "computed_at": timezone.now(),
        "period": _("as of %(last)s") % {"last": scope.on},
    }
    if can_view_figures(scope):
        whole = scope.has(FIGURE_READERS - {Role.GRID_STAFF})
        figures = KEY_FIGURES if whole else OWN_FIGURES
        context["tiles"], context["reasons"] = tiles(scope, since_last_year(scope.on), figures)
    return render(request, "dashboards/my_work.html", context)
