"""All checks of `make lint`; runs every one of them, then fails if any failed.

usage: python -m tools.lint [NAME ...]
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools.binaries import ROOT
from tools.translations import problems

BIN = ROOT / ".venv" / "bin"
LINES_PER_FILE, LINES_PER_TEST = 300, 400
TYPED = ("actions", "rules", "figures")
ENVIRONMENT = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}


def sources(pattern: str) -> list[Path]:
    """Files of the project itself, not what tools put beside them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()]


def run(*command: str | Path) -> bool:
    program = BIN / command[0]
    return not subprocess.run([program, *command[1:]], cwd=ROOT, env=ENVIRONMENT).returncode


def formatting() -> bool:
    return run("ruff", "format", "--check", "--quiet", ".")


def rules() -> bool:
    return run("ruff", "check", "--quiet", ".")


def types() -> bool:
    typed = [path for path in sources("*.py") if is_typed(path.relative_to(ROOT))]
    return run("mypy", *typed)


def is_typed(path: Path) -> bool:
    return path.parts[0] == "lib" or (
        len(path.parts) > 1 and path.parts[1].removesuffix(".py") in TYPED
    )


def layers() -> bool:
    return run("lint-imports", "--no-cache")


def templates() -> bool:
    if not (pages := sources("templates/*.html")):
        return True
    return run("djlint", "--lint", "--quiet", *pages)


def migrations() -> bool:
    # Without a database: whether models and migrations agree is seen from the files alone.
    command = ["-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"]
    return run("python", *command)


def translations() -> bool:
    found = list(problems())
    print(*found, sep="\n", end="\n" if found else "")
    return not found


def lengths() -> bool:
    """No file is longer than one sitting."""
    long = []
    for path in sources("*.py"):
        name = path.relative_to(ROOT)
        limit = LINES_PER_TEST if name.parts[0] == "tests" else LINES_PER_FILE
        count = len(path.read_text().splitlines())
        if count > limit and "migrations" not in name.parts:
            long.append(f"{name}: {count} lines, at most {limit} are allowed: split it by topic")
    print(*long, sep="\n", end="\n" if long else "")
    return not long


CHECKS: dict[str, Callable[[], bool]] = {
    check.__name__: check
    for check in (formatting, rules, types, layers, templates, migrations, translations, lengths)
}


def main() -> int:
    failed = []
    for name in sys.argv[1:] or CHECKS:
        print(f"== {name}", flush=True)
        if not CHECKS[name]():
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
