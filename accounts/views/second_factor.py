import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions.second_factor import (
    device_of,
    new_device,
    remember_device,
    set_up_device,
    verify_code,
)
from accounts.forms.sign_in import CodeForm
from accounts.rules import needs_second_factor
from accounts.views.sign_in import next_page


@never_cache
@sensitive_post_parameters("otp")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks for the code of the phone, once a sign-in."""
    if request.user.is_verified():
        return redirect(next_page(request))
    if device_of(request.user) is None:
        return redirect(_with_next(request, "second_factor_set_up"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = verify_code(request, actor=request.user, code=form.cleaned_data["otp"])
        if found == "ok":
            return _answer(request, form)
        form.add_error("otp", _sentence(found))
    return render(request, "accounts/second_factor.html", {"form": form, "next": _next(request)})


@never_cache
@sensitive_post_parameters("otp")
def second_factor_set_up(request: HttpRequest) -> HttpResponse:
    """Ties a phone to the account; who has one already must show its code first."""
    if not request.user.is_verified() and device_of(request.user):
        return redirect(_with_next(request, "second_factor"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if set_up_device(request, actor=request.user, code=form.cleaned_data["otp"]):
            messages.success(request, _("The phone is set up. You will be asked for its code."))
            return _answer(request, form)
        form.add_error("otp", _sentence("wrong"))
    device = new_device(request, user=request.user)
    address = device.config_url
    context = {
        "form": form,
        "next": _next(request),
        "qr": segno.make(address, error="m").svg_data_uri(scale=5, dark="#000", light="#fff"),
        "key": _in_groups(address.split("secret=")[1].split("&")[0]),
        "obligatory": needs_second_factor(request.scope),
    }
    return render(request, "accounts/second_factor_set_up.html", context)


def _answer(request: HttpRequest, form: CodeForm) -> HttpResponse:
    response = redirect(next_page(request))
    if form.cleaned_data["remember"]:
        remember_device(request, response, actor=request.user)
    return response


def _sentence(found: str) -> str:
    if found == "wait":
        return _("Too many wrong codes. Wait half a minute and type the code shown then.")
    return _(
        "This code does not fit. Type the six digits that the phone shows now; "
        "if it never fits, set the phone's clock to automatic."
    )


def _next(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def _with_next(request: HttpRequest, name: str) -> str:
    wanted = _next(request)
    return reverse(name) + (f"?{urlencode({'next': wanted})}" if wanted else "")


def _in_groups(secret: str) -> str:
    """The secret in groups of four letters, for typing it in by hand."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
