from sites.models.areas import Community, County, Township
from sites.models.committees import CommitteeTerm
from sites.models.documents import ServiceDocument
from sites.models.establishments import Establishment
from sites.models.handovers import Handover, HandoverItem
from sites.models.housing import Building, Dwelling, Stairwell
from sites.models.leading_groups import LeadingGroupMember, LeadingGroupVersion, UnitDuty
from sites.models.leaves import Leave
from sites.models.organisations import Organisation
from sites.models.postings import Posting
from sites.models.reserve import ReserveCadre, ReserveTraining
from sites.models.secondment import AttendanceDay, PlanItem, WorkLogEntry, YearAssessment
from sites.models.sites import ResettlementSite, SiteCommunity
from sites.models.unit_tasks import UnitTask, UnitTaskStep

__all__ = [
    "AttendanceDay",
    "Building",
    "CommitteeTerm",
    "Community",
    "County",
    "Dwelling",
    "Establishment",
    "Handover",
    "HandoverItem",
    "LeadingGroupMember",
    "LeadingGroupVersion",
    "Leave",
    "Organisation",
    "PlanItem",
    "Posting",
    "ReserveCadre",
    "ReserveTraining",
    "ResettlementSite",
    "ServiceDocument",
    "SiteCommunity",
    "Stairwell",
    "Township",
    "UnitDuty",
    "UnitTask",
    "UnitTaskStep",
    "WorkLogEntry",
    "YearAssessment",
]
