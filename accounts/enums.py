from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditVerb(models.TextChoices):
    """What an audit event says was done."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    LOCKED_OUT = "locked_out", _("locked out")
    SIGNED_OUT = "signed_out", _("signed out")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    SECOND_FACTOR_SET = "second_factor_set", _("second factor set up")
    SECOND_FACTOR_CLEARED = "second_factor_cleared", _("second factor cleared")
    DEVICE_TRUSTED = "device_trusted", _("device remembered")
    USER_SAVED = "user_saved", _("user saved")
    ROW_ADDED = "row_added", _("row added")
    ROW_CHANGED = "row_changed", _("row changed")
    ROW_DELETED = "row_deleted", _("row deleted")
    ROWS_IMPORTED = "rows_imported", _("rows imported")
    BATCH_UPLOADED = "batch_uploaded", _("roster uploaded")
    BATCH_STORED = "batch_stored", _("roster stored")
    BATCH_UNDONE = "batch_undone", _("roster import undone")
    EXPORT_ASKED = "export_asked", _("export asked for")
    EXPORT_WRITTEN = "export_written", _("export written")
    EXPORT_FETCHED = "export_fetched", _("export fetched")
    EXPORT_REFUSED = "export_refused", _("export refused")
    DEED_REFUSED = "deed_refused", _("deed refused")


class AccessKind(models.TextChoices):
    """How personal data was looked at."""

    VIEW = "view", _("view")
    REVEAL = "reveal", _("reveal")
    SEARCH = "search", _("search")
    PRINT = "print", _("print")
    EXPORT = "export", _("export")


class ExportStatus(models.TextChoices):
    """Where an export stands."""

    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")
