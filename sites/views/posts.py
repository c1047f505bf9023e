"""The posts page: everybody who holds a post as of a day, what is vacant, held twice or due."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lib.access import needs, row_for
from lib.paging import Page
from lib.posts import PostTable, Seats, post_table
from lib.returning import with_way_back
from sites.enums import SECONDED_POSTS
from sites.forms.posts import PostFilter
from sites.models import CommitteeTerm, Handover, Leave
from sites.post_list import DUE_WITHIN, PostLine, due_lines, page_of, post_lines, seats_of
from sites.rules import (
    can_appoint,
    can_export_posts,
    can_keep_leaves,
    can_view_documents,
    can_view_handover,
    can_view_posting,
    can_view_posts,
    can_view_reserve,
    can_view_work,
)


@require_safe
@needs(can_view_posts)
def post_list(request: HttpRequest) -> HttpResponse:
    """Four lists under one filter; their numbers stand on the tabs."""
    form = PostFilter(request.GET, scope=request.scope)
    lines = post_lines(form.reading, form.day, source=form.asked_source, **form.narrowing)
    seats = seats_of(form.reading, form.day, **form.narrowing)
    lists: dict[str, list[Any]] = {
        "held": lines,
        "vacant": [row for row in seats if row.vacant],
        "twice": [row for row in seats if row.too_many],
        "due": due_lines(lines, form.day),
    }
    shown = lists[form.show]
    page: Page = page_of(shown, request.GET, key_of)
    context = {
        "page": page,
        "filter_form": form,
        "show": form.show,
        "of_seats": form.show in ("vacant", "twice"),
        "tabs": tabs_of(request, form, {name: len(rows) for name, rows in lists.items()}),
        "terms": terms_due(form) if form.show == "due" else [],
        "may_appoint": can_appoint(request.scope),
        "export_code": "posts" if can_export_posts(request.scope) else "",
        "may_keep_leaves": can_keep_leaves(request.scope),
        "may_view_reserve": can_view_reserve(request.scope),
        "may_view_documents": can_view_documents(request.scope),
    }
    if form.show in ("vacant", "twice"):
        back = request.get_full_path()
        page.rows[:] = [{"seat": row, "url": fill_url(row, back)} for row in page.rows]
    return render(request, "sites/post_list.html", context)


def key_of(row: PostLine | Seats) -> str:
    """What names a row in the address of the next page."""
    if isinstance(row, PostLine):
        return row.key
    return "-".join([row.kind, row.post, *(str(value) for value in row.fill.values())])


def fill_url(seats: Seats, back: str) -> str:
    """Where the seat is filled, with the way back; "" where only the master data can."""
    if not seats.fill:
        return ""
    return with_way_back(reverse("post_appoint", args=[seats.kind]), back, **seats.fill)


def tabs_of(request: HttpRequest, form: PostFilter, numbers: dict[str, int]) -> list[dict]:
    """The four lists as tabs that keep the filter."""
    kept = {
        name: value
        for name, value in request.GET.items()
        if name in form.fields and name not in form.errors
    }
    labels = {
        "held": _("Held"),
        "vacant": _("Vacant"),
        "twice": _("Held twice"),
        "due": _("Due within 90 days"),
    }
    return [
        {
            "label": labels[name],
            "url": "?" + urlencode({**kept, "show": name}),
            "current": name == form.show,
            "count": number,
        }
        for name, number in numbers.items()
    ]


def terms_due(form: PostFilter) -> Any:
    """Committee terms that end within 90 days."""
    terms = CommitteeTerm.objects.within(form.reading).current(form.day)
    if site := form.narrowing["site_id"]:
        terms = terms.filter(site=site)
    due = terms.filter(valid_to__lte=form.day + DUE_WITHIN)
    return due.select_related("site", "organisation").order_by("valid_to", "id")


@require_safe
def posting_detail(request: HttpRequest, kind: str, posting_id: int) -> HttpResponse:
    """One posting: who, where, since when, whence; what may be done with it; who came before.

    Its holder opens it too, whatever his post lets him read of the place.
    """
    table, posting = posting_for(request, kind, can_view_posting, posting_id)
    scope, on = request.scope, request.scope.on
    place = {name: getattr(posting, f"{name}_id") for name in posting.PLACE_FIELDS}
    place.pop("organisation", None)
    same = table.model.objects.filter(post=posting.post, **place).select_related("holder")
    handovers = Handover.objects.filter(post=posting.post, site=posting.site_id)
    handovers = handovers.filter(giver=posting.holder_id) | handovers.filter(
        taker=posting.holder_id
    )
    is_open = posting.valid_to is None or posting.valid_to >= on
    context = {
        "posting": posting,
        "kind": kind,
        "sees_posts": can_view_posts(scope, posting),
        "is_current": posting.valid_from <= on and is_open,
        "is_open": is_open,
        "others": same.exclude(pk=posting.pk).order_by("-valid_from")[:20],
        "stand_ins": posting.stand_ins.select_related("holder").order_by("-valid_from")[:20],
        "leaves": Leave.objects.filter(holder=posting.holder_id, valid_to__gte=on)
        if can_keep_leaves(scope, posting)
        else [],
        "handovers": [
            row
            for row in handovers.select_related("giver", "taker")
            if can_view_handover(scope, row)
        ],
        "may_appoint": can_appoint(scope, posting) and not posting.stands_in_for_id,
        "may_keep_leaves": can_keep_leaves(scope, posting),
        "may_view_document": posting.document is not None
        and can_view_documents(scope, posting.document),
        "may_view_reserve": can_view_reserve(scope, posting),
        "seconded": posting.post in SECONDED_POSTS,
        "is_seconded": posting.post in SECONDED_POSTS and can_view_work(scope, posting),
    }
    return render(request, "sites/posting_detail.html", context)


def posting_for(
    request: HttpRequest, kind: str, rule: Any, posting_id: int
) -> tuple[PostTable, Any]:
    """The table and the posting of an address; 404 outside the area, 403 without the role.

    One's own posting lies in no area where the post gives none, so `can_view_posting` finds it.
    """
    table = post_table(kind)
    if table is None:
        raise Http404
    rows = table.model.objects.select_related(
        "holder", "site", "document", "reserve_cadre", "stands_in_for__holder", *table.loads
    ).defer("document__file_sealed")
    if rule is can_view_posting:
        own = rows.filter(holder=request.scope.user_id, pk=posting_id).first()
        if own is not None:
            return table, own
    return table, row_for(rows, request.scope, rule, pk=posting_id)
