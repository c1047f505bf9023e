"""Taking a whole list in by sheet: all rows are stored or none."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.intake import Intake, read_rows, sentences
from lib.scope import Scope


@dataclass(slots=True)
class Taken:
    """What came of a sheet: rows read, those that changed something, a sentence a wrong row."""

    rows: int = 0
    changed: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def take_in(*, actor: User, scope: Scope, intake: Intake, content: bytes, file_name: str) -> Taken:
    """Reads the sheet and stores its rows; with a single wrong one nothing is stored.

    Raises UnreadableFile.
    """
    taken = Taken()
    with transaction.atomic():
        for number, cells in read_rows(content, file_name, intake):
            taken.rows += 1
            form = intake.form(cells, scope)
            if not form.is_valid():
                taken.faults.append((number, sentences(form)))
                continue
            try:
                with transaction.atomic():
                    taken.changed += intake.store(actor, form)
            except ValidationError as error:
                taken.faults.append((number, " ".join(error.messages)))
        if taken.faults:
            transaction.set_rollback(True)
    if not taken.faults:
        record_audit(
            actor=actor, verb=AuditVerb.ROWS_IMPORTED, list=intake.code, rows=taken.changed
        )
    return taken
