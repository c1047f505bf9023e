"""The reserve pool: who waits, how he was judged and trained, which post he got (R30, R31)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import Rule, needs, row_for
from lib.paging import page_by_key
from lib.posts import post_tables
from sites.actions.reserve import add_training, leave_pool, save_cadre
from sites.enums import ReserveStatus
from sites.forms.reserve import AssessForm, CadreForm, ReserveFilter, TrainingForm
from sites.models import ReserveCadre
from sites.rules import can_appoint, can_assess_reserve, can_keep_reserve, can_view_reserve
from sites.sources import shares_of_sources

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@needs(can_view_reserve)
def reserve_list(request: HttpRequest) -> HttpResponse:
    """The pool, and from which sources the posts of today were filled."""
    form = ReserveFilter(request.GET, scope=request.scope)
    context = {
        "page": page_by_key(form.rows(), request.GET, keys=("name", "id")),
        "filter_form": form,
        "may_keep": can_keep_reserve(request.scope),
        "export_code": "reserve" if can_keep_reserve(request.scope) else "",
        "import_code": "reserve" if can_keep_reserve(request.scope) else "",
        "shares": shares_of_sources(form.reading, request.scope.on, form.cleaned_data.get("site")),
    }
    return render(request, "sites/reserve_list.html", context)


@require_http_methods(READ_AND_WRITE)
@needs(can_keep_reserve)
def reserve_add(request: HttpRequest) -> HttpResponse:
    """Recommends somebody."""
    form = CadreForm(request.POST or None, initial=draft_for(request), scope=request.scope)
    if request.method == "POST" and form.is_valid():
        cadre = save_cadre(actor=request.user, cadre=form.instance)
        messages.success(request, _("%(name)s is in the pool.") % {"name": cadre.name})
        return redirect("reserve_detail", cadre.pk)
    return render(request, "sites/reserve_add.html", {"form": form})


@require_safe
def reserve_detail(request: HttpRequest, cadre_id: int) -> HttpResponse:
    """One cadre: recommendation, assessment, training, the posts that he got."""
    cadre = _cadre(request, cadre_id, can_view_reserve)
    postings = [
        (table.kind, posting)
        for table in post_tables()
        for posting in table.model.objects.filter(reserve_cadre=cadre).select_related(
            "site", *table.loads
        )
    ]
    scope = request.scope
    context = {
        "cadre": cadre,
        "training": cadre.training.all(),
        "postings": postings,
        "may_keep": can_keep_reserve(scope, cadre),
        "may_assess": can_assess_reserve(scope, cadre),
        "may_appoint": can_appoint(scope) and cadre.status == ReserveStatus.IN_POOL,
        "training_form": TrainingForm(),
        "is_out": cadre.status == ReserveStatus.LEFT,
        "is_appointed": cadre.status == ReserveStatus.APPOINTED,
    }
    return render(request, "sites/reserve_detail.html", context)


@require_http_methods(READ_AND_WRITE)
def reserve_edit(request: HttpRequest, cadre_id: int) -> HttpResponse:
    """Corrects a recommendation."""
    cadre = _cadre(request, cadre_id, can_keep_reserve)
    form = CadreForm(
        request.POST or None, instance=cadre, initial=draft_for(request), scope=request.scope
    )
    if request.method == "POST" and form.is_valid():
        save_cadre(actor=request.user, cadre=form.instance)
        messages.success(request, _("Stored."))
        return redirect("reserve_detail", cadre_id)
    return render(request, "sites/reserve_edit.html", {"form": form, "cadre_id": cadre_id})


@require_http_methods(READ_AND_WRITE)
def reserve_assess(request: HttpRequest, cadre_id: int) -> HttpResponse:
    """Writes down how he was judged."""
    cadre = _cadre(request, cadre_id, can_assess_reserve)
    form = AssessForm(request.POST or None, instance=cadre, initial=draft_for(request))
    if request.method == "POST" and form.is_valid():
        save_cadre(actor=request.user, cadre=form.instance)
        messages.success(request, _("Stored."))
        return redirect("reserve_detail", cadre_id)
    return render(request, "sites/reserve_assess.html", {"form": form, "cadre_id": cadre_id})


@require_POST
def reserve_training(request: HttpRequest, cadre_id: int) -> HttpResponse:
    """Adds a course."""
    cadre = _cadre(request, cadre_id, can_keep_reserve)
    form = TrainingForm(request.POST)
    if form.is_valid():
        add_training(actor=request.user, cadre=cadre, training=form.instance)
        messages.success(request, _("Stored."))
    else:
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
    return redirect("reserve_detail", cadre_id)


@require_POST
def reserve_status(request: HttpRequest, cadre_id: int) -> HttpResponse:
    """Takes him out of the pool, or back into it."""
    cadre = _cadre(request, cadre_id, can_keep_reserve)
    try:
        leave_pool(actor=request.user, cadre=cadre, back=cadre.status == ReserveStatus.LEFT)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Stored."))
    return redirect("reserve_detail", cadre_id)


def _cadre(request: HttpRequest, cadre_id: int, rule: Rule) -> ReserveCadre:
    rows = ReserveCadre.objects.select_related("site", "user")
    return row_for(rows, request.scope, rule, pk=cadre_id)
