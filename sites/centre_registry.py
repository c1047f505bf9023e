"""What centres, rooms, checks and the circle give to the registries; called at start-up."""

from lib.exports import register_exporter
from lib.figures import register_figures
from lib.room_use import register_room_use
from lib.tasks import register_work
from lib.transitions import register_machine
from sites.centre_exports import EXPORTERS
from sites.centre_figure_table import FIGURES
from sites.centre_work import checks_waiting
from sites.checklist_enums import FINDING, RUN
from sites.room_hours import booked_uses


def register_centres() -> None:
    """Exports, figures, bookings as use of rooms, what waits, lives of checks and findings."""
    for exporter in EXPORTERS:
        register_exporter(exporter)
    register_figures(FIGURES)
    register_room_use(booked_uses)
    register_work(checks_waiting)
    for machine in (RUN, FINDING):
        register_machine(machine)
