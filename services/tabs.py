"""The pages of the service centre, one line each, and who finds them in the row of tabs."""

from collections.abc import Callable
from dataclasses import dataclass

from lib.figures import Text
from lib.scope import Scope


@dataclass(frozen=True, slots=True)
class ServiceTab:
    """One page: its label, its URL name, and the rule that opens it."""

    label: Text
    url_name: str
    rule: Callable[[Scope], bool]


# In the order in which they stand; each topic adds its own line.
TABS: tuple[ServiceTab, ...] = ()
