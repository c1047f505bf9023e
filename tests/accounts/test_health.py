"""The two answers for watching machines."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import WorkerBeat
from accounts.views import health
from tests.database import owner_cursor


@pytest.fixture
def beating(db):
    return WorkerBeat.objects.create(name="w")


def test_healthz_asks_the_database_nothing(client):
    response = client.get(reverse("healthz"), headers={"Host": "10.1.2.3"})

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_when_all_four_are_ok(client, beating):
    response = client.get(reverse("readyz"))

    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "migrations": "ok",
        "worker": "ok",
        "disk": "ok",
    }


@pytest.mark.django_db
def test_not_ready_without_a_worker(client):
    response = client.get(reverse("readyz"))

    assert response.status_code == 503
    assert response.json()["worker"] == "not ok"


def test_not_ready_when_the_worker_was_silent_for_two_minutes(client, beating, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=3))

    assert client.get(reverse("readyz")).json()["worker"] == "not ok"


def test_not_ready_when_the_disk_is_nearly_full(client, beating, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**18)

    assert client.get(reverse("readyz")).json()["disk"] == "not ok"


@pytest.mark.django_db(transaction=True)
def test_not_ready_while_a_migration_is_missing(client):
    with owner_cursor() as cursor:
        cursor.execute(
            "UPDATE django_migrations SET name = 'unknown' WHERE app = 'accounts'"
            " AND name = '0001_initial'"
        )
        try:
            found = client.get(reverse("readyz")).json()
        finally:
            cursor.execute(
                "UPDATE django_migrations SET name = '0001_initial' WHERE name = 'unknown'"
            )

    assert (found["database"], found["migrations"]) == ("ok", "not ok")


@pytest.mark.django_db(transaction=True)
def test_without_a_database_only_readyz_complains_and_says_no_more(client):
    connection.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "no_such_database"
    try:
        health_status = client.get(reverse("healthz")).status_code
        response = client.get(reverse("readyz"))
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name

    assert (health_status, response.status_code) == (200, 503)
    assert response.json()["database"] == "not ok"
    assert "no_such_database" not in response.content.decode()
