from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import current_q, end_after_start
from lib.history import tracked
from lib.scope import Scope, within_q
from residents.enums import EthnicGroup, Sex
from sites.models import ResettlementSite

FEWEST_MEMBERS, MOST_MEMBERS = 3, 9


class MediationCommitteeQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "MediationCommitteeQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "MediationCommitteeQuerySet":
        return self.filter(current_q(on))


@tracked()
class MediationCommittee(models.Model):
    """The people's mediation committee of a site: 3 to 9 members, women among them (B3)."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    name = models.CharField(pgettext_lazy("of a place or body", "name"), max_length=80)
    valid_from = models.DateField(_("founded on"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = MediationCommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("people's mediation committee")
        verbose_name_plural = _("people's mediation committees")
        ordering = ["site", "-valid_from"]
        constraints = [
            end_after_start("mediationcommittee_end_after_start"),
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(valid_to__isnull=True),
                name="mediationcommittee_one_a_site",
                violation_error_message=_("The site has a mediation committee already."),
            ),
            models.UniqueConstraint(fields=["id", "site"], name="mediationcommittee_id_site"),
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeMemberQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "CommitteeMemberQuerySet":
        return self.filter(within_q(scope, site="site_id"))

    def current(self, on: date) -> "CommitteeMemberQuerySet":
        """Members on that day of committees of that day."""
        return self.filter(current_q(on), current_q(on, "committee__"))


@tracked()
class CommitteeMember(models.Model):
    """A people's mediator: one member of a site's mediation committee."""

    site = models.ForeignKey(
        ResettlementSite, models.PROTECT, verbose_name=_("resettlement site"), related_name="+"
    )
    committee = models.ForeignKey(
        MediationCommittee,
        models.PROTECT,
        verbose_name=_("people's mediation committee"),
        related_name="members",
        db_constraint=False,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("mediator"), related_name="+"
    )
    sex = models.CharField(
        _("sex"), max_length=1, choices=[pair for pair in Sex.choices if pair[0] in "12"]
    )
    ethnic_code = models.CharField(
        _("ethnic group"), max_length=2, choices=EthnicGroup.choices, blank=True
    )
    is_head = models.BooleanField(_("head of the committee"), default=False)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a mediation committee")
        verbose_name_plural = _("members of a mediation committee")
        ordering = ["committee", "-is_head", "pk"]
        constraints = [
            end_after_start("committeemember_end_after_start"),
            models.CheckConstraint(
                condition=Q(sex__in=["1", "2"]),
                name="committeemember_sex_known",
                violation_error_message=_("Say whether the member is a man or a woman."),
            ),
            models.UniqueConstraint(
                fields=["committee", "user"],
                condition=Q(valid_to__isnull=True),
                name="committeemember_once",
                violation_error_message=_("This colleague is a member already."),
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(valid_to__isnull=True, is_head=True),
                name="committeemember_one_head",
                violation_error_message=_("The committee has a head already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
