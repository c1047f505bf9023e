"""What waits around centres: checks and findings, for the county and for the site (R44)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.scope import Scope
from lib.tasks import WorkItem
from sites.checklist_enums import FindingStatus, RunStatus
from sites.models import ChecklistFinding, ChecklistRun
from sites.rules import can_county_check, can_self_check


def checks_waiting(scope: Scope) -> Iterator[WorkItem]:
    """Self-checks and reported rectifications for the county; what is to rectify for the site."""
    page = reverse("checklist_list")
    if can_county_check(scope):
        looking = scope.only({*can_county_check.roles})
        yield WorkItem(
            title=_("Self-checks that wait for the county"),
            count=ChecklistRun.objects.within(looking)
            .filter(status=RunStatus.SELF_CHECKED)
            .count(),
            url=f"{page}?status={RunStatus.SELF_CHECKED}",
        )
        findings = ChecklistFinding.objects.within(looking)
        yield WorkItem(
            title=_("Rectified findings to look at again"),
            count=findings.filter(status=FindingStatus.RECTIFIED).count(),
            url=page,
        )
    if can_self_check(scope):
        mending = ChecklistFinding.objects.within(scope.only({*can_self_check.roles}))
        open_days = mending.filter(status=FindingStatus.OPEN).values_list("due_on", flat=True)
        days = list(open_days.order_by("due_on"))
        yield WorkItem(
            title=_("Findings of checks to rectify"),
            count=len(days),
            url=page,
            state="overdue" if days and days[0] < scope.on else "near_due",
        )
