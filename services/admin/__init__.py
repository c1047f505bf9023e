"""Master data of the services; importing it registers the pages."""

from services.admin import deadlines, door_services, mediations, meetings

__all__ = ["deadlines", "door_services", "mediations", "meetings"]
