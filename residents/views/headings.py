"""How offices mean their headings: what the import remembers, and an empty roster."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from residents.actions.imports.asking import forget_heading
from residents.models import HeaderChoice
from residents.roster.labels import label_of_field
from residents.roster.template import template_workbook
from residents.rules import IMPORTERS, can_import_roster

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs(can_import_roster)
def heading_list(request: HttpRequest) -> HttpResponse:
    """The headings with two readings that were asked about, by site, and the answers."""
    choices = HeaderChoice.objects.within(request.scope.only(IMPORTERS)).select_related("site")
    page = page_by_key(choices, request.GET, keys=("site__code", "header", "id"))
    for choice in page.rows:
        choice.label = label_of_field(choice.field)
    return render(request, "residents/heading_list.html", {"page": page})


@require_POST
def heading_forget(request: HttpRequest, choice_id: int) -> HttpResponse:
    """Forgets one answer, so that the next roster with this heading is asked about it."""
    choice = row_for(HeaderChoice.objects, request.scope, can_import_roster, pk=choice_id)
    forget_heading(actor=request.user, choice=choice, address=address_of(request))
    messages.success(
        request,
        _("Forgotten: the next roster with the heading “%(heading)s” is asked about it.")
        % {"heading": choice.header},
    )
    return redirect("heading_list")


@require_safe
@needs(can_import_roster)
def roster_template(request: HttpRequest) -> HttpResponse:
    """An empty roster with all columns, for offices that keep none yet."""
    name = _("roster template")
    disposition = content_disposition_header(True, f"{name}.xlsx")
    return HttpResponse(
        template_workbook(), content_type=XLSX, headers={"Content-Disposition": disposition}
    )
