"""Forms of buildings, stairwells and dwellings."""

from accounts.admin.forms import ParentSiteForm


class StairwellForm(ParentSiteForm):
    parent = "building"


class DwellingForm(ParentSiteForm):
    parent = "stairwell"
