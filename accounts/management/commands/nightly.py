"""manage.py nightly: deletes what its time has run out for, and checks what should always hold."""

import logging
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts.worker import LOCK_CLASS
from lib.periods import today
from lib.scope import Scope, scoped
from lib.sweeps import checks, deletions

log = logging.getLogger(__name__)

LOCK_NUMBER = 1


class Command(BaseCommand):
    help = "Nightly upkeep; called once a night by cron or a timer. Exit code 1: a check failed."

    def handle(self, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, LOCK_NUMBER])
            if not cursor.fetchone()[0]:
                self.stdout.write("Another nightly run is at work; nothing was done.")
                return
        try:
            failed = self._delete()
            found = self._check()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, LOCK_NUMBER])
        if failed or found:
            raise CommandError(f"{failed} steps failed, {found} findings; see above.")

    def _delete(self) -> int:
        """Runs every registered deletion by itself; gives the number of those that failed."""
        failed = 0
        for deletion in deletions():
            name = f"{deletion.__module__}.{deletion.__name__}"
            try:
                with scoped(Scope(None, today()), task="nightly"):
                    self.stdout.write(f"{name}: {deletion()}")
            except Exception as error:
                failed += 1
                log.error("%s failed: %s", name, type(error).__name__)
        call_command("clearsessions")
        call_command("prune_db_task_results", verbosity=0)
        return failed

    def _check(self) -> int:
        """Prints one line a finding; gives their number."""
        found = 0
        for check in checks():
            with transaction.atomic():
                for sentence in check():
                    found += 1
                    self.stdout.write(f"! {sentence}")
        return found
