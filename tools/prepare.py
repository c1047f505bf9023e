"""Everything short of serving: keys, translations, static files, migrations, demo county.

usage: python -m tools.prepare        (this is `make setup`; it leaves nothing running)

A step is skipped when nothing that it depends on has changed. What concerns the database is
noted in the database, as a comment on it, so that another database is never taken for this one.
"""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg2

from config.database import embedded_cluster, load_environment, logins
from tools.binaries import ROOT, PostgresError
from tools.keys import write_development_keys
from tools.translations import compile_stale

STATIC_STAMP = ROOT / ".state" / "static"


def prepare() -> None:
    """Brings files and database up to date; the database must be up."""
    compile_stale()
    collect_static()
    prepare_database()


def load_settings() -> None:
    write_development_keys()
    load_environment()


def collect_static() -> None:
    wanted = fingerprint([ROOT / "static", ROOT / "requirements.txt"])
    if STATIC_STAMP.exists() and STATIC_STAMP.read_text() == wanted:
        return
    manage("collectstatic", "--noinput", "--clear", "-v0", say="Collecting static files")
    STATIC_STAMP.parent.mkdir(exist_ok=True)
    STATIC_STAMP.write_text(wanted)


def prepare_database() -> None:
    wanted = migration_fingerprint()
    done = database_notes()
    if done.get("migrations") != wanted:
        migrate()
        done["migrations"] = wanted
        note_in_database(done)
    if "sign_in" not in done:
        # Its last line says who may sign in.
        done["sign_in"] = manage("load_demo", say="Loading the demo county").splitlines()[-1]
        gather_statistics()
        note_in_database(done)


def migrate() -> None:
    """Makes the tables; an embedded database that holds nothing yet gets them the quick way."""
    if embedded_cluster() and is_empty():
        run("-m", "tools.quick_migrations", say="Making the tables")
    else:
        manage("migrate", "-v0", say="Migrating the database")


def gather_statistics() -> None:
    """Until the server does so itself, it would take the freshly filled tables for small."""
    with contextlib.closing(owner_session()) as session, session.cursor() as cursor:
        cursor.execute("ANALYZE")


def is_empty() -> bool:
    with contextlib.closing(owner_session()) as session, session.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        return cursor.fetchone()[0] is None


def migration_fingerprint() -> str:
    """Changes with everything that decides how the database looks after `migrate`."""
    migrations = [path for path in ROOT.glob("*/migrations") if path.is_dir()]
    return fingerprint([*migrations, ROOT / "accounts" / "grants.py", ROOT / "requirements.txt"])


def manage(command: str, *arguments: str, say: str) -> str:
    """Runs a management command and gives what it printed."""
    return run("manage.py", command, *arguments, say=say)


def run(*arguments: str, say: str) -> str:
    """Runs Python with these arguments and gives what it printed."""
    print(f"{say} ...", flush=True)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def fingerprint(places: Iterable[Path]) -> str:
    """A hash of the names and contents of these files and folders."""
    total = hashlib.sha256()
    for place in sorted(places):
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                total.update(str(file.relative_to(ROOT)).encode() + b"\0")
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def owner_session() -> Any:
    owner = logins()["owner"]
    session = psycopg2.connect(
        dbname=owner["NAME"],
        user=owner["USER"],
        password=owner["PASSWORD"],
        host=owner["HOST"],
        port=owner["PORT"] or None,
        **owner.get("OPTIONS", {}),
    )
    session.autocommit = True
    return session


def database_notes() -> dict[str, Any]:
    """What earlier runs did to this database."""
    with contextlib.closing(owner_session()) as session, session.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        )
        comment = cursor.fetchone()[0]
    try:
        return dict(json.loads(comment or "{}"))
    except ValueError:
        return {}


def note_in_database(notes: dict[str, Any]) -> None:
    with contextlib.closing(owner_session()) as session, session.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_database())")
        cursor.execute(f"COMMENT ON DATABASE {cursor.fetchone()[0]} IS %s", [json.dumps(notes)])


def main() -> None:
    load_settings()
    cluster = embedded_cluster()
    with cluster.held() if cluster else contextlib.nullcontext():
        prepare()


if __name__ == "__main__":
    os.chdir(ROOT)
    try:
        main()
    except PostgresError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(f"`{' '.join(error.cmd[1:])}` failed; the reason is above.")
