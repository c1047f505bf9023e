"""The database that the quick way makes has what the models ask for."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db


def models():
    known = apps.get_models(include_auto_created=True)
    return [model for model in known if model._meta.managed and not model._meta.proxy]


def test_every_model_has_its_table_with_its_columns():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
            " WHERE table_schema = 'public' GROUP BY table_name"
        )
        found = {table: set(columns) for table, columns in cursor.fetchall()}

    wanted = {m._meta.db_table: {f.column for f in m._meta.concrete_fields} for m in models()}

    assert {table: found.get(table) for table in wanted} == wanted


def test_every_constraint_and_index_is_there():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class WHERE relkind = 'i'"
        )
        found = {name for (name,) in cursor.fetchall()}

    wanted = {c.name for m in models() for c in [*m._meta.constraints, *m._meta.indexes]}

    assert wanted - found == set()


def test_every_key_to_another_table_is_kept_by_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text, count(*)"
            " FROM pg_constraint WHERE contype = 'f' GROUP BY 1, 2"
        )
        found = {(table, target): number for table, target, number in cursor.fetchall()}

    wanted: dict[tuple[str, str], int] = {}
    for model in models():
        for field in model._meta.concrete_fields:
            if field.remote_field and getattr(field, "db_constraint", False):
                key = (model._meta.db_table, field.related_model._meta.db_table)
                wanted[key] = wanted.get(key, 0) + 1

    assert {key: found.get(key, 0) for key in wanted if found.get(key, 0) < wanted[key]} == {}
