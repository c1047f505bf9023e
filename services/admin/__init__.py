"""Master data of the services; importing it registers the pages."""

from services.admin import door_services, meetings

__all__ = ["door_services", "meetings"]
