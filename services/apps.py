from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        import services.admin  # noqa: F401
        from lib.exports import register_exporter
        from lib.figures import register_figures
        from lib.tasks import register_work
        from lib.timeline import Tab, register_entries, register_tab
        from lib.transitions import register_machine
        from services.door_services import (
            DOOR_SERVICE_EXPORTER,
            services_of,
            work_on_door_services,
        )
        from services.enums.dispute_stages import DISPUTE_MACHINE
        from services.enums.door_services import DOOR_SERVICE_MACHINE
        from services.enums.meetings import MEETING
        from services.enums.motions import MOTION
        from services.enums.requests import REQUEST_MACHINE
        from services.enums.resolutions import RESOLUTION
        from services.figures.door_services import FIGURES as DOOR_FIGURES
        from services.late_records import work_on_late_records

        for machine in (
            REQUEST_MACHINE,
            DISPUTE_MACHINE,
            MEETING,
            RESOLUTION,
            MOTION,
            DOOR_SERVICE_MACHINE,
        ):
            register_machine(machine)
        register_figures(DOOR_FIGURES)
        register_exporter(DOOR_SERVICE_EXPORTER)
        register_work(work_on_door_services)
        register_work(work_on_late_records)
        register_entries(services_of)
        register_tab(Tab(_("Door services"), "household_door"))
