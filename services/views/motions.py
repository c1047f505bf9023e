"""Motions: the list, registering one, and one with its six stages in order (B6)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.drafts import draft_for
from lib.access import Rule, needs, row_for
from lib.paging import page_by_key
from services.actions import motions
from services.enums.motions import MOTION, MotionAction, MotionStageKind, MotionState
from services.forms.meetings import NoteForm
from services.forms.motions import DeliberationForm, MotionFilter, MotionForm, MotionPublishForm
from services.models import Motion
from services.rules.meetings import can_export_meetings, can_keep_meetings, can_view_motions

DELIBERATING = (
    *motions.STAGE_OF,
    MotionAction.PROPOSE_AND_DISCUSS,
    MotionAction.REJECT,
)
PUBLISHING = (MotionAction.PUBLISH_DECISION, MotionAction.PUBLISH_RESULT)


@require_safe
@needs(can_view_motions)
def motion_list(request: HttpRequest) -> HttpResponse:
    """Motions of the sites that one reads, the latest first."""
    scope = request.scope
    form = MotionFilter(request.GET, scope=scope)
    rows = Motion.objects.within(scope.only(can_view_motions.roles)).select_related("site")
    page = page_by_key(form.filter(rows), request.GET, keys=("-occurred_on", "-id"))
    context = {
        "page": page,
        "filter_form": form,
        "may_keep": can_keep_meetings(scope),
        "export_code": "motions" if can_export_meetings(scope) else "",
    }
    return render(request, "services/motion_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_keep_meetings)
def motion_add(request: HttpRequest) -> HttpResponse:
    """Registers a major matter."""
    form = MotionForm(request.POST or None, initial=draft_for(request), scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            motion = motions.register_motion(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Registered. Next: the party branch proposes it."))
            return redirect("motion_detail", motion.pk)
    return render(request, "services/motion_add.html", {"form": form})


@require_safe
def motion_detail(request: HttpRequest, motion_id: int) -> HttpResponse:
    """One motion: its six stages, what each came to, and what comes next."""
    motion = _motion(request, motion_id, can_view_motions)
    return _page(request, motion, NoteForm())


@require_http_methods(["GET", "HEAD", "POST"])
def motion_stage(request: HttpRequest, motion_id: int) -> HttpResponse:
    """Records the stage that comes next: a deliberation, or a publication."""
    motion = _motion(request, motion_id, can_keep_meetings)
    moves = MOTION.moves_from(motion.state)
    publishing = next((move for move in PUBLISHING if move in moves), None)
    deliberating = [move for move in moves if move in DELIBERATING]
    if not (publishing or deliberating):
        return redirect("motion_detail", motion.pk)
    if publishing:
        return _publish(request, motion, publishing)
    stage = motions.WAITING_STAGE[MotionState(motion.state)]
    form = DeliberationForm(
        request.POST or None,
        initial=draft_for(request),
        motion=motion,
        stage=stage,
        actions=deliberating,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _deliberate(request, motion, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The stage is recorded."))
            return redirect("motion_detail", motion.pk)
    context = {"motion": motion, "form": form, "title": MotionStageKind(stage).label}
    return render(request, "services/motion_stage.html", context)


def _deliberate(request: HttpRequest, motion: Motion, form: DeliberationForm) -> None:
    who: dict[str, Any] = {"actor": request.user, "motion": motion}
    action, deliberation = form.cleaned_data["action"], form.deliberation()
    if action == MotionAction.REJECT:
        motions.reject_motion(**who, deliberation=deliberation)
    elif action == MotionAction.PROPOSE_AND_DISCUSS:
        motions.record_branch_and_committees(**who, deliberation=deliberation)
    else:
        motions.record_stage(**who, action=action, deliberation=deliberation)


def _publish(request: HttpRequest, motion: Motion, action: str) -> HttpResponse:
    form = MotionPublishForm(request.POST or None, initial=draft_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            motions.publish_motion(
                actor=request.user, motion=motion, action=action, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("Published. Write down what residents object to until the period is over."),
            )
            return redirect("motion_detail", motion.pk)
    context = {"motion": motion, "form": form, "title": MotionAction(action).label}
    return render(request, "services/motion_stage.html", context)


@require_POST
def motion_step(request: HttpRequest, motion_id: int, motion_move: str) -> HttpResponse:
    """Concludes or withdraws a motion."""
    motion = _motion(request, motion_id, can_keep_meetings)
    if motion_move not in (MotionAction.CLOSE, MotionAction.WITHDRAW):
        raise Http404
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, motion, form)
    try:
        if motion_move == MotionAction.CLOSE:
            motions.close_motion(actor=request.user, motion=motion)
        else:
            motions.withdraw_motion(actor=request.user, motion=motion, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, motion, form)
    messages.success(request, _("Stored."))
    return redirect("motion_detail", motion.pk)


@require_safe
def motion_print(request: HttpRequest, motion_id: int) -> HttpResponse:
    """The registration book of the motion, stage by stage, on A4."""
    motion = _motion(request, motion_id, can_view_motions)
    context = {
        "motion": motion,
        "stages": _stages(motion),
        "back_url": reverse("motion_detail", args=[motion.pk]),
        "printed_by": request.user.name,
        "printed_at": timezone.now(),
    }
    return render(request, "services/motion_print.html", context)


def _page(request: HttpRequest, motion: Motion, form: NoteForm) -> HttpResponse:
    moves = MOTION.moves_from(motion.state) if can_keep_meetings(request.scope, motion) else []
    context = {
        "motion": motion,
        "stages": _stages(motion),
        "steps": motion.steps.select_related("actor"),
        "form": form,
        "may_record": any(move in DELIBERATING + PUBLISHING for move in moves),
        "may_close": MotionAction.CLOSE in moves,
        "may_withdraw": MotionAction.WITHDRAW in moves,
    }
    return render(request, "services/motion_detail.html", context)


def _stages(motion: Motion) -> list[dict[str, Any]]:
    """The six stages in order, each with its row where it was reached."""
    rows = motion.stages.select_related("meeting", "publication")
    reached = {row.stage: row for row in rows}
    waiting = next((kind for kind in MotionStageKind if kind not in reached), None)
    if not MOTION.moves_from(motion.state):
        waiting = None
    return [
        {
            "label": kind.label,
            "row": reached.get(kind),
            "state": "done" if kind in reached else "current" if kind == waiting else "todo",
        }
        for kind in MotionStageKind
    ]


def _motion(request: HttpRequest, motion_id: int, rule: Rule) -> Motion:
    return row_for(Motion.objects.select_related("site"), request.scope, rule, pk=motion_id)
