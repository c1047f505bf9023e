"""The kinds of ledgers that can come in; each topic is one `LedgerTopic`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from accounts.models import User
from lib.figures import Text
from lib.scope import Role
from lib.sheet_headers import IGNORED, Vocabulary
from services.ledgers.rows import Entry, LedgerRow
from services.models.recorded import Recorded
from sites.models import ResettlementSite

# Read as nothing in every ledger.
IGNORED_HEADINGS = (
    "序号 编号 问题 备注 安置点 社区 所属社区 村居 联系电话 电话 联系方式 手机号码 性别 年龄"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a ledger: its label, the headings under which offices keep it, an example."""

    label: Text
    headings: str
    example: str


@dataclass(frozen=True)
class LedgerTopic:
    """One kind of ledger.

    `columns` maps fields to what is known of them; of each set in `needs` one must be there.
    `check(rows, site, actor, on)` makes entries of the rows, with reads alone. `tables` are the
    models that storing writes, what refers to another first. `readers` may import it.
    """

    name: str
    title: Text
    columns: Mapping[str, Column]
    needs: Sequence[tuple[str, ...]]
    model: type[Recorded]
    tables: Sequence[type[models.Model]]
    readers: frozenset[Role]
    list_url: str
    check: Callable[[Sequence[LedgerRow], ResettlementSite, User, date], Iterable[Entry]]

    @property
    def vocabulary(self) -> Vocabulary:
        known = {word: IGNORED for word in IGNORED_HEADINGS.split()}
        for name, column in self.columns.items():
            known |= dict.fromkeys(column.headings.split(), name)
        return Vocabulary(field_of=known, fewest=2)


_topics: dict[str, LedgerTopic] = {}


def register_ledger_topic(topic: LedgerTopic) -> None:
    """Adds a kind of ledger; called from AppConfig.ready."""
    _topics[topic.name] = topic


def ledger_topics() -> list[LedgerTopic]:
    """Every kind of ledger, in order of registration."""
    return list(_topics.values())


def ledger_topic(name: str) -> LedgerTopic | None:
    """The kind of this name, or None."""
    return _topics.get(name)
