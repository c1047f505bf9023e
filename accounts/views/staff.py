from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.rules import can_view_audit, can_view_staff
from lib.access import needs
from lib.paging import page_by_key
from lib.periods import today
from lib.posts import posts_of
from lib.sealed_text import seal_text, unseal_text

PLACE = "staff_list.find"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_view_staff)
def staff_list(request: HttpRequest) -> HttpResponse:
    """Names, units, posts and work telephones of all colleagues.

    The search words are posted and stand sealed in the address, so that no log holds a name.
    """
    if request.method == "POST":
        find = seal_text(request.POST.get("words", "").replace("\x00", "").strip()[:60], PLACE)
        query = f"?{urlencode({'find': find})}" if find else ""
        return redirect(reverse("staff_list") + query)
    words = unseal_text(request.GET.get("find", ""), PLACE)
    colleagues = User.objects.active().within(request.scope).matching(words)
    page = page_by_key(colleagues, request.GET, keys=("name", "id"))
    posts = posts_of([user.pk for user in page.rows], today())
    for user in page.rows:
        user.posts = posts.get(user.pk, [])
    context = {
        "page": page,
        "words": words,
        "may_audit": can_view_audit(request.scope),
    }
    return render(request, "accounts/staff_list.html", context)
