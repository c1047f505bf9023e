"""One publication with the objections to it and their answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.drafts import draft_for
from lib.access import Rule, row_for
from services.actions.publications import answer_objection, raise_objection
from services.forms.publications import AnswerForm, ObjectionForm
from services.models import Objection, Publication
from services.rules.meetings import can_keep_meetings, can_view_publications


@require_http_methods(["GET", "HEAD", "POST"])
def publication_detail(request: HttpRequest, publication_id: int) -> HttpResponse:
    """What hangs on the notice board until when, who objected, and what was answered."""
    rule = can_keep_meetings if request.method == "POST" else can_view_publications
    publication = _publication(request, publication_id, rule)
    form = ObjectionForm(request.POST or None, initial=draft_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            raise_objection(actor=request.user, publication=publication, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The objection is written down. It waits for an answer."))
            return redirect("publication_detail", publication.pk)
    return _page(request, publication, form)


@require_POST
def objection_answer(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Writes down what was answered."""
    objection = row_for(Objection.objects, request.scope, can_keep_meetings, pk=objection_id)
    publication = _publication(request, objection.publication_id, can_keep_meetings)
    form = AnswerForm(request.POST, auto_id=f"answer-{objection.pk}_%s")
    if form.is_valid():
        try:
            answer_objection(actor=request.user, objection=objection, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The answer is written down."))
            return redirect("publication_detail", publication.pk)
    return _page(request, publication, ObjectionForm(), answered=objection.pk, answer=form)


def _page(
    request: HttpRequest,
    publication: Publication,
    form: ObjectionForm,
    answered: int = 0,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    objections = [
        {
            "objection": row,
            "form": answer if row.pk == answered else AnswerForm(auto_id=f"answer-{row.pk}_%s"),
        }
        for row in publication.objections.select_related("answered_by", "recorded_by")
    ]
    on = request.scope.on
    context = {
        "publication": publication,
        "objections": objections,
        "form": form,
        "is_over": publication.is_over(on),
        "may_keep": can_keep_meetings(request.scope, publication),
    }
    return render(request, "services/publication_detail.html", context)


def _publication(request: HttpRequest, publication_id: int, rule: Rule) -> Publication:
    rows = Publication.objects.select_related("site", "meeting__kind", "motion_stage__motion")
    return row_for(rows, request.scope, rule, pk=publication_id)
