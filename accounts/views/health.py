"""Two answers for the machines that watch this one: "ok" and "not ok", never why."""

import shutil
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import WorkerBeat

WORKER_SILENCE = timedelta(minutes=2)
LEAST_FREE_BYTES = 500 * 1024 * 1024


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations, background worker, disk; status 503 unless all four are ok."""
    database = _asked(_database_answers)
    found = {
        "database": database,
        "migrations": database and _asked(_migrations_are_applied),
        "worker": database and _asked(_worker_lives),
        "disk": shutil.disk_usage(settings.BASE_DIR).free > LEAST_FREE_BYTES,
    }
    words = {name: "ok" if good else "not ok" for name, good in found.items()}
    return JsonResponse(words, status=200 if all(found.values()) else 503)


def _asked(question) -> bool:
    try:
        return question()
    except (DatabaseError, InterfaceError):
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations_are_applied() -> bool:
    """Whether every migration on disk is recorded; squashed ones count by what they replace."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return all(
        name in applied or (replaced and applied.issuperset(replaced))
        for name, replaced in _migrations_on_disk()
    )


@cache
def _migrations_on_disk() -> list[tuple[tuple[str, str], list[tuple[str, str]]]]:
    """Name and what it replaces; the same for as long as the process lives."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return [(name, migration.replaces) for name, migration in loader.disk_migrations.items()]


def _worker_lives() -> bool:
    return WorkerBeat.objects.filter(beat_at__gte=timezone.now() - WORKER_SILENCE).exists()
