"""Tables of the services, one file a topic; importing it makes Django know them all."""

from services.models.deadlines import DeadlineRule
from services.models.dispute_parties import DisputeParticipant, DisputeParty, DisputeWords
from services.models.dispute_steps import DisputeStep
from services.models.disputes import Dispute
from services.models.door_checks import (
    DoorCallBack,
    DoorConfirmation,
    DoorSample,
    DoorSampleRow,
)
from services.models.door_services import (
    DoorService,
    DoorServiceDoer,
    DoorServiceKind,
    DoorServiceStep,
)
from services.models.dossiers import CaseAllowanceRate, DossierPaper
from services.models.ledgers import Ledger
from services.models.mediation_committees import CommitteeMember, MediationCommittee
from services.models.mediations import (
    DisputeFollowUp,
    JudicialConfirmation,
    MediationAgreement,
    MediationSession,
)
from services.models.meeting_items import AgendaItem, MeetingAttendance
from services.models.meeting_kinds import MeetingKind
from services.models.meeting_papers import MeetingPaper
from services.models.meetings import Meeting, MeetingStep
from services.models.motions import Motion, MotionStage, MotionStep
from services.models.public import PublicDoor, PublicKnock
from services.models.publications import Objection, Publication
from services.models.request_claims import RequestExtension, Supervision
from services.models.request_steps import RequestAssistance, RequestStep
from services.models.requests import ServiceRequest
from services.models.resolutions import Resolution, ResolutionStep
from services.models.whistles import Whistle, WhistleCall, WhistleSwitch
from services.models.workdays import WorkdayOverride

__all__ = [
    "AgendaItem",
    "CaseAllowanceRate",
    "CommitteeMember",
    "DeadlineRule",
    "Dispute",
    "DisputeFollowUp",
    "DisputeParticipant",
    "DisputeParty",
    "DisputeStep",
    "DisputeWords",
    "DoorCallBack",
    "DoorConfirmation",
    "DoorSample",
    "DoorSampleRow",
    "DoorService",
    "DoorServiceDoer",
    "DoorServiceKind",
    "DoorServiceStep",
    "DossierPaper",
    "JudicialConfirmation",
    "Ledger",
    "MediationAgreement",
    "MediationCommittee",
    "MediationSession",
    "Meeting",
    "MeetingAttendance",
    "MeetingKind",
    "MeetingPaper",
    "MeetingStep",
    "Motion",
    "MotionStage",
    "MotionStep",
    "Objection",
    "PublicDoor",
    "PublicKnock",
    "Publication",
    "RequestAssistance",
    "RequestExtension",
    "RequestStep",
    "Resolution",
    "ResolutionStep",
    "ServiceRequest",
    "Supervision",
    "Whistle",
    "WhistleCall",
    "WhistleSwitch",
    "WorkdayOverride",
]
