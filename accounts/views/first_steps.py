from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.actions.preferences import mark_first_steps_seen
from accounts.first_steps import steps_for


@require_http_methods(["GET", "HEAD", "POST"])
def first_steps(request: HttpRequest) -> HttpResponse:
    """The three things that this person's role does; shown at the first sign-in, and on demand."""
    if request.method == "POST":
        mark_first_steps_seen(actor=request.user)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/first_steps.html", {"steps": steps_for(request.scope)})
