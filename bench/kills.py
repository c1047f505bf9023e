"""Twenty kills in the middle of imports, spread over stages and victims; only hits count."""

import itertools
import os
from typing import Any

from bench.crash import STAGES, VICTIMS, crash_site, trial


def run(hits: int = int(os.environ.get("KILLS", "20"))) -> dict[str, Any]:
    """Kills until `hits` have interrupted; a half stored or doubled row ends it with an error."""
    counted: dict[str, int] = {f"{s} {v}": 0 for s in STAGES for v in VICTIMS}
    late = 0
    with crash_site() as side:
        for stage, victim in itertools.cycle(itertools.product(STAGES, VICTIMS)):
            if sum(counted.values()) >= hits:
                break
            if trial(side, stage, victim):
                counted[f"{stage} {victim}"] += 1
            else:
                late += 1
    return {"interrupted": sum(counted.values()), "too_late": late, "half_stored": 0, **counted}
