"""Composite keys in migrations: a row and the row that it points to stand in the same site."""

from django.db import migrations


def same_site(table: str, column: str, target: str) -> migrations.RunSQL:
    """`(column, site_id)` of `table` must be an `(id, site_id)` of `target`.

    The models declare these keys with `db_constraint=False`, because this one replaces theirs;
    `target` must be unique in (id, site_id).
    """
    name = f"{table}_{column}_same_site"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, site_id) "
        f"REFERENCES {target} (id, site_id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )
