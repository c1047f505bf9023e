"""Late records of every topic, for the page of review and for the work of a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from lib.scope import Scope
from lib.tasks import WorkItem
from services.models.recorded import Recorded
from services.rules.late_records import REVIEWERS

# URL names of the pages of records, by model name; a topic without a page is listed without a link.
PAGES = {
    "doorservice": "door_detail",
    "servicerequest": "request_detail",
    "dispute": "dispute_detail",
    "meeting": "meeting_detail",
}
SHOWN = 50


@dataclass(frozen=True, slots=True)
class LateTopic:
    """One kind of record with its late rows: those to review and one's own that came back."""

    name: str
    label: str
    waiting: list[Recorded]
    returned: list[Recorded]


def late_models() -> dict[str, type[Recorded]]:
    """Every model of dated records, by name."""
    return {model._meta.model_name or "": model for model in Recorded.__subclasses__()}


def waiting_for(scope: Scope, model: type[Recorded]) -> QuerySet:
    """What the person may review: of his area, written by somebody else."""
    rows = model._default_manager.within(scope.only(REVIEWERS)).waiting_for_review()  # type: ignore[attr-defined]
    return rows.exclude(recorded_by=scope.user_id)


def returned_to(scope: Scope, model: type[Recorded]) -> QuerySet:
    """One's own late records whose reason did not convince."""
    return model._default_manager.returned().filter(recorded_by=scope.user_id)  # type: ignore[attr-defined]


def late_topics(scope: Scope) -> list[LateTopic]:
    """The topics that have something for this person; two statements each."""
    found = []
    for name, model in late_models().items():
        waiting, returned = (
            list(rows.select_related("site", "recorded_by").order_by("recorded_at", "pk")[:SHOWN])
            for rows in (waiting_for(scope, model), returned_to(scope, model))
        )
        if waiting or returned:
            label = str(model._meta.verbose_name_plural)
            found.append(LateTopic(name, label, waiting, returned))
    return found


def page_of(name: str, record: Recorded) -> str:
    """The address of a record's page; "" where its topic has none."""
    try:
        return reverse(PAGES[name], args=[record.pk])
    except (KeyError, NoReverseMatch):
        return ""


def work_on_late_records(scope: Scope) -> Iterable[WorkItem]:
    """What waits for one's review, and what came back to oneself."""
    models = late_models().values()
    if scope.only(REVIEWERS).grants:
        yield WorkItem(
            title=_("Late records that wait for a review"),
            count=sum(waiting_for(scope, model).count() for model in models),
            url=reverse("late_list"),
            state="near_due",
        )
    yield WorkItem(
        title=_("Late records of yours that were sent back"),
        count=sum(returned_to(scope, model).count() for model in models),
        url=reverse("late_list"),
        state="overdue",
    )
