"""Code lists of standard checklists, and the lives of a check and of a finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.transitions import Machine


class ChecklistKind(models.TextChoices):
    SERVICE_CENTRE = "service_centre", _("party-mass service centre")
    CULTURE_CENTRE = "culture_centre", _("culture centre")


class StandardGroup(models.TextChoices):
    """The four unified standards (R44), in the order of the article."""

    PLANNING = "1_planning", _("unified planning")
    FITTING_OUT = "2_fitting_out", _("unified fitting-out")
    MANAGEMENT = "3_management", _("unified management")
    SERVICE = "4_service", _("unified service")


class CheckResult(models.TextChoices):
    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    NOT_APPLICABLE = "not_applicable", _("does not apply")


class RunStatus(models.TextChoices):
    """Where a check stands: the site looks first, the county after it."""

    SELF_CHECKING = "self_checking", _("self-check under way")
    SELF_CHECKED = "self_checked", _("waits for the county's check")
    COUNTY_CHECKED = "county_checked", pgettext_lazy("of a check", "checked by the county")


class RunAction(models.TextChoices):
    SUBMIT = "submit", _("hand in the self-check")
    RETURN = "return", _("send back to the site")
    CHECK = "check", _("finish the county's check")


class FindingStatus(models.TextChoices):
    OPEN = "open", _("to be rectified")
    RECTIFIED = "rectified", _("reported as rectified")
    CONFIRMED = "confirmed", _("rectified, confirmed")


class FindingAction(models.TextChoices):
    RECTIFY = "rectify", _("report as rectified")
    CONFIRM = "confirm", _("confirm after a new look")
    RETURN = "return", _("not rectified, send back")


RUN = Machine(
    name="checklist_run",
    title=_("Check against a standard"),
    states=RunStatus,
    actions=RunAction,
    start=RunStatus.SELF_CHECKING,
    moves={
        RunAction.SUBMIT: {RunStatus.SELF_CHECKING: RunStatus.SELF_CHECKED},
        RunAction.RETURN: {RunStatus.SELF_CHECKED: RunStatus.SELF_CHECKING},
        RunAction.CHECK: {RunStatus.SELF_CHECKED: RunStatus.COUNTY_CHECKED},
    },
)
FINDING = Machine(
    name="checklist_finding",
    title=_("Finding of a check"),
    states=FindingStatus,
    actions=FindingAction,
    start=FindingStatus.OPEN,
    moves={
        FindingAction.RECTIFY: {FindingStatus.OPEN: FindingStatus.RECTIFIED},
        FindingAction.CONFIRM: {FindingStatus.RECTIFIED: FindingStatus.CONFIRMED},
        FindingAction.RETURN: {FindingStatus.RECTIFIED: FindingStatus.OPEN},
    },
)
