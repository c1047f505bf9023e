"""What a body did, as far as sites knows: tasks of member units (R14)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.deeds import Deed
from lib.periods import Period
from lib.scope import Scope
from sites.models import CommitteeTerm, Organisation, PlanItem, Posting, WorkLogEntry
from sites.rules import SYSTEM_READERS, can_view_posts, can_view_terms
from sites.task_figures import tasks_done, tasks_given


def tasks_of(organisation: Organisation, scope: Scope, period: Period) -> Iterator[Deed]:
    """Tasks given and completed in the period; two statements, none for a body of a site."""
    if organisation.site_id is not None:
        return
    page = f"{reverse('task_list')}?unit={organisation.pk}"
    days = f"first={period.first}&last={period.last}"
    given = tasks_given(scope, period).filter(organisation=organisation).count()
    if given:
        yield Deed(_("Tasks given"), given, f"{page}&status=all&{days}")
    done = tasks_done(scope, period).filter(organisation=organisation).count()
    if done:
        yield Deed(_("Tasks completed"), done, f"{page}&status=done")


def secondment_of(organisation: Organisation, scope: Scope, period: Period) -> Iterator[Deed]:
    """Whom a unit sent to the sites, and what they wrote and finished; three statements (R29)."""
    counting = scope.only(SYSTEM_READERS).counting()
    days = (period.first, period.last)
    sent = Posting.objects.within(counting).overlapping(*days)
    entries = WorkLogEntry.objects.within(counting).filter(day__range=days)
    done = PlanItem.objects.within(counting).filter(done_on__range=days)
    for title, rows, lookup in (
        (_("Cadres sent to sites"), sent, "home_organisation"),
        (_("Entries in their work logs"), entries, "posting__home_organisation"),
        (_("Planned things that they finished"), done, "posting__home_organisation"),
    ):
        number = rows.filter(**{lookup: organisation}).count()
        if number:
            yield Deed(title, number, reverse("secondment_list") if can_view_posts(scope) else "")


def terms_of(organisation: Organisation, scope: Scope, period: Period) -> Iterator[Deed]:
    """Elections of its committee in the period; one statement (R28)."""
    rows = CommitteeTerm.objects.filter(
        organisation=organisation, elected_on__range=(period.first, period.last)
    )
    if number := rows.count():
        url = reverse("term_list") if can_view_terms(scope) else ""
        yield Deed(_("Committee elections held"), number, url)
