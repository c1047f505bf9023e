from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        import services.admin  # noqa: F401

        # One function a topic: what its pages, figures and work say to the rest of the portal.
        register_requests()
        register_disputes()
        register_door_services()
        register_meetings()
        register_records()


def register_requests() -> None:
    from lib.exports import register_exporter
    from lib.figures import register_figures
    from lib.sweeps import register_deletion
    from lib.tasks import register_work
    from lib.timeline import Tab, register_entries, register_matters, register_tab
    from lib.transitions import register_machine
    from services.actions.public import delete_old_knocks
    from services.desk import register_desk
    from services.enums.requests import REQUEST_MACHINE
    from services.figures.requests import PLATFORM_FIGURES, REQUEST_FIGURES
    from services.figures.whistles import FIGURES as WHISTLE_FIGURES
    from services.platforms import register_platform_use
    from services.request_desk import (
        cards_of_requests,
        entries_of_requests,
        matters_of_requests,
        work_on_requests,
    )
    from services.request_sheets import REQUEST_EXPORTER
    from services.whistle_desk import cards_of_whistles
    from services.whistle_sheets import WHISTLE_EXPORTER

    register_machine(REQUEST_MACHINE)
    register_figures(REQUEST_FIGURES)
    register_figures(WHISTLE_FIGURES)
    register_exporter(REQUEST_EXPORTER)
    register_exporter(WHISTLE_EXPORTER)
    register_desk(cards_of_requests)
    register_desk(cards_of_whistles)
    register_work(work_on_requests)
    register_entries(entries_of_requests)
    register_matters(matters_of_requests)
    register_tab(Tab(_("Requests"), "household_services"))
    register_deletion(delete_old_knocks)
    for platform, (code, _label) in PLATFORM_FIGURES.items():
        register_platform_use(platform, code)


def register_disputes() -> None:
    from lib.exports import register_exporter
    from lib.figures import register_figures
    from lib.tasks import register_work
    from lib.timeline import register_entries, register_matters
    from lib.transitions import register_machine
    from services.desk import register_desk
    from services.dispute_exports import DISPUTE_EXPORTERS
    from services.dispute_stories import (
        cards_of_disputes,
        of_household,
        open_of_household,
        work_on_disputes,
    )
    from services.enums.dispute_stages import DISPUTE_MACHINE
    from services.enums.platforms import Platform
    from services.figures.disputes import FIGURES
    from services.platforms import register_platform_use

    register_machine(DISPUTE_MACHINE)
    register_figures(FIGURES)
    for exporter in DISPUTE_EXPORTERS:
        register_exporter(exporter)
    register_desk(cards_of_disputes)
    register_work(work_on_disputes)
    register_entries(of_household)
    register_matters(open_of_household)
    # A case belongs to the platform of serving the masses where the centre handles it (R35).
    register_platform_use(Platform.MASS_SERVICE, "disputes_settled_by_centres")


def register_door_services() -> None:
    from lib.deeds import register_deeds
    from lib.exports import register_exporter
    from lib.figures import register_figures
    from lib.tasks import register_work
    from lib.timeline import Tab, register_entries, register_tab
    from lib.transitions import register_machine
    from services.desk import register_desk
    from services.door_services import (
        DOOR_SERVICE_EXPORTER,
        deeds_of,
        desk_of_door_services,
        services_of,
        work_on_door_services,
    )
    from services.enums.door_services import DOOR_SERVICE_MACHINE
    from services.figures.door_services import FIGURES

    register_machine(DOOR_SERVICE_MACHINE)
    register_figures(FIGURES)
    register_exporter(DOOR_SERVICE_EXPORTER)
    register_desk(desk_of_door_services)
    register_work(work_on_door_services)
    register_entries(services_of)
    register_deeds(deeds_of)
    register_tab(Tab(_("Door services"), "household_door"))


def register_meetings() -> None:
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


def register_records() -> None:
    """What all dated records share: late ones are reviewed, past ledgers come in."""
    from lib.figures import register_figures
    from lib.sweeps import register_deletion
    from lib.tasks import register_work
    from services.actions.ledger_files import delete_old_ledgers
    from services.figures.ledgers import FIGURES
    from services.late_records import work_on_late_records
    from services.ledgers.disputes import DISPUTE_LEDGER
    from services.ledgers.door_services import DOOR_SERVICE_LEDGER
    from services.ledgers.meetings import MEETING_LEDGER
    from services.ledgers.requests import REQUEST_LEDGER
    from services.ledgers.topics import register_ledger_topic

    register_figures(FIGURES)
    register_work(work_on_late_records)
    register_deletion(delete_old_ledgers)
    for topic in (REQUEST_LEDGER, DOOR_SERVICE_LEDGER, DISPUTE_LEDGER, MEETING_LEDGER):
        register_ledger_topic(topic)
