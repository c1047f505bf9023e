"""Background jobs of residents; each is safe to run twice."""

from django_tasks import task

from residents.actions.imports.working import read_batch, store_batch


@task()
def read_roster_task(batch_id: int) -> None:
    """Reads and checks an uploaded roster."""
    read_batch(batch_id)


@task()
def store_roster_task(batch_id: int) -> None:
    """Stores a checked roster."""
    store_batch(batch_id)
