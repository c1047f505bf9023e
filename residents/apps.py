from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    name = "residents"
    verbose_name = _("Residents")

    def ready(self) -> None:
        from lib.figures import register_figures
        from residents.figures import FIGURES

        register_figures(FIGURES)
