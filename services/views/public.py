"""Pages without an account: filing by the printed QR code, asking by the query code; the sheet."""

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.events import address_of
from lib.access import row_for
from services.actions.public import (
    TooMany,
    close_door,
    file_request,
    knock,
    open_door,
    renew_door,
    request_of,
)
from services.forms.public import PublicRequestForm, QueryForm
from services.models import PublicDoor
from services.rules.public import can_keep_public_page
from sites.models import ResettlementSite


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_file(request: HttpRequest, door_code: str) -> HttpResponse:
    """Files a request at the site of the printed code; the answer names the query code once."""
    door = PublicDoor.objects.select_related("site").filter(code=door_code, is_open=True).first()
    if door is None:
        raise Http404
    form = PublicRequestForm(request.POST or None)
    context: dict[str, Any] = {"site": door.site, "form": form}
    if request.method == "POST":
        try:
            knock(address=address_of(request), kind="file")
            if form.is_valid():
                context["query_code"] = file_request(door=door, **form.cleaned_data)
                return render(request, "services/public_filed.html", context)
        except TooMany:
            return _too_many(request)
        except ValidationError as error:
            form.add_error(None, error.messages)
    return render(request, "services/public_file.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_ask(request: HttpRequest) -> HttpResponse:
    """State and dates of the request that a code opens, and nothing else."""
    form = QueryForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        try:
            knock(address=address_of(request), kind="ask")
        except TooMany:
            return _too_many(request)
        if form.is_valid():
            context["row"] = request_of(form.cleaned_data["code"])
            if context["row"] is None:
                sentence = _("No request has this code. Compare it letter by letter.")
                form.add_error("code", sentence)
    return render(request, "services/public_ask.html", context)


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "services/public_too_many.html", status=429)


def _site(request: HttpRequest, site_id: int) -> ResettlementSite:
    return row_for(ResettlementSite.objects, request.scope, can_keep_public_page, pk=site_id)


@require_safe
def qr_sheet(request: HttpRequest, site_id: int) -> HttpResponse:
    """The sheet to print and hang up, or how to open the page."""
    site = _site(request, site_id)
    door = PublicDoor.objects.within(request.scope).filter(site=site, is_open=True).first()
    context: dict[str, Any] = {"site": site, "door": door}
    if door is not None:
        address = request.build_absolute_uri(reverse("public_file", args=[door.code]))
        code = segno.make(address, error="q")
        context |= {
            "address": address,
            "ask_address": request.build_absolute_uri(reverse("public_ask")),
            "qr": code.svg_data_uri(scale=8, dark="#000", light="#fff"),
            "back_url": reverse("request_list"),
        }
        return render(request, "services/qr_sheet.html", context)
    return render(request, "services/qr_closed.html", context)


@require_POST
def qr_door(request: HttpRequest, site_id: int) -> HttpResponse:
    """Opens, renews or closes the public page of a site."""
    site = _site(request, site_id)
    deeds = {"open": open_door, "renew": renew_door, "close": close_door}
    deed = deeds.get(request.POST.get("deed", ""))
    if deed is None:
        messages.error(request, _("Choose whether to open, to renew or to close the page."))
    else:
        deed(actor=request.user, site=site)
        messages.success(request, _("Stored."))
    return redirect("qr_sheet", site_id)
