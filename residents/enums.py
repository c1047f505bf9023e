from django.db import models


class Sex(models.TextChoices):
    UNKNOWN = "0", "0"
    V1 = "1", "1"
    V2 = "2", "2"
    V9 = "9", "9"


class EthnicGroup(models.TextChoices):
    V01 = "01", "01"


class Relation(models.TextChoices):
    V02 = "02", "02"


class Education(models.TextChoices):
    V20 = "20", "20"


class PoliticalStatus(models.TextChoices):
    V13 = "13", "13"


class MaritalStatus(models.TextChoices):
    V10 = "10", "10"


class RelocationType(models.TextChoices):
    REGISTERED_POOR = "registered_poor", "registered_poor"
    ACCOMPANYING = "accompanying", "accompanying"


class LabourAbility(models.TextChoices):
    ORDINARY = "ordinary", "ordinary"


class LabourStatus(models.TextChoices):
    COUNTY = "county", "county"


class HealthStatus(models.TextChoices):
    HEALTHY = "healthy", "healthy"


class DisabilityLevel(models.TextChoices):
    ONE = "one", "one"


class SchoolStage(models.TextChoices):
    PRIMARY = "primary", "primary"


class MonitoredType(models.TextChoices):
    UNSTABLE = "unstable", "unstable"


class OriginClass(models.TextChoices):
    V1 = "1", "1"


class ResidenceStatus(models.TextChoices):
    RESIDENT = "resident", "resident"


class ImportStatus(models.TextChoices):
    UPLOADED = "uploaded", "uploaded"
    READING = "reading", "reading"
    QUESTION = "question", "question"
    CHECKED = "checked", "checked"
    QUEUED = "queued", "queued"
    STORING = "storing", "storing"
    STORED = "stored", "stored"
    FAILED = "failed", "failed"
    INTERRUPTED = "interrupted", "interrupted"
    UNDONE = "undone", "undone"


class FindingKind(models.TextChoices):
    REFUSED = "refused", "refused"
    WARNING = "warning", "warning"
    CHANGED = "changed", "changed"
