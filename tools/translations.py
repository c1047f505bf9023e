"""Compiles the translations, and finds what is missing from them.

usage: python -m tools.translations compile|check

Compiling needs no gettext on the machine; checking does (xgettext).
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from tools.binaries import ROOT

CATALOGUES = "*/LC_MESSAGES/*.po"
IGNORED = (".venv", "node_modules", "static/vendor", "staticfiles", "tests", "bench")
DOMAINS = {"django": [], "djangojs": ["-e", "js"]}


def compile_stale() -> None:
    """Compiles each catalogue that is newer than its compiled form."""
    for source in (ROOT / "locale").glob(CATALOGUES):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            unfinished = compiled.with_suffix(".new")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            unfinished.rename(compiled)


def problems() -> Iterator[str]:
    """What keeps the catalogues from being complete, one line each."""
    if not shutil.which("xgettext"):
        yield "xgettext is missing: install the package gettext."
        return
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "copy"
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        for name in filter(None, listed.split("\0")):
            if Path(name).suffix in {".py", ".html", ".txt", ".js", ".po"}:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                if (ROOT / name).exists():
                    shutil.copyfile(ROOT / name, copy / name)
        for folder in sorted((copy / "locale").glob("*/LC_MESSAGES")):
            for domain in DOMAINS:
                yield from _catalogue_problems(copy, folder / f"{domain}.po")


def _catalogue_problems(copy: Path, source: Path) -> Iterator[str]:
    domain, language = source.stem, source.parts[-3]
    name = source.relative_to(copy)
    kept = _entries(source)
    ignored = [argument for folder in IGNORED for argument in ("--ignore", folder)]
    made = subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages", "-v0", "-l", language, "-d", domain),
            *("--no-location", "--no-wrap", *DOMAINS[domain], *ignored),
        ],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        yield f"{name}: makemessages failed: {made.stderr.strip()}"
        return
    wanted = _entries(source)
    for message in sorted(wanted.keys() - kept.keys(), key=str):
        yield f"{name}: missing: {message[1]!r}"
    for message in sorted(kept.keys() - wanted.keys(), key=str):
        yield f"{name}: no longer used: {message[1]!r}"
    for message, entry in kept.items():
        if message in wanted and (entry.fuzzy or not entry.translated()):
            yield f"{name}: not translated: {message[1]!r}"


def _entries(catalogue: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    if not catalogue.exists():
        return {}
    return {
        (entry.msgctxt, entry.msgid): entry
        for entry in polib.pofile(str(catalogue))
        if not entry.obsolete
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_stale()
    elif sys.argv[1:] == ["check"]:
        found = list(problems())
        sys.exit("\n".join(found) if found else 0)
    else:
        sys.exit(__doc__)
