from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GridsConfig(AppConfig):
    name = "grids"
    verbose_name = _("Grids")

    def ready(self) -> None:
        from grids.figures import FIGURES
        from grids.scope import grants_of_grid_postings
        from lib.figures import register_figures
        from lib.scope import register_grants

        register_grants(grants_of_grid_postings)
        register_figures(FIGURES)
