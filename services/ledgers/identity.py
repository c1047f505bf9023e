"""What makes two rows of ledgers the same record."""

import json
from collections.abc import Iterable
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from services.ledgers.rows import Entry
from services.models.recorded import Recorded
from sites.models import ResettlementSite

NAMESPACE = UUID("5b0f4c55-6a0e-4c0d-9d0a-6f6f2d6b7c11")


class Identities:
    """Gives each row its token: the same row of the same site, whichever file brings it."""

    def __init__(self, kind: str, site: ResettlementSite) -> None:
        self.start = [kind, site.code]
        self.seen: dict[UUID, int] = {}

    def token(self, entry: Entry, name: str, *parts: str) -> UUID | None:
        """The token of a row; None with a fault at field `name` where a row above is the same."""
        identity = json.dumps([*self.start, *parts], ensure_ascii=False)
        token = uuid5(NAMESPACE, identity)
        if token in self.seen:
            entry.refuse(
                name,
                _("Row %(row)s says the same already. Delete one of the two.")
                % {"row": self.seen[token]},
            )
            return None
        self.seen[token] = entry.row.number
        return token


def mark_known(entries: list[Entry], model: type[Recorded]) -> Iterable[Entry]:
    """The entries, those whose record is stored already marked; one statement."""
    tokens = [entry.record.token for entry in entries if entry.record]
    known = set(model._default_manager.filter(token__in=tokens).values_list("token", flat=True))
    for entry in entries:
        entry.is_known = entry.record is not None and entry.record.token in known
        if entry.is_known:
            entry.notes = []
    return entries
