"""What waits for whoever keeps the posts: vacant seats."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.periods import today
from lib.scope import Scope
from lib.tasks import WorkItem
from sites.models import Establishment
from sites.rules import can_keep_postings


def vacant_seats(scope: Scope) -> Iterator[WorkItem]:
    """Posts with a vacant seat today; one SQL statement, for administrators alone."""
    if not can_keep_postings(scope):
        return
    rows = Establishment.objects.within(scope.only(can_keep_postings.roles))
    yield WorkItem(
        title=_("Posts with a vacant seat"),
        count=rows.with_vacancies(today()).filter(vacant__gt=0).count(),
        url=reverse("admin:sites_establishment_changelist", query={"vacant": "yes"}),
    )
