"""Master data of the register; importing it registers its pages."""

from residents.admin import visit_intervals

__all__ = ["visit_intervals"]
