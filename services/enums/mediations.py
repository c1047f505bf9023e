from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionKind(models.TextChoices):
    """What a record is of; each has a printed form of its own."""

    INVESTIGATION = "investigation", _("investigation")
    MEDIATION = "mediation", _("mediation")


class AgreementForm(models.TextChoices):
    WRITTEN = "written", _("written agreement")
    ORAL = "oral", _("oral agreement")


class Performance(models.TextChoices):
    """How far an agreement has been performed."""

    NOT_YET = "not_yet", _("not due yet")
    PARTLY = "partly", _("partly performed")
    PERFORMED = "performed", _("performed")
    REFUSED = "refused", _("not performed")


class CourtResult(models.TextChoices):
    """What the court decided on an application for judicial confirmation."""

    CONFIRMED = "confirmed", _("confirmed by the court")
    REJECTED = "rejected", _("rejected by the court")
    WITHDRAWN = "withdrawn", _("application withdrawn")


class PaperKind(models.TextChoices):
    """The papers of one case, in the order in which they lie in its file."""

    APPLICATION = "01_application", _("application for mediation")
    ACCEPTANCE = "02_acceptance", _("acceptance register")
    RIGHTS = "03_rights", _("notice of rights and duties")
    INVESTIGATION = "04_investigation", _("record of investigation")
    EVIDENCE = "05_evidence", _("evidence")
    MEDIATION = "06_mediation", _("record of mediation")
    EXTENSION = "07_extension", _("consent to a longer time")
    AGREEMENT = "08_agreement", _("mediation agreement")
    ORAL_REGISTER = "09_oral_register", _("register of oral agreements")
    COURT_APPLICATION = "10_court_application", _("application for judicial confirmation")
    COURT_DECISION = "11_court_decision", _("decision of the court")
    FOLLOW_UP = "12_follow_up", _("record of follow-up")
    OTHER = "13_other", _("other paper")


# What may still come into the file of a closed case: performance and the court take their time.
PAPERS_AFTER_CLOSING = (
    PaperKind.COURT_APPLICATION,
    PaperKind.COURT_DECISION,
    PaperKind.FOLLOW_UP,
)
