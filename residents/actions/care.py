"""Care tags: set with a reason, looked at again, ended (R50)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from residents.models import CareTag, Household, Membership, Person

# Care that nobody has renewed after a year ends by itself (PIPL art. 19).
LONGEST = timedelta(days=366)


@transaction.atomic
def set_tag(
    *,
    actor: User,
    household: Household,
    person: Person | None,
    kind: str,
    tier: str,
    reason: str,
    review_on: date,
    valid_to: date,
) -> CareTag:
    """Puts a household or one of its members into care from today. Raises ValidationError."""
    tag = CareTag(
        site_id=household.site_id,
        household=household,
        person=person,
        kind=kind,
        tier=tier,
        reason=reason,
        set_by=actor,
        valid_from=today(),
        review_on=review_on,
        valid_to=valid_to,
    )
    members = Membership.objects.current(today()).filter(household=household)
    if person is not None and not members.filter(person=person).exists():
        raise ValidationError({"person": _("This person is no member of the household today.")})
    _save(tag)
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=tag)
    return tag


@transaction.atomic
def review_tag(
    *, actor: User, tag: CareTag, tier: str, reason: str, review_on: date, valid_to: date
) -> CareTag:
    """Somebody has looked again: tier, reason and days as they are now. Raises ValidationError."""
    tag = _locked(tag)
    tag.tier, tag.reason, tag.review_on, tag.valid_to = tier, reason, review_on, valid_to
    tag.set_by = actor
    _save(tag)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=tag, fields=["tier", "review_on"])
    return tag


@transaction.atomic
def end_tag(*, actor: User, tag: CareTag, why: str) -> CareTag:
    """The ground is gone: yesterday was the last day, today for a tag set today."""
    tag = _locked(tag)
    tag.valid_to = max(tag.valid_from, today() - timedelta(days=1))
    tag.ended_why = why
    tag.save(update_fields=["valid_to", "ended_why"])
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=tag, fields=["valid_to"])
    return tag


def _locked(tag: CareTag) -> CareTag:
    """Locks the tag; refuses one that a colleague has ended."""
    tag = CareTag.objects.select_for_update(of=("self",)).get(pk=tag.pk)
    if tag.ended_why or tag.valid_to < today():
        raise ValidationError(_("This tag has ended by now. Load the page again."))
    return tag


def _save(tag: CareTag) -> None:
    if tag.valid_to > today() + LONGEST:
        raise ValidationError(
            {"valid_to": _("A tag lasts a year at most; review it then and renew it.")}
        )
    if not today() <= tag.review_on <= tag.valid_to:
        raise ValidationError(
            {"review_on": _("The review lies between today and the day on which the tag expires.")}
        )
    tag.full_clean()
    tag.save()
