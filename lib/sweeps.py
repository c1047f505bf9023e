"""The registries of upkeep: what the worker mends at its start, what the night deletes and checks.

An app registers plain functions from AppConfig.ready; each runs in a transaction of its own.
"""

from collections.abc import Callable, Iterable

# Mends what a killed process left half done; must do no harm when nothing was.
Sweep = Callable[[], None]
# Deletes what its time has run out for; gives the number of rows.
Deletion = Callable[[], int]
# Gives one sentence for each thing that should not be so; no personal data.
Check = Callable[[], Iterable[str]]

_sweeps: list[Sweep] = []
_deletions: list[Deletion] = []
_checks: list[Check] = []


def register_sweep(sweep: Sweep) -> None:
    """Adds a sweep; it runs when a worker starts, before its first task."""
    if sweep not in _sweeps:
        _sweeps.append(sweep)


def register_deletion(deletion: Deletion) -> None:
    """Adds a deletion to `manage.py nightly`."""
    if deletion not in _deletions:
        _deletions.append(deletion)


def register_check(check: Check) -> None:
    """Adds a check to `manage.py nightly`."""
    if check not in _checks:
        _checks.append(check)


def sweeps() -> list[Sweep]:
    """The registered sweeps, in order of registration."""
    return list(_sweeps)


def deletions() -> list[Deletion]:
    """The registered deletions, in order of registration."""
    return list(_deletions)


def checks() -> list[Check]:
    """The registered checks, in order of registration."""
    return list(_checks)
