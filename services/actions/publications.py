"""Publications: put on the notice board, objections recorded and answered."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.periods import today
from services.models import Meeting, MotionStage, Objection, Publication


def publish(
    *,
    earliest: date,
    published_on: date,
    objection_days: int,
    place: str,
    meeting: Meeting | None = None,
    motion_stage: MotionStage | None = None,
) -> Publication:
    """The publication of a meeting or of a stage of a motion; part of the action that moves it.

    Refuses a day to come and one before what it publishes (`earliest`). Raises ValidationError.
    """
    if not earliest <= published_on <= today():
        raise ValidationError(
            {
                "published_on": _("Give a day between %(earliest)s and today.")
                % {"earliest": earliest.isoformat()}
            }
        )
    of = meeting or motion_stage
    assert of is not None
    publication = Publication(
        site_id=of.site_id,
        meeting=meeting,
        motion_stage=motion_stage,
        published_on=published_on,
        objection_days=objection_days,
        place=place,
    )
    publication.full_clean()
    publication.save()
    return publication


def refuse_unless_over(publication: Publication, on: date | None = None) -> None:
    """Raises ValidationError while residents may still object, or an objection has no answer."""
    if not publication.is_over(on or today()):
        raise ValidationError(
            _("Residents may object until %(day)s; what was published is closed after that day.")
            % {"day": publication.last_day.isoformat()}
        )
    unanswered = publication.objections.filter(answer="").count()
    if unanswered:
        raise ValidationError(
            _("%(number)s objections have no answer yet. Answer them first.")
            % {"number": unanswered}
        )


@transaction.atomic
def raise_objection(
    *, actor: User, publication: Publication, raised_on: date, text: str, raised_by: str = ""
) -> Objection:
    """Somebody objects within the period. Raises ValidationError."""
    if not publication.published_on <= raised_on <= min(publication.last_day, today()):
        raise ValidationError(
            {
                "raised_on": _(
                    "Objections are raised from %(first)s to %(last)s, and not in the future."
                )
                % {
                    "first": publication.published_on.isoformat(),
                    "last": publication.last_day.isoformat(),
                }
            }
        )
    objection = Objection(
        site_id=publication.site_id,
        publication=publication,
        raised_on=raised_on,
        raised_by=raised_by,
        text=text,
        recorded_by=actor,
    )
    objection.full_clean()
    objection.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=objection)
    return objection


@transaction.atomic
def answer_objection(*, actor: User, objection: Objection, answer: str) -> Objection:
    """The answer that whoever objected was given, today."""
    # Locks the objection: two of the office may answer at once.
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if objection.answer:
        raise ValidationError(_("A colleague has answered this objection already."))
    if not answer.strip():
        raise ValidationError({"answer": _("Write down what was answered.")})
    objection.answer, objection.answered_on, objection.answered_by = answer, today(), actor
    objection.full_clean()
    objection.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=objection, fields=["answer"])
    return objection
