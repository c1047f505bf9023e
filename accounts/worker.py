"""The background worker: tasks of the queue, a sign of life, and no task left behind by a crash.

Each worker holds an advisory lock of its own id while it lives. A task that is "running" under an
id whose lock is free belongs to a dead worker; it goes back into the queue. No age is guessed.
"""

import hashlib
import logging
import threading
import traceback
import uuid
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from accounts.models import WorkerBeat
from lib.sweeps import sweeps

log = logging.getLogger(__name__)

BEAT_SECONDS = 5
QUEUE_SECONDS = 1.0
# A task over which this many workers died is at fault itself.
MOST_ATTEMPTS = 3
LOCK_CLASS = 0x414A  # keeps our advisory locks apart from those of others
LOST_DATABASE = (OperationalError, InterfaceError)


class QuietWorker(Worker):
    """django-tasks-db's worker; the message of an error may quote a row, so it is not kept."""

    def run_task(self, db_task_result: DBTaskResult) -> None:
        db_task_result.set_failed = lambda error: _set_failed(db_task_result, error)
        super().run_task(db_task_result)

    def run_queued(self) -> None:
        """Runs what is queued now, on the present connection (`run` closes it in between)."""
        while task := self._claimed():
            self.run_task(task)

    def _claimed(self) -> DBTaskResult | None:
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        with transaction.atomic():
            task = ready.get_locked()
            if task is not None:
                task.claim(self.worker_id)
        return task


class Heart(threading.Thread):
    """Beats for one worker id and holds its lock, on a connection of its own."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(name="heart", daemon=True)
        self.worker_id = worker_id
        self.stopping = threading.Event()
        self.first_beat = threading.Event()

    def run(self) -> None:
        locked = False
        while not self.stopping.is_set():
            try:
                locked = locked or try_lock(self.worker_id)
                beat(self.worker_id)
                self.first_beat.set()
            except (DatabaseError, InterfaceError):
                # The lock went with the connection.
                locked = False
                connection.close()
            self.stopping.wait(BEAT_SECONDS)
        try:
            WorkerBeat.objects.filter(name=self.worker_id).delete()
        except (DatabaseError, InterfaceError):
            log.warning("The sign of life could not be taken back.")
        connection.close()

    def stop(self) -> None:
        """Ends the beats and sets the lock free."""
        self.stopping.set()
        self.join(timeout=10)


def new_worker() -> QuietWorker:
    """A worker with an id that no other ever had."""
    return QuietWorker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=QUEUE_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
    )


def beat(worker_id: str) -> None:
    """A sign of life."""
    WorkerBeat.objects.update_or_create(name=worker_id, defaults={"beat_at": timezone.now()})


def forget_dead_workers() -> int:
    """Deletes signs of life that are a day old; gives their number."""
    limit = timezone.now() - timedelta(days=1)
    return WorkerBeat.objects.filter(beat_at__lt=limit).delete()[0]


def try_lock(worker_id: str) -> bool:
    """Takes the lock of a worker id for this database session; False while another holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", _lock_key(worker_id))
        return cursor.fetchone()[0]


def is_alive(worker_id: str) -> bool:
    """Whether some session holds the lock of this worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", _lock_key(worker_id))
        free = cursor.fetchone()[0]
        if free:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", _lock_key(worker_id))
    return not free


def requeue_abandoned_tasks() -> int:
    """Puts tasks of dead workers back into the queue; gives their number (django-tasks 46)."""
    number = 0
    with transaction.atomic():
        running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
        for task in running:
            if task.worker_ids and is_alive(task.worker_ids[-1]):
                continue
            if len(task.worker_ids) >= MOST_ATTEMPTS:
                _set_failed(task, RuntimeError())
                log.error("Task %s was given up: %s workers died over it.", task.id, MOST_ATTEMPTS)
                continue
            task.status = TaskResultStatus.READY
            task.save(update_fields=["status"])
            number += 1
    return number


def mend_after_crash() -> None:
    """What a worker does before its first task: the queue, then what the apps registered."""
    requeued = requeue_abandoned_tasks()
    if requeued:
        log.warning("%s abandoned tasks are queued again.", requeued)
    for sweep in sweeps():
        with transaction.atomic():
            sweep()


def work(worker: QuietWorker) -> None:
    """Runs a worker under its heart until it is told to stop, or the database goes away."""
    heart = Heart(worker.worker_id)
    heart.start()
    try:
        heart.first_beat.wait(timeout=BEAT_SECONDS)
        mend_after_crash()
        worker.run()
    finally:
        heart.stop()


def _lock_key(worker_id: str) -> tuple[int, int]:
    digest = hashlib.sha256(worker_id.encode()).digest()
    return LOCK_CLASS, int.from_bytes(digest[:4], "big", signed=True)


def _set_failed(task: DBTaskResult, error: BaseException) -> None:
    task.status = TaskResultStatus.FAILED
    task.finished_at = timezone.now()
    task.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    task.traceback = "".join(traceback.format_tb(error.__traceback__))
    task.return_value = None
    task.save()
