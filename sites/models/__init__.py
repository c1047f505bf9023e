from sites.models.areas import Community, County, Township
from sites.models.bookings import Booking
from sites.models.centres import ServiceCentre
from sites.models.checklist_runs import ChecklistAnswer, ChecklistFinding, ChecklistRun
from sites.models.checklist_steps import ChecklistStep
from sites.models.checklists import ChecklistItem, StandardChecklist
from sites.models.committees import CommitteeTerm
from sites.models.culture import CultureCentre, CultureEquipment, CultureFund
from sites.models.documents import ServiceDocument
from sites.models.duty_shifts import DutyShift
from sites.models.establishments import Establishment
from sites.models.facilities import Facility, FacilityRule
from sites.models.handovers import Handover, HandoverItem
from sites.models.housing import Building, Dwelling, Stairwell
from sites.models.leading_groups import LeadingGroupMember, LeadingGroupVersion, UnitDuty
from sites.models.leaves import Leave
from sites.models.opening_hours import Closure, OpeningHours
from sites.models.organisations import Organisation
from sites.models.postings import Posting
from sites.models.reserve import ReserveCadre, ReserveTraining
from sites.models.secondment import AttendanceDay, PlanItem, WorkLogEntry, YearAssessment
from sites.models.sites import ResettlementSite, SiteCommunity
from sites.models.system_bodies import SystemBody
from sites.models.unit_tasks import UnitTask, UnitTaskStep
from sites.models.venues import SharingAgreement, Venue

__all__ = [
    "AttendanceDay",
    "Booking",
    "Building",
    "ChecklistAnswer",
    "ChecklistFinding",
    "ChecklistItem",
    "ChecklistRun",
    "ChecklistStep",
    "Closure",
    "CommitteeTerm",
    "Community",
    "County",
    "CultureCentre",
    "CultureEquipment",
    "CultureFund",
    "DutyShift",
    "Dwelling",
    "Establishment",
    "Facility",
    "FacilityRule",
    "Handover",
    "HandoverItem",
    "LeadingGroupMember",
    "LeadingGroupVersion",
    "Leave",
    "OpeningHours",
    "Organisation",
    "PlanItem",
    "Posting",
    "ReserveCadre",
    "ReserveTraining",
    "ResettlementSite",
    "ServiceCentre",
    "ServiceDocument",
    "SharingAgreement",
    "SiteCommunity",
    "Stairwell",
    "StandardChecklist",
    "SystemBody",
    "Township",
    "UnitDuty",
    "UnitTask",
    "UnitTaskStep",
    "Venue",
    "WorkLogEntry",
    "YearAssessment",
]
