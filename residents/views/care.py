"""Care tags: the list of those in force, and the tags of one household (R50)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from accounts.actions.events import address_of
from lib.access import needs, row_for
from lib.paging import page_by_key
from residents.actions.care import end_tag, review_tag, set_tag
from residents.actions.looking import note_care
from residents.enums import AttentionTier
from residents.forms.care import CareFilter, EndTagForm, ReviewForm, TagForm
from residents.models import CareTag, Household, VisitInterval, visit_days_of
from residents.rules import CARE_READERS, can_export_care, can_set_care, can_view_care
from residents.sight import sight_of
from residents.views.files import file_head, household_for


@require_safe
@needs(can_view_care)
def care_list(request: HttpRequest) -> HttpResponse:
    """The tags in force of the households that one looks after, the closest tier first."""
    scope, sight = request.scope, sight_of(request.scope)
    form = CareFilter(request.GET, scope=scope)
    tags = CareTag.objects.within(scope.only(CARE_READERS)).current(scope.on)
    rows = form.filter(tags).select_related("person", "site", "household")
    page = page_by_key(rows, request.GET, keys=("tier", "review_on", "id"))
    found = Household.objects.for_list(scope.on).in_bulk([tag.household_id for tag in page.rows])
    intervals = VisitInterval.objects.within(scope).by_place()
    page.rows[:] = [
        {
            "tag": tag,
            "visit_days": visit_days_of(intervals, tag.site_id, tag.tier),
            "household": found[tag.household_id],
            "address": sight.address(found[tag.household_id]),
            "is_due": tag.review_on <= scope.on,
        }
        for tag in page.rows
    ]
    note_care(actor=request.user, number=len(page.rows), address=address_of(request))
    context = {
        "page": page,
        "filter_form": form,
        "export_code": "care" if can_export_care(scope) else "",
    }
    return render(request, "residents/care_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def household_care(request: HttpRequest, household_id: int) -> HttpResponse:
    """The tags of one household, and the form of a new one."""
    household = household_for(request, household_id, can_view_care)
    may_set = can_set_care(request.scope, household)
    form = TagForm(
        request.POST or None,
        initial=draft_for(request),
        household=household,
        scope=request.scope,
    )
    if request.method == "POST" and may_set and form.is_valid():
        try:
            set_tag(actor=request.user, household=household, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The household is in care from today."))
            return redirect("household_care", household_id)
    note_care(actor=request.user, household=household, address=address_of(request))
    tags = CareTag.objects.filter(household=household).select_related("person", "set_by")
    on = request.scope.on
    intervals = VisitInterval.objects.within(request.scope).by_place()
    context = {
        **file_head(request, household, "household_care"),
        "tags": tags.current(on),
        "tiers": [
            (tier.label, visit_days_of(intervals, household.site_id, tier))
            for tier in AttentionTier
        ],
        "former": tags.filter(valid_to__lt=on).order_by("-valid_to"),
        "form": form,
        "review_form": ReviewForm(auto_id="review_%s"),
        "end_form": EndTagForm(auto_id="end_%s"),
        "may_set": may_set,
        "on": on,
    }
    return render(request, "residents/household_care.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def care_review(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Looks at a tag again: renewed with its days, or ended."""
    tag = _tag(request, tag_id)
    start = {name: getattr(tag, name) for name in ("tier", "reason")}
    form = ReviewForm(request.POST or None, initial=start | (draft_for(request) or {}))
    if request.method == "POST" and form.is_valid():
        try:
            review_tag(actor=request.user, tag=tag, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The tag is renewed."))
            return redirect("household_care", tag.household_id)
    context = {"tag": tag, "form": form, "end_form": EndTagForm(auto_id="end_%s")}
    return render(request, "residents/care_review.html", context)


@require_POST
def care_end(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Ends a tag with a reason."""
    tag = _tag(request, tag_id)
    form = EndTagForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words why the care ends."))
        return redirect("care_review", tag_id)
    try:
        end_tag(actor=request.user, tag=tag, why=form.cleaned_data["why"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The care has ended."))
    return redirect("household_care", tag.household_id)


def _tag(request: HttpRequest, tag_id: int) -> CareTag:
    tag = CareTag.objects.select_related("person", "household").filter(pk=tag_id).first()
    if tag is None:
        raise Http404
    row_for(Household.objects, request.scope, can_set_care, pk=tag.household_id)
    return tag
