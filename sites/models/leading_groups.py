from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope
from sites.enums import LeadingGroupDuty, SupportSystem
from sites.models.areas import County
from sites.models.organisations import Organisation


class LeadingGroupQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "LeadingGroupQuerySet":
        """Who leads the county's work is public to everybody with a posting."""
        return self if scope.grants else self.none()

    def current(self, on: date) -> "LeadingGroupQuerySet":
        return self.filter(current_q(on))


@tracked()
class LeadingGroupVersion(models.Model):
    """The leading group as one document set it up; an adjustment is a new version (R6)."""

    county = models.ForeignKey(County, models.PROTECT, verbose_name=_("county"))
    document_no = models.CharField(_("document no."), max_length=60)
    reason = models.CharField(_("reason of the adjustment"), max_length=200)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = LeadingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the leading group")
        verbose_name_plural = _("versions of the leading group")
        ordering = ["-valid_from"]
        constraints = [
            end_after_start("leadinggroupversion_end_after_start"),
            no_overlap(
                "leadinggroupversion_no_overlap",
                "county",
                sentence=_(
                    "The leading group has a version in these days already. End that one first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.document_no


class LeadingGroupMemberQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "LeadingGroupMemberQuerySet":
        """As the versions."""
        return self if scope.grants else self.none()


@tracked()
class LeadingGroupMember(models.Model):
    """Somebody in one version of the group: head, deputy or member, for his unit (R6, R7)."""

    version = models.ForeignKey(
        LeadingGroupVersion, models.CASCADE, verbose_name=_("version of the leading group")
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("holder"), related_name="+"
    )
    duty = models.CharField(_("duty in the group"), max_length=20, choices=LeadingGroupDuty.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("member unit"), null=True, blank=True
    )

    objects = LeadingGroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of the leading group")
        verbose_name_plural = _("members of the leading group")
        ordering = ["duty", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(duty__in=LeadingGroupDuty.values), name="leadinggroupmember_duty_known"
            ),
            models.UniqueConstraint(
                fields=["version", "holder"],
                name="leadinggroupmember_once",
                violation_error_message=_("This person is in the group already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.holder)


@tracked()
class UnitDuty(models.Model):
    """What a member unit is responsible for, from when to when (R7)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("member unit"), related_name="duties"
    )
    system = models.CharField(_("system"), max_length=20, choices=SupportSystem.choices)
    text = models.CharField(_("duty"), max_length=200)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = LeadingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty of a member unit")
        verbose_name_plural = _("duties of member units")
        ordering = ["organisation", "system", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(system__in=SupportSystem.values), name="unitduty_system_known"
            ),
            end_after_start("unitduty_end_after_start"),
        ]

    def __str__(self) -> str:
        return self.text
