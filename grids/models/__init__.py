from grids.models.grids import Grid, GridPartyGroup, GridStairwell
from grids.models.lines import GridFunctionLine
from grids.models.notices import PolicyNotice, PolicyNoticeReceipt
from grids.models.postings import GridPosting
from grids.models.reports import NetReport, NetReportStep
from grids.models.units import JointHouseholdDwelling, JointHouseholdUnit

__all__ = [
    "Grid",
    "GridFunctionLine",
    "GridPartyGroup",
    "GridPosting",
    "GridStairwell",
    "JointHouseholdDwelling",
    "JointHouseholdUnit",
    "NetReport",
    "NetReportStep",
    "PolicyNotice",
    "PolicyNoticeReceipt",
]
