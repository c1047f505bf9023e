"""`make bench`: prepares its own cluster, runs the benchmarks, prints a table and JSON."""

import json
import os
import subprocess
import sys

import django

from config.database import load_environment
from tools.keys import write_development_keys
from tools.postgres import CLUSTERS
from tools.prepare import collect_static, migrate
from tools.translations import compile_stale

NAMES = ("imports", "kills", "clerks")


def prepare() -> None:
    """The bench cluster with all migrations and the demo county."""
    write_development_keys()
    load_environment()
    CLUSTERS["bench"].start()
    os.environ["ANJU_CLUSTER"] = "bench"
    compile_stale()
    collect_static()
    migrate()
    subprocess.run([sys.executable, "manage.py", "load_demo"], check=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()


def table(name: str, result: dict[str, object], indent: int = 0) -> None:
    """Prints a result as lines."""
    print(f"{'  ' * indent}{name}")
    for key, value in result.items():
        if isinstance(value, dict):
            table(key, value, indent + 1)
        else:
            shown = f"{value:.3f}" if isinstance(value, float) else value
            print(f"{'  ' * (indent + 1)}{key:<28}{shown}")


def main(names: list[str]) -> int:
    """Runs the named benchmarks, all of them without names."""
    prepare()
    results = {}
    try:
        for name in names or NAMES:
            module = __import__(f"bench.{name}", fromlist=["run"])
            results[name] = module.run()
            table(name, results[name])
    finally:
        CLUSTERS["bench"].stop()
    print(json.dumps(results, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
