"""What a check found missing: rectified by the site, looked at again by the county (R44)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from sites.checklist_enums import FINDING, FindingAction
from sites.models import ChecklistFinding, ChecklistStep


def rectify_finding(*, actor: User, finding: ChecklistFinding, note: str) -> ChecklistFinding:
    """The site says what was done. Raises ValidationError."""
    done = {"rectified_on": today(), "rectified_by": actor, "evidence": note.strip()}
    return _move(actor, finding, FindingAction.RECTIFY, note, **done)


def confirm_finding(*, actor: User, finding: ChecklistFinding, note: str) -> ChecklistFinding:
    """Somebody else has looked again and it is mended. Raises ValidationError."""
    seen = {"confirmed_on": today(), "confirmed_by": actor}
    return _move(actor, finding, FindingAction.CONFIRM, note, **seen)


def return_finding(*, actor: User, finding: ChecklistFinding, note: str) -> ChecklistFinding:
    """It is not mended yet; the note says why. Raises ValidationError."""
    undone = {"rectified_on": None, "rectified_by": None, "evidence": ""}
    return _move(actor, finding, FindingAction.RETURN, note, **undone)


@transaction.atomic
def _move(
    actor: User, finding: ChecklistFinding, action: FindingAction, note: str, **fields: object
) -> ChecklistFinding:
    # Locks the finding: two colleagues may move it at once.
    finding = ChecklistFinding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    before, after = finding.status, FINDING.next_state(finding.status, action)
    if action != FindingAction.CONFIRM and not note.strip():
        raise ValidationError(_("Say in a few words what was done, or what is still missing."))
    finding.status = after
    for name, value in fields.items():
        setattr(finding, name, value)
    finding.full_clean()
    finding.save()
    ChecklistStep.objects.create(
        site_id=finding.site_id,
        run_id=finding.run_id,
        finding=finding,
        actor=actor,
        before=before,
        after=after,
        note=note.strip(),
    )
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=finding, step=after)
    return finding
