from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("Dashboards")

    def ready(self) -> None:
        from dashboards.figures.sheets import EXPORTER, sheet_of
        from dashboards.rules import can_view_figures
        from lib.exports import Exporter, register_exporter

        register_exporter(Exporter(EXPORTER, _("Rows behind a figure"), can_view_figures, sheet_of))
