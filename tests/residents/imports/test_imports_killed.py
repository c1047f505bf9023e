"""kill -9 of worker and database in the middle of an import: never a half one, never a doubled one."""

import pytest

from bench.crash import STAGES, VICTIMS, crash_site, trial

TRIES = 8
PERSONS = 4_000


@pytest.fixture(scope="module")
def side():
    with crash_site() as side:
        yield side


@pytest.mark.timeout(300)
@pytest.mark.parametrize("victim", VICTIMS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_import_leaves_nothing_half_and_can_be_started_again(side, stage, victim):
    hit = any(trial(side, stage, victim, PERSONS) for _ in range(TRIES))

    assert hit, f"no kill of {TRIES} interrupted the {stage}"
