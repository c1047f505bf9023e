"""Looking at personal data: every look that needs a trace leaves it here (PIPL)."""

from accounts.actions.events import record_access
from accounts.enums import AccessKind
from accounts.models import User
from residents.facts import clear_value
from residents.models import CareTag, Household, ImportBatch, ImportFinding, Person
from residents.search import Found, Kind

# Looking for one of these means that somebody is looked for, so the log says which way.
LOGGED_KINDS = (Kind.ID_NUMBER, Kind.PHONE)


def note_view(*, actor: User, row: Household | Person, address: str | None) -> None:
    """Somebody opened a file."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=row._meta.db_table,
        row_id=row.pk,
        site_id=row.site_id,
        address=address,
    )


def reveal(
    *, actor: User, row: Household | Person, name: str, reason: str, address: str | None
) -> str:
    """The value behind the mask of one field; the caller has asked `can_reveal`."""
    record_access(
        actor=actor,
        kind=AccessKind.REVEAL,
        table=row._meta.db_table,
        row_id=row.pk,
        site_id=row.site_id,
        fields=name,
        reason=reason,
        address=address,
    )
    return clear_value(row, name)


def note_print(
    *,
    actor: User,
    household: Household,
    persons: int,
    clear: bool,
    reason: str,
    address: str | None,
) -> None:
    """A file goes onto paper, with identity numbers in clear or masked."""
    record_access(
        actor=actor,
        kind=AccessKind.PRINT,
        table=household._meta.db_table,
        row_id=household.pk,
        site_id=household.site_id,
        fields="id_number, phone" if clear else "",
        row_count=persons,
        reason=reason,
        address=address,
    )


def note_search(*, actor: User, found: Found, address: str | None) -> None:
    """A search by identity number or phone; the number itself is not kept."""
    kinds = [kind for kind in found.kinds if kind in LOGGED_KINDS]
    if kinds:
        record_access(
            actor=actor,
            kind=AccessKind.SEARCH,
            table=Person._meta.db_table,
            fields=", ".join(kinds),
            row_count=len(found.persons),
            address=address,
        )


def note_comparison(
    *, actor: User, rows: int, columns: list[str], reason: str, taken_out: bool, address: str | None
) -> None:
    """A bureau's list was compared with the register; the list itself is not kept."""
    record_access(
        actor=actor,
        kind=AccessKind.EXPORT if taken_out else AccessKind.SEARCH,
        table=Person._meta.db_table,
        fields=", ".join(columns),
        row_count=rows,
        reason=reason,
        address=address,
    )


def note_care(
    *, actor: User, household: Household | None = None, number: int = 1, address: str | None
) -> None:
    """Somebody saw why a household is in care; without one, a page of the list of tags."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=CareTag._meta.db_table,
        row_id=household.pk if household else None,
        site_id=household.site_id if household else None,
        fields="care",
        row_count=number,
        address=address,
    )


def note_batch(*, actor: User, batch: ImportBatch, number: int, address: str | None) -> None:
    """Somebody saw what a check found: cells of a roster, and what the register says instead."""
    record_access(
        actor=actor,
        kind=AccessKind.VIEW,
        table=ImportFinding._meta.db_table,
        row_id=batch.pk,
        site_id=batch.site_id,
        row_count=number,
        address=address,
    )
