"""The three things that each role does, as the first page after the first sign-in explains them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lib.scope import Role, Scope


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three things: what, how in a sentence, and the URL name of its page."""

    title: object
    text: object
    url_name: str = ""


FIND = Step(
    _("Find a household"),
    _("Type a name, its initials, a room such as 3-2-501 or a number into the search box."),
    "household_list",
)
FIGURES = Step(
    _("Read the figures"),
    _("Every number is a link: it opens the rows that it counts."),
    "figure_list",
)
COLLEAGUES = Step(
    _("Reach a colleague"),
    _("The staff directory names posts, units and work telephones."),
    "staff_list",
)
IMPORT = Step(
    _("Bring in a roster"),
    _("Choose the office's file as it is; you see what is wrong before anything is stored."),
    "import_list",
)
MASTER_DATA = Step(
    _("Keep the master data"),
    _("Sites, housing, grids and posts are kept there; a post gives its holder his rights."),
    "admin:index",
)

STEPS: dict[Role, tuple[Step, Step, Step]] = {
    Role.COUNTY_ADMINISTRATOR: (
        MASTER_DATA,
        Step(
            _("Name who holds which post"),
            _("A posting with its first and last day lets a colleague in, and ends by itself."),
            "admin:index",
        ),
        IMPORT,
    ),
    Role.COUNTY_STAFF: (FIND, FIGURES, IMPORT),
    Role.MEMBER_UNIT: (FIGURES, FIND, COLLEAGUES),
    Role.COUNTY_LEADER: (
        FIGURES,
        Step(
            _("Look at your site"),
            _("You read the sites that you are the contact leader of, and count the county."),
            "home",
        ),
        COLLEAGUES,
    ),
    Role.TOWN_STAFF: (FIND, FIGURES, COLLEAGUES),
    Role.SITE_STAFF: (IMPORT, FIND, FIGURES),
    Role.GRID_STAFF: (
        FIND,
        Step(
            _("Know your households"),
            _("The list holds the households of your grid and nobody else's."),
            "household_list",
        ),
        COLLEAGUES,
    ),
    Role.AUDITOR: (
        Step(
            _("Read the audit log"),
            _("Who signed in, who changed what, and what was refused."),
            "audit_list",
        ),
        Step(
            _("Read the access log"),
            _("Who looked at, revealed, printed or exported personal data, and why."),
            "access_list",
        ),
        COLLEAGUES,
    ),
    Role.BUSINESS_AUDITOR: (
        FIGURES,
        Step(
            _("Follow a number to its rows"),
            _("From a figure to its rows and on to their papers; personal columns are masked."),
            "figure_list",
        ),
        COLLEAGUES,
    ),
}
OTHERS = (
    Step(
        _("Start at the home page"),
        _("It shows what waits for you, and by when."),
        "home",
    ),
    COLLEAGUES,
    Step(
        _("Choose how you like to read"),
        _("Language and large type are switched at the top of every page."),
    ),
)


def steps_for(scope: Scope) -> tuple[Step, Step, Step]:
    """The steps of the widest role that is held (the order of STEPS)."""
    return next((steps for role, steps in STEPS.items() if role in scope.roles), OTHERS)
