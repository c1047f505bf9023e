"""Records that are sent from forms and phones: the same submit twice is one row."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from services.models.recorded import Recorded

R = TypeVar("R", bound=Recorded)


def save_once(record: R) -> tuple[R, bool]:
    """Saves a new record; whether it is new. The same token again gives the row that is there.

    Two sends of one form at once meet in the unique index: the later waits for the first and
    then finds its row. Raises ValidationError.
    """
    known = _known(record)
    if known is not None:
        return known, False
    record.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        known = _known(record)
        if known is None:
            raise
        return known, False
    return record, True


def _known(record: R) -> R | None:
    known = type(record)._default_manager.filter(token=record.token).first()
    if known is not None and known.recorded_by_id != record.recorded_by_id:
        raise ValidationError(_("This form was sent by somebody else. Open it again and send it."))
    return known
