"""Master data of the services; importing it registers the pages."""

from services.admin import meetings

__all__ = ["meetings"]
