"""Who works on a batch, and how far: an advisory lock and a progress line of its own.

Both stand on a second connection, so that progress is seen while the storing transaction is
open, and so that the lock is gone the moment the worker is, however it died.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from residents.models import ImportBatch

LOCK_SPACE = 5206  # advisory locks of this kind, apart from other uses


class AlreadyRunning(Exception):
    """Somebody else works on the batch at this moment."""


class Running:
    """The hold on a batch while it is worked on."""

    def __init__(self, batch_id: int) -> None:
        self.batch_id = batch_id
        self._connection = connection.copy()

    def lock(self) -> bool:
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, self.batch_id])
            return bool(cursor.fetchone()[0])

    def progress(self, done: int) -> None:
        """Says that `done` per cent are done."""
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE residents_importbatch SET progress_done = %s, progress_total = 100, "
                "beat_at = now() WHERE id = %s",
                [done, self.batch_id],
            )

    def close(self) -> None:
        self._connection.close()


@contextmanager
def running(batch: ImportBatch) -> Iterator[Running]:
    """Holds the batch; raises AlreadyRunning where another worker does."""
    hold = Running(batch.pk)
    try:
        if not hold.lock():
            raise AlreadyRunning
        yield hold
    finally:
        hold.close()


def is_running(batch: ImportBatch) -> bool:
    """Whether somebody works on the batch now; looks at the locks and takes none itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted "
            "AND classid = %s AND objid = %s AND objsubid = 2)",
            [LOCK_SPACE, batch.pk],
        )
        return bool(cursor.fetchone()[0])
