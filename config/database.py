"""Which PostgreSQL, and as whom.

`DATABASE_URL` names the application's login, `DATABASE_OWNER_URL` the login that owns the tables
(left out, one login takes both parts: development and tests only). Without either the embedded
cluster of `tools.postgres` is used. Migrations run as the owner; everything else as the
application's login, which owns nothing and cannot go round policies.
"""

import os
import sys
from typing import Any

import environ

from tools import postgres
from tools.binaries import ROOT

ENVIRONMENT_FILE = ROOT / ".env"

# Commands that change the schema, or take away what the application's login may not.
OWNER_COMMANDS = {
    "makemigrations",
    "migrate",
    "optimizemigration",
    "sqlmigrate",
    "squashmigrations",
}
# Commands that touch no database at all.
DATABASE_FREE_COMMANDS = {
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "startapp",
    "version",
}


def load_environment() -> None:
    """Adds the variables of the `.env` file; what the process was given goes before it."""
    if ENVIRONMENT_FILE.exists():
        environ.Env.read_env(ENVIRONMENT_FILE)


def embedded_cluster() -> postgres.Cluster | None:
    """The cluster of this process, or None where DATABASE_URL names a server."""
    if os.environ.get("DATABASE_URL"):
        return None
    return postgres.CLUSTERS[os.environ.get("ANJU_CLUSTER", "dev")]


def logins() -> dict[str, dict[str, Any]]:
    """Connection settings by part: `app` and `owner`."""
    if cluster := embedded_cluster():
        server = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": postgres.DATABASE,
            "HOST": str(cluster.socket_directory),
            "PORT": postgres.PORT,
            "PASSWORD": "",
        }
        return {
            "app": server | {"USER": postgres.APP},
            "owner": server | {"USER": postgres.OWNER},
        }
    app = _from_url("DATABASE_URL")
    return {
        "app": app,
        "owner": _from_url("DATABASE_OWNER_URL") if os.environ.get("DATABASE_OWNER_URL") else app,
    }


def _from_url(variable: str) -> dict[str, Any]:
    url = environ.Env().db_url(variable)
    options = dict(url.pop("OPTIONS", {}))
    # postgresql://user@/name?host=/socket/directory
    if socket_directory := options.pop("host", None):
        url["HOST"] = socket_directory
    return {**url, "ENGINE": "django.db.backends.postgresql", "OPTIONS": options}


def databases() -> dict[str, dict[str, Any]]:
    """Django's DATABASES. `APP_ROLE` is the login that `accounts.grants` gives its rights."""
    parts = logins()
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    part = os.environ.get("ANJU_DATABASE_ROLE") or ("owner" if command in OWNER_COMMANDS else "app")
    name = os.environ.get("ANJU_TEST_DB")
    return {
        "default": {
            **parts[part],
            "APP_ROLE": parts["app"]["USER"],
            # None keeps a connection for good; each request looks first whether it still lives.
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "TEST": {"NAME": f"test_anju_{name}"} if name else {},
        }
    }


def ready_for(arguments: list[str]) -> None:
    """Starts the embedded database for a management command that needs it."""
    command = arguments[1] if len(arguments) > 1 else "help"
    if command in DATABASE_FREE_COMMANDS or {"-h", "--help", "--version"} & set(arguments):
        return
    if cluster := embedded_cluster():
        cluster.start()
