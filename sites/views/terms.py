"""Terms of the two committees (R28)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lib.access import needs
from lib.paging import page_by_key
from sites.models import CommitteeTerm, Posting
from sites.post_list import DUE_WITHIN
from sites.rules import can_keep_postings, can_view_terms


@require_safe
@needs(can_view_terms)
def term_list(request: HttpRequest) -> HttpResponse:
    """The committees' terms with their members of today, newest first at each site."""
    on = request.scope.on
    rows = CommitteeTerm.objects.within(request.scope.only(can_view_terms.roles))
    page = page_by_key(
        rows.select_related("site", "organisation"),
        request.GET,
        keys=("site__code", "kind", "-valid_from", "id"),
    )
    members: dict[int, list[Posting]] = {}
    postings = Posting.objects.in_post(on).filter(committee_term__in=page.rows)
    for posting in postings.select_related("holder").order_by("id"):
        members.setdefault(posting.committee_term_id, []).append(posting)
    for term in page.rows:
        term.members = members.get(term.pk, [])
        term.state = _state(term, on)
    context = {"page": page, "may_keep": can_keep_postings(request.scope)}
    return render(request, "sites/term_list.html", context)


def _state(term: CommitteeTerm, on: object) -> str:
    if term.valid_to < on:  # type: ignore[operator]
        return "done"
    return "near_due" if term.valid_to <= on + DUE_WITHIN else "running"  # type: ignore[operator]
