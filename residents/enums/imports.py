"""Codes of the roster import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportStatus(models.TextChoices):
    """Where a roster stands on its way."""

    UPLOADED = "uploaded", _("waiting to be read")
    READING = "reading", _("being read")
    QUESTION = "question", _("a question is open")
    CHECKED = "checked", _("checked")
    QUEUED = "queued", _("waiting to be stored")
    STORING = "storing", _("being stored")
    STORED = "stored", _("stored")
    FAILED = "failed", _("failed")
    INTERRUPTED = "interrupted", _("interrupted")
    UNDONE = "undone", _("undone")


class FindingKind(models.TextChoices):
    """What a finding means for its row."""

    REFUSED = "refused", _("refused")
    WARNING = "warning", _("difference")
    CHANGED = "changed", _("changed value")


class FindingCode(models.TextChoices):
    """Codes of findings; scripts rely on them, their sentences are in `residents.roster`."""

    ID_CHECK_DIGIT = "id_check_digit"
    ID_MISSING = "id_missing"
    ID_NUMBER_AS_FLOAT = "id_number_as_float"
    ID_DUPLICATE_IN_FILE = "id_duplicate_in_file"
    ID_IN_OTHER_HOUSEHOLD = "id_in_other_household"
    BIRTH_DATE_MISMATCH = "birth_date_mismatch"
    SEX_MISMATCH = "sex_mismatch"
    PHONE_INVALID = "phone_invalid"
    TWO_HEADS = "two_heads"
    NO_HEAD = "no_head"
    DATE_INVALID = "date_invalid"
    CODE_UNKNOWN = "code_unknown"
    DWELLING_UNKNOWN = "dwelling_unknown"
    DWELLING_OCCUPIED = "dwelling_occupied"
    NAME_MISSING = "name_missing"
    HOUSEHOLD_MISSING = "household_missing"
    ABSENT_IN_FILE = "absent_in_file"
    HEAD_DIFFERS = "head_differs"
    DWELLING_DIFFERS = "dwelling_differs"
    HOUSEHOLD_SPLITS = "household_splits"
