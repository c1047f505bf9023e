from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as set_language_cookie

from accounts.actions.preferences import set_large_type, set_user_language
from accounts.views.sign_in import next_page


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Large type on (`large_type=1`) or off; then back to `next`."""
    set_large_type(actor=request.user, large=request.POST.get("large_type") == "1")
    return redirect(next_page(request))


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Django's language switch, remembered with the user for the next sign-in."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        set_user_language(actor=request.user, language=language)
    return set_language_cookie(request)
