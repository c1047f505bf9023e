from accounts.models.drafts import FormDraft
from accounts.models.events import AccessEvent, AuditEvent
from accounts.models.exports import ExportJob
from accounts.models.trust import FormerPassword, SecondFactor, TrustedDevice
from accounts.models.users import User
from accounts.models.worker import WorkerBeat

__all__ = [
    "AccessEvent",
    "AuditEvent",
    "ExportJob",
    "FormDraft",
    "FormerPassword",
    "SecondFactor",
    "TrustedDevice",
    "User",
    "WorkerBeat",
]
