"""Tasks of member units: given, reported with evidence, confirmed by somebody else (R7)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from sites.enums import TaskStatus
from sites.models import Organisation, UnitTask, UnitTaskStep


@transaction.atomic
def give_task(
    *,
    actor: User,
    organisation: Organisation,
    system: str,
    title: str,
    detail: str,
    due_on: date,
) -> UnitTask:
    """A new task for a member unit, given today. Raises ValidationError."""
    task = UnitTask(
        organisation=organisation,
        system=system,
        title=title,
        detail=detail,
        given_on=today(),
        due_on=due_on,
    )
    task.full_clean()
    task.save()
    _step(actor, task, "")
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=task)
    return task


def report_task(*, actor: User, task: UnitTask, evidence: str) -> UnitTask:
    """The unit says what shows that the task is done. Raises ValidationError."""
    return _move(
        actor,
        task,
        {TaskStatus.GIVEN},
        TaskStatus.REPORTED,
        evidence,
        reported_on=today(),
        evidence=evidence,
    )


def confirm_task(*, actor: User, task: UnitTask, note: str) -> UnitTask:
    """Somebody who did not report it confirms it (design: claims are verified)."""
    last = task.steps.filter(status=TaskStatus.REPORTED).last()
    if last is not None and last.actor_id == actor.pk:
        raise ValidationError(
            _("You reported this task yourself. A colleague of the office confirms it.")
        )
    return _move(actor, task, {TaskStatus.REPORTED}, TaskStatus.DONE, note)


def return_task(*, actor: User, task: UnitTask, note: str) -> UnitTask:
    """What was reported is not enough; the note says what is missing."""
    return _move(
        actor, task, {TaskStatus.REPORTED}, TaskStatus.GIVEN, note, reported_on=None, evidence=""
    )


def call_off_task(*, actor: User, task: UnitTask, note: str) -> UnitTask:
    """The task is no longer wanted; the note says why."""
    return _move(actor, task, {TaskStatus.GIVEN}, TaskStatus.CALLED_OFF, note)


def postpone_task(*, actor: User, task: UnitTask, due_on: date | None, note: str) -> UnitTask:
    """The unit gets more time; the step keeps the day before and why. Raises ValidationError."""
    if due_on is None or due_on <= max(task.due_on, today()):
        raise ValidationError(
            _("Give a later day than %(day)s.") % {"day": max(task.due_on, today())}
        )
    if not note.strip():
        raise ValidationError(_("Say in a few words why, or what shows it."))
    told = _("due %(day)s instead of %(before)s: %(why)s")
    told %= {"day": due_on, "before": task.due_on, "why": note}
    return _move(actor, task, {TaskStatus.GIVEN}, TaskStatus.GIVEN, told, due_on=due_on)


@transaction.atomic
def _move(
    actor: User,
    task: UnitTask,
    expected: set[TaskStatus],
    to: TaskStatus,
    note: str,
    **fields: object,
) -> UnitTask:
    """One transition; refuses one that a colleague has made already."""
    # Locks the task: two of the office may decide at once.
    task = UnitTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if task.status not in expected:
        raise ValidationError(
            _("The task is “%(status)s” by now. Load the page again.")
            % {"status": task.get_status_display()}
        )
    if not note.strip() and to != TaskStatus.DONE:
        raise ValidationError(_("Say in a few words why, or what shows it."))
    task.status = to
    for name, value in fields.items():
        setattr(task, name, value)
    task.save()
    _step(actor, task, note)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=task, step=to.value)
    return task


def _step(actor: User, task: UnitTask, note: str) -> None:
    UnitTaskStep.objects.create(task=task, actor=actor, status=task.status, note=note)
