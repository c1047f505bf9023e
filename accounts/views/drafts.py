from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.actions.drafts import keep_draft


@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Called by the page while somebody types: keeps the fields, answers nothing.

    The field `draft-form` names the path that the form is sent to.
    """
    typed = request.POST.copy()
    form = (typed.pop("draft-form", None) or [""])[-1]
    kept = "\x00" not in form and keep_draft(actor=request.user, form=form, typed=typed)
    return HttpResponse(status=204 if kept else 400)
