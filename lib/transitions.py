"""States and the moves between them, as one table that code, tests and documents read.

An app builds one `Machine` a topic and registers it; its actions ask `next_state`, its pages
`moves_from`, and `manage.py state_diagrams` draws docs/states.md from the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Machine:
    """One life: `moves` maps a move to the states it may start from and where each leads."""

    name: str
    title: str | Promise
    states: type[TextChoices]
    actions: type[TextChoices]
    start: str
    moves: Mapping[str, Mapping[str, str]]

    def next_state(self, state: str, action: str) -> str:
        """Where `action` leads from `state`; ValidationError with a sentence where it may not."""
        target = self.moves.get(action, {}).get(state)
        if target is None:
            raise ValidationError(self._refusal(state, action), code="wrong_state")
        return target

    def moves_from(self, state: str) -> list[str]:
        """The moves that are possible in `state`, in the order of the table."""
        return [action for action, ways in self.moves.items() if state in ways]

    def _refusal(self, state: str, action: str) -> str:
        words = {
            "action": self.actions(action).label,
            "state": self.states(state).label,
            "possible": "、".join(str(self.actions(a).label) for a in self.moves_from(state)),
        }
        if not words["possible"]:
            return _("“%(action)s” is not possible: it is already “%(state)s”.") % words
        return (
            _("“%(action)s” is not possible while it is “%(state)s”. Possible now: %(possible)s.")
            % words
        )

    def diagram(self) -> str:
        """The machine as a Mermaid state diagram, labels in the language in force."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {state}: {state.label}" for state in self.states]
        for action, ways in self.moves.items():
            label = self.actions(action).label
            lines += [f"    {source} --> {target}: {label}" for source, target in ways.items()]
        left = {
            source
            for ways in self.moves.values()
            for source, target in ways.items()
            if source != target
        }
        lines += [f"    {state} --> [*]" for state in self.states if state not in left]
        return "\n".join(lines)


_machines: dict[str, Machine] = {}


def register_machine(machine: Machine) -> None:
    """Adds a machine; a name may be registered once only (ValueError)."""
    if _machines.get(machine.name, machine) is not machine:
        raise ValueError(f"machine {machine.name} is registered twice")
    _machines[machine.name] = machine


def all_machines() -> list[Machine]:
    """Every registered machine, in order of registration."""
    return list(_machines.values())


def document() -> str:
    """docs/states.md: every machine with its diagram."""
    parts = [
        "# States",
        "",
        "Drawn by `manage.py state_diagrams` from the tables that the code obeys; a test compares.",
    ]
    for machine in all_machines():
        parts += ["", f"## {machine.title}", "", "```mermaid", machine.diagram(), "```"]
    return "\n".join(parts) + "\n"
