"""What a body did, as far as sites knows: tasks of member units (R14)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.deeds import Deed
from lib.periods import Period
from lib.scope import Scope
from sites.models import Organisation
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
