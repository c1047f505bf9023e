from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Role, Scope
from sites.enums import Post, SupportSystem, TaskStatus
from sites.models.organisations import Organisation

# Who follows the tasks of all units; a member unit sees its own.
FOLLOWERS = frozenset(
    {Role.COUNTY_ADMINISTRATOR, Role.COUNTY_STAFF, Role.COUNTY_LEADER, Role.BUSINESS_AUDITOR}
)


class UnitTaskQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "UnitTaskQuerySet":
        """All tasks for those who follow them; a unit's own for its staff of that day."""
        if scope.has(FOLLOWERS):
            return self
        if not scope.has({Role.MEMBER_UNIT}):
            return self.none()
        units = Organisation.objects.filter(
            posting__holder=scope.user_id,
            posting__post=Post.MEMBER_UNIT_STAFF,
            posting__valid_from__lte=scope.on,
        ).exclude(posting__valid_to__lt=scope.on)
        return self.filter(organisation__in=units.values("pk"))

    def open(self) -> "UnitTaskQuerySet":
        """Neither confirmed nor called off."""
        return self.filter(status__in=[TaskStatus.GIVEN, TaskStatus.REPORTED])

    def overdue(self, on: date) -> "UnitTaskQuerySet":
        """Not even reported as done when the due day had passed."""
        return self.filter(status=TaskStatus.GIVEN, due_on__lt=on)


@tracked()
class UnitTask(models.Model):
    """A task that the leading group gives to a member unit (R7).

    It is done when somebody of the office, not of the unit, has confirmed the evidence.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("member unit"), related_name="tasks"
    )
    system = models.CharField(_("system"), max_length=20, choices=SupportSystem.choices)
    title = models.CharField(_("task"), max_length=120)
    detail = models.TextField(_("what is to be done"), blank=True)
    given_on = models.DateField(_("given on"))
    due_on = models.DateField(_("due on"))
    status = models.CharField(
        _("status"), max_length=20, choices=TaskStatus.choices, default=TaskStatus.GIVEN
    )
    reported_on = models.DateField(_("reported as done on"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)

    objects = UnitTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task of a member unit")
        verbose_name_plural = _("tasks of member units")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=TaskStatus.values), name="unittask_status_known"
            ),
            models.CheckConstraint(
                condition=Q(system__in=SupportSystem.values), name="unittask_system_known"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("given_on")),
                name="unittask_due_after_given",
                violation_error_message=_("The task is due before it is given. Give a later day."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[TaskStatus.REPORTED, TaskStatus.DONE])
                | (Q(reported_on__isnull=False) & ~Q(evidence="")),
                name="unittask_done_with_evidence",
                violation_error_message=_("Say what shows that the task is done."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state_on(self, on: date) -> str:
        """One of the four states of pages: done, running, near_due (7 days), overdue."""
        if self.status in (TaskStatus.DONE, TaskStatus.CALLED_OFF):
            return "done"
        if self.status == TaskStatus.REPORTED:
            return "running"
        left = (self.due_on - on).days
        return "overdue" if left < 0 else "near_due" if left <= 7 else "running"


@tracked()
class UnitTaskStep(models.Model):
    """Who moved a task from which status to which, when and why."""

    task = models.ForeignKey(UnitTask, models.CASCADE, verbose_name=_("task"), related_name="steps")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    status = models.CharField(_("status"), max_length=20, choices=TaskStatus.choices)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("step of a task")
        verbose_name_plural = _("steps of a task")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=TaskStatus.values), name="unittaskstep_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.status}"
