"""Who may take past ledgers in (R47, part of the daily work of a site)."""

from collections.abc import Iterable

from lib.scope import Role, Scope
from services.ledgers.topics import LedgerTopic, ledger_topic, ledger_topics
from services.models import Ledger


def topics_of(scope: Scope) -> list[LedgerTopic]:
    """The kinds of ledgers that one may take in somewhere."""
    return [topic for topic in ledger_topics() if scope.only(topic.readers).grants]


def roles_of(topics: Iterable[LedgerTopic]) -> frozenset[Role]:
    """Whoever may take in any of these kinds."""
    return frozenset(role for topic in topics for role in topic.readers)


def can_import_ledgers(scope: Scope, ledger: Ledger | None = None) -> bool:
    """The roles of its kind, over the site of the ledger."""
    if ledger is None:
        return bool(topics_of(scope))
    topic = ledger_topic(ledger.topic)
    return topic is not None and scope.has(topic.readers, site_id=ledger.site_id)
