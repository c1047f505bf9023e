from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        import services.admin  # noqa: F401
        from lib.exports import register_exporter
        from lib.figures import register_figures
        from lib.sweeps import register_deletion
        from lib.tasks import register_work
        from lib.timeline import Tab, register_entries, register_matters, register_tab
        from lib.transitions import register_machine
        from services.actions.public import delete_old_knocks
        from services.desk import register_desk
        from services.dispute_stories import register_disputes
        from services.door_services import (
            DOOR_SERVICE_EXPORTER,
            services_of,
            work_on_door_services,
        )
        from services.enums.dispute_stages import DISPUTE_MACHINE
        from services.enums.door_services import DOOR_SERVICE_MACHINE
        from services.enums.requests import REQUEST_MACHINE
        from services.figures.door_services import FIGURES as DOOR_FIGURES
        from services.figures.requests import REQUEST_FIGURES
        from services.late_records import work_on_late_records
        from services.request_desk import (
            cards_of_requests,
            entries_of_requests,
            matters_of_requests,
            work_on_requests,
        )
        from services.request_sheets import REQUEST_EXPORTER

        for machine in (
            REQUEST_MACHINE,
            DISPUTE_MACHINE,
            DOOR_SERVICE_MACHINE,
        ):
            register_machine(machine)
        register_figures(DOOR_FIGURES)
        register_exporter(DOOR_SERVICE_EXPORTER)
        register_work(work_on_door_services)
        register_work(work_on_late_records)
        register_entries(services_of)
        register_tab(Tab(_("Door services"), "household_door"))
        register_figures(REQUEST_FIGURES)
        register_exporter(REQUEST_EXPORTER)
        register_desk(cards_of_requests)
        register_work(work_on_requests)
        register_entries(entries_of_requests)
        register_matters(matters_of_requests)
        register_tab(Tab(_("Requests"), "household_services"))
        register_deletion(delete_old_knocks)
        _register_meetings()
        register_disputes()


def _register_meetings() -> None:
    """What meetings add to the pages below and beside them."""
    from lib.deeds import register_deeds
    from lib.exports import register_exporter
    from lib.figures import register_figures
    from lib.room_use import register_room_use
    from lib.tasks import register_work
    from lib.transitions import register_machine
    from services.desk import register_desk
    from services.enums.meetings import MEETING
    from services.enums.motions import MOTION
    from services.enums.platforms import Platform
    from services.enums.resolutions import RESOLUTION
    from services.figures.meetings import FIGURES
    from services.meeting_lists import EXPORTERS
    from services.meeting_work import (
        deeds_at_meetings,
        meeting_cards,
        resolution_cards,
        rooms_of_meetings,
        work_on_meetings,
    )
    from services.platforms import register_platform_use

    for machine in (MEETING, RESOLUTION, MOTION):
        register_machine(machine)
    register_figures(FIGURES)
    for exporter in EXPORTERS:
        register_exporter(exporter)
    register_work(work_on_meetings)
    register_desk(meeting_cards)
    register_desk(resolution_cards)
    register_room_use(rooms_of_meetings)
    register_deeds(deeds_at_meetings)
    register_platform_use(Platform.PARTY_ACTIVITY, "meetings_party_activity")
    register_platform_use(Platform.MASS_SERVICE, "meetings_mass_service", "door_services")
    register_platform_use(Platform.DELIBERATION, "meetings_platform_deliberation")
