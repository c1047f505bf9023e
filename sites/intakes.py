"""Lists that come in by sheet (lib.intake), in the columns of their exports."""

from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lib.day_field import DayField
from lib.intake import Intake, typed_into
from lib.scope import Scope
from sites.actions.leaves import change_leave, record_leave
from sites.actions.reserve import save_cadre
from sites.actions.unit_tasks import give_task
from sites.enums import TaskStatus
from sites.forms.leaves import LeaveForm
from sites.forms.reserve import CadreForm
from sites.forms.unit_tasks import TaskForm
from sites.models import Leave, ReserveCadre, UnitTask
from sites.rules import can_decide_tasks, can_keep_leaves, can_keep_reserve


def task_form(cells: dict[str, Any], scope: Scope) -> forms.Form:
    return typed_into(TaskForm, cells)


def store_task(actor: User, form: forms.Form) -> bool:
    """Gives the task, unless the unit has one of this title and day."""
    typed = form.cleaned_data
    given = UnitTask.objects.exclude(status=TaskStatus.CALLED_OFF)
    same = {name: typed[name] for name in ("organisation", "title", "due_on")}
    if given.filter(**same).exists():
        return False
    give_task(actor=actor, **typed)
    return True


def cadre_form(cells: dict[str, Any], scope: Scope) -> forms.Form:
    """A new recommendation, or the correction of one with the same site, name and day."""
    rows = ReserveCadre.objects.within(scope.only(can_keep_reserve.roles))
    day, place = None, cells.get("site", "")
    with suppress(ValidationError):
        day = DayField(required=False).clean(cells.get("recommended_on"))
    known = rows.filter(name=cells["name"], recommended_on=day).select_related("site", "user")
    found = [
        row for row in known if place in ((row.site.code, row.site.name) if row.site else ("",))
    ]
    more = {"instance": found[0]} if found else {}
    return typed_into(CadreForm, cells, scope=scope, **more)


def store_cadre(actor: User, form: forms.Form) -> bool:
    cadre = form.instance  # type: ignore[attr-defined]
    if cadre.pk and not form.has_changed():
        return False
    save_cadre(actor=actor, cadre=cadre)
    return True


def leave_form(cells: dict[str, Any], scope: Scope) -> forms.Form:
    """A user name, where the sheet has one, says better than a name who it is."""
    holder = cells.get("username") or cells["holder"]
    return typed_into(LeaveForm, {**cells, "holder": holder}, scope=scope)


def store_leave(actor: User, form: forms.Form) -> bool:
    """A new leave, or another last day of the one that began on this day."""
    typed = form.cleaned_data
    known = Leave.objects.filter(holder=typed["holder"], valid_from=typed["first"]).first()
    if known is None:
        record_leave(actor=actor, **typed)
        return True
    if known.valid_to == typed["last"]:
        return False
    change_leave(actor=actor, leave=known, last=typed["last"])
    return True


INTAKES = [
    Intake(
        code="tasks",
        label=_("Tasks of the units"),
        allowed=can_decide_tasks,
        headings={
            "organisation": _("member unit"),
            "system": _("system"),
            "title": _("task"),
            "detail": _("what is to be done"),
            "due_on": _("due on"),
        },
        needed=("organisation", "system", "title", "due_on"),
        form=task_form,
        store=store_task,
        back="task_list",
    ),
    Intake(
        code="reserve",
        label=_("Reserve cadres"),
        allowed=can_keep_reserve,
        headings={
            "name": _("name"),
            "site": _("resettlement site"),
            "source": _("source"),
            "recommended_by": _("recommended by"),
            "recommended_on": _("recommended on"),
            "colleague": _("user name"),
            "note": _("note"),
        },
        needed=("name", "source", "recommended_by", "recommended_on"),
        form=cadre_form,
        store=store_cadre,
        back="reserve_list",
    ),
    Intake(
        code="leaves",
        label=_("Leave"),
        allowed=can_keep_leaves,
        headings={
            "holder": _("holder"),
            "username": _("user name"),
            "site": _("resettlement site"),
            "kind": _("kind"),
            "first": _("first day"),
            "last": _("last day"),
            "reason": _("reason"),
        },
        needed=("holder", "kind", "first", "last"),
        form=leave_form,
        store=store_leave,
        back="leave_list",
    ),
]
