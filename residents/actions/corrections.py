"""Corrections of a household's or person's own fields; no change of a colleague is lost unseen."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.history import event_model
from lib.scope import Scope
from residents.models import Household, Membership, Person
from residents.rules import READERS


@dataclass
class Stale(Exception):
    """Somebody changed the row since the form was opened.

    `names` are the fields that differ now, `by` is the id of who changed the row last.
    """

    names: list[str] = field(default_factory=list)
    by: int | None = None
    at: datetime | None = None


@transaction.atomic
def correct_household(
    *, actor: User, household: Household, version: int, fields: dict[str, Any]
) -> list[str]:
    """Writes the fields that differ; gives their names. Raises Stale."""
    # Locked, so that of two clerks who save at once the second is told what the first changed.
    row = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    names = _differing(row, fields)
    if not names:
        return []
    _refuse_stale(row, version)
    return _save(actor, row, {name: fields[name] for name in names})


@transaction.atomic
def correct_person(
    *,
    actor: User,
    scope: Scope,
    person: Person,
    version: int,
    fields: dict[str, Any],
    id_number: str = "",
    relation_code: str | None = None,
) -> list[str]:
    """Writes the fields that differ, a new identity number and a relation where they are given.

    `id_number` is checked already (lib.identity_numbers); the head's relation stays. Raises
    Stale, and ValidationError where the number belongs to somebody else.
    """
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    names = _differing(row, fields)
    renumbered = bool(id_number) and id_number != row.id_number
    member = Membership.objects.current(scope.on).filter(person=row, is_head=False).first()
    if member and relation_code in (None, member.relation_code):
        member = None
    if not names and not renumbered and (member is None or relation_code is None):
        return []
    _refuse_stale(row, version)
    if renumbered:
        _refuse_taken(id_number, row, scope)
        row.set_id_number(id_number)
        names.append("id_number")
    if member and relation_code is not None:
        member.relation_code = relation_code
        member.save(update_fields=["relation_code"])
        names.append("relation_code")
    return _save(actor, row, {n: fields[n] for n in names if n in fields}, names)


def _differing(row: Household | Person, fields: dict[str, Any]) -> list[str]:
    return [name for name, value in fields.items() if getattr(row, name) != value]


def _refuse_stale(row: Household | Person, version: int) -> None:
    if row.version == version:
        return
    events = event_model(type(row)).objects.filter(pgh_obj_id=row.pk)
    seen = events.filter(version=version).order_by("pgh_id").last()
    latest = events.select_related("pgh_context").order_by("pgh_id").last()
    names = [
        column.name
        for column in row._meta.concrete_fields
        if seen is not None
        and column.name not in ("version", "name_pinyin", "name_initials", "id_number_sealed")
        and getattr(seen, column.attname) != getattr(row, column.attname)
    ]
    context = latest.pgh_context.metadata if latest and latest.pgh_context else {}
    raise Stale(names, context.get("user"), latest.pgh_created_at if latest else None)


def _refuse_taken(id_number: str, row: Person, scope: Scope) -> None:
    """Names the other person only where the clerk may see him."""
    others = Person.objects.with_id_number(id_number).exclude(pk=row.pk)
    if not others.exists():
        return
    known = others.within(scope.only(READERS)).with_household(scope.on).first()
    if known is None:
        sentence = _("This identity number is registered elsewhere. Ask the county.")
    else:
        sentence = _(
            "This identity number belongs to %(name)s, household %(household)s. Compare the two."
        ) % {
            "name": known.name,
            "household": known.household["no"] if known.household else "–",
        }
    raise ValidationError({"new_id_number": sentence})


def _save(
    actor: User, row: Household | Person, fields: dict[str, Any], names: list[str] | None = None
) -> list[str]:
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    changed = names or list(fields)
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=row, fields=sorted(changed))
    return changed
