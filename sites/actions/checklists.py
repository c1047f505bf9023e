"""Checks against a standard: the site looks, somebody else of the county looks after it (R44, R61).

What the county finds missing becomes a finding with a day; the site rectifies it and the county
looks again, never the same person.
"""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from sites.checklist_enums import (
    RUN,
    CheckResult,
    RunAction,
    RunStatus,
)
from sites.models import (
    ChecklistAnswer,
    ChecklistFinding,
    ChecklistItem,
    ChecklistRun,
    ChecklistStep,
    ResettlementSite,
    StandardChecklist,
)
from sites.sample_standards import SAMPLES, VERSION

# Item id to what was found of it and the note.
Answers = Mapping[int, tuple[str, str]]


@transaction.atomic
def add_samples(*, actor: User) -> int:
    """The sample lists for each kind of centre that has none; returns how many were added."""
    added = 0
    for kind, items in SAMPLES.items():
        if StandardChecklist.objects.filter(kind=kind).exists():
            continue
        checklist = StandardChecklist(kind=kind, version=VERSION, valid_from=today())
        checklist.full_clean()
        checklist.save()
        for group, texts in items.items():
            for number, text in enumerate(texts, start=1):
                ChecklistItem.objects.create(
                    checklist=checklist, group=group, number=number, text=text, is_example=True
                )
        record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=checklist)
        added += 1
    return added


@transaction.atomic
def start_run(*, actor: User, site: ResettlementSite, checklist: StandardChecklist) -> ChecklistRun:
    """A new check of a site with one answer an item; one at a time. Raises ValidationError."""
    # Locks the site: a double click finds the run that the first one began.
    ResettlementSite.objects.select_for_update(of=("self",)).get(pk=site.pk)
    run = ChecklistRun(site=site, checklist=checklist, started_on=today())
    run.full_clean()
    run.save()
    items = list(checklist.items.all())
    if not items:
        raise ValidationError(_("This list has no items. The county enters them first."))
    ChecklistAnswer.objects.bulk_create(
        [ChecklistAnswer(site=site, run=run, item=item) for item in items]
    )
    _step(actor, run, before="", note="")
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=run)
    return run


@transaction.atomic
def save_answers(*, actor: User, run: ChecklistRun, answers: Answers) -> ChecklistRun:
    """Keeps what was found so far: by the site while it checks, by the county after it.

    Raises ValidationError once the county has finished.
    """
    run = _locked(run)
    if run.status == RunStatus.COUNTY_CHECKED:
        raise ValidationError(_("The check is finished; what was found stays as it is."))
    side = "self" if run.status == RunStatus.SELF_CHECKING else "county"
    changed = []
    for answer in run.answers.filter(item__in=answers):
        result, note = answers[answer.item_id]
        setattr(answer, f"{side}_result", result)
        setattr(answer, f"{side}_note", note)
        answer.full_clean(exclude=["run", "site", "item"], validate_unique=False)
        changed.append(answer)
    fields = [f"{side}_result", f"{side}_note"]
    ChecklistAnswer.objects.bulk_update(changed, fields)
    return run


@transaction.atomic
def submit_run(*, actor: User, run: ChecklistRun, answers: Answers) -> ChecklistRun:
    """The self-check is complete and goes to the county. Raises ValidationError."""
    run = _locked(run)
    after = RUN.next_state(run.status, RunAction.SUBMIT)
    save_answers(actor=actor, run=run, answers=answers)
    _check_complete(run, "self")
    run.self_checked_on, run.self_checked_by = today(), actor
    return _moved(actor, run, after)


@transaction.atomic
def return_run(*, actor: User, run: ChecklistRun, note: str) -> ChecklistRun:
    """The county sends a self-check back; the note says why. Raises ValidationError."""
    run = _locked(run)
    after = RUN.next_state(run.status, RunAction.RETURN)
    if not note.strip():
        raise ValidationError(_("Say in a few words why the self-check goes back."))
    run.self_checked_on = run.self_checked_by = None
    return _moved(actor, run, after, note.strip())


@transaction.atomic
def check_run(*, actor: User, run: ChecklistRun, answers: Answers, due_on: date) -> ChecklistRun:
    """The county has looked at every item; what is not met becomes a finding due on a day.

    Raises ValidationError where an item is open, the day lies before today, or the site's own
    checker does it.
    """
    run = _locked(run)
    after = RUN.next_state(run.status, RunAction.CHECK)
    if due_on < today():
        raise ValidationError(_("The day for rectification is over. Give one from today on."))
    save_answers(actor=actor, run=run, answers=answers)
    _check_complete(run, "county")
    run.county_checked_on, run.county_checked_by = today(), actor
    run = _moved(actor, run, after)
    for answer in run.answers.filter(county_result=CheckResult.NOT_MET):
        finding = ChecklistFinding(
            site_id=run.site_id,
            run=run,
            item_id=answer.item_id,
            text=answer.county_note,
            due_on=due_on,
        )
        finding.full_clean()
        finding.save()
        ChecklistStep.objects.create(
            site_id=run.site_id, run=run, finding=finding, actor=actor, after=finding.status
        )
    return run


def _locked(run: ChecklistRun) -> ChecklistRun:
    # Locks the run: two colleagues may fill it in at once.
    return ChecklistRun.objects.select_for_update(of=("self",)).get(pk=run.pk)


def _check_complete(run: ChecklistRun, side: str) -> None:
    """Every item looked at, and what is missing said for each that is not met."""
    open_items = run.answers.filter(**{f"{side}_result": ""}).count()
    if open_items:
        raise ValidationError(
            _("%(number)s items are not looked at yet. Choose a result for each."),
            params={"number": open_items},
        )
    silent = run.answers.filter(
        **{f"{side}_result": CheckResult.NOT_MET, f"{side}_note": ""}
    ).select_related("item")
    if silent:
        raise ValidationError(
            _("Say what is missing at: %(items)s."),
            params={"items": "、".join(answer.item.text for answer in silent)},
        )


def _moved(actor: User, run: ChecklistRun, after: str, note: str = "") -> ChecklistRun:
    before, run.status = run.status, after
    run.full_clean()
    run.save()
    _step(actor, run, before, note)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=run, step=after)
    return run


def _step(actor: User, run: ChecklistRun, before: str, note: str) -> None:
    ChecklistStep.objects.create(
        site_id=run.site_id, run=run, actor=actor, before=before, after=run.status, note=note
    )
