"""What the application's database login may do: work with rows, but not rewrite what happened."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, transaction

from lib.history import LEDGERS

CONTEXT_TABLE = "pghistory_context"


def grant_rights(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Receiver of post_migrate: gives the application's login its rights on all tables.

    Connect it to one app only: all tables exist by then. It does nothing unless the session is the
    owner's (a flush by the application sends post_migrate too), nor where one login takes both
    parts. History tables and ledgers may be read and added to, never changed or emptied.
    """
    connection = connections[using]
    app_role = connection.settings_dict.get("APP_ROLE")
    if not app_role or connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        if owner == app_role:
            return
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'django_migrations'")
        if cursor.fetchone() != (owner,):
            return
        existing = set(connection.introspection.table_names(cursor))
        with transaction.atomic(using=using):
            for statement in _statements(connection.ops.quote_name, app_role, existing):
                cursor.execute(statement)


def history_tables() -> set[str]:
    """Tables of past states, one for every tracked model."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model")
        or (model._meta.db_table.endswith("event") and not hasattr(model, "pgh_event_model"))
    }


def _statements(quote: Callable[[str], str], app_role: str, existing: set[str]) -> list[str]:
    role = quote(app_role)
    kept = (history_tables() | set(LEDGERS) | {CONTEXT_TABLE}) & existing
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM {role}",
    ]
    statements += [
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {quote(table)} FROM {role}" for table in sorted(kept)
    ]
    if CONTEXT_TABLE in existing:
        # pghistory's function updates the context of a request as it grows: as the owner, for the
        # application itself may not touch a context once it is written.
        statements.append(
            "DO $$ DECLARE context_function regprocedure; BEGIN"
            " FOR context_function IN SELECT oid FROM pg_proc WHERE proname = '_pgh_attach_context'"
            " AND pronamespace = 'public'::regnamespace LOOP"
            " EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER"
            " SET search_path = pg_catalog, public', context_function);"
            " END LOOP; END $$"
        )
    return statements
