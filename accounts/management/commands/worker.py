"""manage.py worker: runs what pages have queued (imports, exports) until it is stopped."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from accounts.worker import LOST_DATABASE, mend_after_crash, new_worker, work

log = logging.getLogger(__name__)

RETRY_SECONDS = 2


class Command(BaseCommand):
    help = "Run queued tasks in the background; several workers may run side by side."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--batch", action="store_true", help="Run what is queued now, then end."
        )

    def handle(self, *, batch: bool, **options: Any) -> None:
        # Its messages of failed tasks carry tracebacks, and those may quote rows.
        logging.getLogger("django_tasks").setLevel(logging.CRITICAL)
        if batch:
            mend_after_crash()
            new_worker().run_queued()
            return
        log.info("The background worker has started.")
        while True:
            worker = new_worker()
            worker.configure_signals()
            try:
                work(worker)
            except LOST_DATABASE as error:
                log.warning("The database went away (%s); trying again.", type(error).__name__)
                connection.close()
                time.sleep(RETRY_SECONDS)
            else:
                return
