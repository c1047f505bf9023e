from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        import services.admin  # noqa: F401
        from lib.transitions import register_machine
        from services.enums.dispute_stages import DISPUTE_MACHINE
        from services.enums.meetings import MEETING
        from services.enums.motions import MOTION
        from services.enums.requests import REQUEST_MACHINE
        from services.enums.resolutions import RESOLUTION

        register_machine(REQUEST_MACHINE)
        register_machine(DISPUTE_MACHINE)
        for machine in (MEETING, RESOLUTION, MOTION):
            register_machine(machine)
