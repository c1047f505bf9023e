"""What the register must never be without, and what waits in it: heads, reviews of care."""

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from lib.periods import today
from lib.scope import Scope
from lib.tasks import WorkItem
from residents.models import CareTag, Household
from residents.rules import CARE_SETTERS, EDITORS, can_set_care


def households_without_head() -> Iterable[str]:
    """One sentence a site; the database refuses two heads, this check finds none."""
    on = today()
    rows = Household.objects.current(on).without_head(on).order_by()
    for name, number in rows.values_list("site__name").annotate(number=Count("pk")):
        yield f"{name}: {number} households without a head"


def work_on_register(scope: Scope) -> Iterable[WorkItem]:
    """For whoever may correct the register: the households that have no head."""
    mine = scope.only(EDITORS)
    if not mine.grants:
        return
    rows = Household.objects.within(mine).current(scope.on).without_head(scope.on)
    yield WorkItem(
        title=_("Households without a head"),
        count=rows.order_by().count(),
        url=f"{reverse('household_list')}?without_head=on",
        state="overdue",
    )


def reviews_of_care(scope: Scope) -> Iterable[WorkItem]:
    """For whoever sets care tags: those whose review is due."""
    if not can_set_care(scope):
        return
    tags = CareTag.objects.within(scope.only(CARE_SETTERS)).to_review(scope.on)
    yield WorkItem(
        title=_("Reviews of care that are due"),
        count=tags.count(),
        url=f"{reverse('care_list')}?due=on",
        state="near_due",
    )
