"""Filling, ending and rotating posts, and letting somebody stand in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.drafts import draft_for
from lib.access import needs
from lib.posts import post_table
from lib.returning import way_back
from sites.actions.appointments import appoint, end_with_list, extend, rotate
from sites.actions.leaves import stand_in
from sites.actions.postings import end_posting
from sites.forms.appointments import EndForm, ExtendForm, RotateForm, StandInForm
from sites.models import Leave
from sites.rules import can_appoint
from sites.views.posts import posting_for

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_WRITE)
@needs(can_appoint)
def post_appoint(request: HttpRequest, kind: str) -> HttpResponse:
    """Fills a post: a colleague of the directory or somebody of the reserve pool."""
    table = post_table(kind)
    if table is None:
        raise Http404
    typed = draft_for(request)
    initial = {**request.GET.dict(), **typed}
    form = table.form(request.POST or None, initial=initial, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            posting = appoint(
                actor=request.user, posting=form.instance, cadre=form.cleaned_data["cadre"]
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                _("%(name)s holds the post from %(day)s on.")
                % {"name": posting.holder.name, "day": posting.valid_from},
            )
            back = way_back(request)
            return redirect(back) if back else redirect("posting_detail", kind, posting.pk)
    context = {"form": form, "kind": kind, "back": way_back(request)}
    return render(request, "sites/post_appoint.html", context)


@require_http_methods(READ_AND_WRITE)
def posting_end(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """Writes the last day; with lines to hand over, the hand-over list is opened."""
    _table, posting = posting_for(request, kind, can_appoint, posting_id)
    form = EndForm(request.POST or None, initial=draft_for(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if not typed["items"]:
            refusal = end_posting(
                actor=request.user, posting=posting, on=typed["on"], why=typed["why"]
            )
            if not refusal:
                return _told(request, kind, posting, typed["on"])
            form.add_error(None, f"{posting}: {refusal}")
        else:
            try:
                handover = end_with_list(actor=request.user, posting=posting, **typed)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                _told(request, kind, posting, handover.due_on)
                return redirect("handover_detail", handover.pk)
    context = {"form": form, "posting": posting, "kind": kind}
    return render(request, "sites/posting_end.html", context)


@require_http_methods(READ_AND_WRITE)
def posting_rotate(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """Ends the giver's posting, opens the successor's, and leads to the hand-over list (R32)."""
    _table, posting = posting_for(request, kind, can_appoint, posting_id)
    form = RotateForm(
        request.POST or None, initial=draft_for(request), scope=request.scope, posting=posting
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            handover = rotate(
                actor=request.user,
                posting=posting,
                successor=form.successor(),
                items=typed["items"],
                why=typed["why"],
                cadre=typed["cadre"],
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                _("%(taker)s takes over from %(day)s on. %(giver)s signs the list by %(last)s.")
                % {
                    "taker": handover.taker.name,
                    "day": typed["first"],
                    "giver": handover.giver.name,
                    "last": handover.due_on,
                },
            )
            return redirect("handover_detail", handover.pk)
    context = {"form": form, "posting": posting, "kind": kind}
    return render(request, "sites/posting_rotate.html", context)


@require_http_methods(READ_AND_WRITE)
def posting_extend(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """Gives the posting a later planned day."""
    _table, posting = posting_for(request, kind, can_appoint, posting_id)
    form = ExtendForm(request.POST or None, initial=draft_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            extend(actor=request.user, posting=posting, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("planned_to", error)
        else:
            told = _("The post is planned until %(day)s now.")
            messages.success(request, told % {"day": form.cleaned_data["planned_to"]})
            return redirect("posting_detail", kind, posting.pk)
    context = {"form": form, "posting": posting, "kind": kind}
    return render(request, "sites/posting_extend.html", context)


@require_http_methods(READ_AND_WRITE)
def posting_stand_in(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """Lets somebody act in the post for days of its holder's leave."""
    _table, posting = posting_for(request, kind, can_appoint, posting_id)
    leaves = Leave.objects.filter(holder=posting.holder_id, valid_to__gte=request.scope.on)
    leave = leaves.order_by("valid_from").first()
    days = {"first": leave.valid_from, "last": leave.valid_to} if leave else {}
    form = StandInForm(request.POST or None, initial={**days, **draft_for(request)})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            stand_in(
                actor=request.user,
                posting=posting,
                holder=typed["colleague"],
                first=typed["first"],
                last=typed["last"],
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                _("%(name)s stands in from %(first)s to %(last)s.")
                % {
                    "name": typed["colleague"].name,
                    "first": typed["first"],
                    "last": typed["last"],
                },
            )
            return redirect("posting_detail", kind, posting.pk)
    context = {"form": form, "posting": posting, "kind": kind, "leave": leave}
    return render(request, "sites/posting_stand_in.html", context)


def _told(request: HttpRequest, kind: str, posting: object, last: object) -> HttpResponse:
    messages.success(
        request,
        _("The post ends on %(day)s; its rights end at midnight.") % {"day": last},
    )
    return redirect("posting_detail", kind, posting.pk)  # type: ignore[attr-defined]
