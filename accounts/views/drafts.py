from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.drafts import keep_draft, typed_into


@never_cache
@require_http_methods(["GET", "POST"])
def draft_save(request: HttpRequest) -> HttpResponse:
    """Called by the page while somebody types (POST): keeps the fields, answers nothing.

    The field `draft-form` names the path that the form is sent to. After an idle time-out the page
    asks for what was kept of its own form (GET).
    """
    if request.method == "GET":
        asked = request.GET.get("draft-form", "").replace("\x00", "")
        return JsonResponse(typed_into(actor=request.user, form=asked))
    typed = request.POST.copy()
    form = (typed.pop("draft-form", None) or [""])[-1]
    kept = "\x00" not in form and keep_draft(actor=request.user, form=form, typed=typed)
    return HttpResponse(status=204 if kept else 400)
