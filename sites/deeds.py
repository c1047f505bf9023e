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
    url = f"{reverse('task_list')}?unit={organisation.pk}&all=on"
    for title, rows in ((_("Tasks given"), tasks_given), (_("Tasks completed"), tasks_done)):
        number = rows(scope, period).filter(organisation=organisation).count()
        if number:
            yield Deed(title, number, url)
