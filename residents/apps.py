from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    name = "residents"
    verbose_name = _("Residents")

    def ready(self) -> None:
        # Registers the pages of master data with `accounts.admin.site`.
        import residents.admin  # noqa: F401
        from lib.exports import register_exporter
        from lib.figures import register_figures
        from lib.sweeps import register_check, register_deletion
        from lib.tasks import register_work
        from lib.timeline import register_entries, register_matters, register_responsible
        from residents.actions.imports.keeping import delete_old_uploads
        from residents.checks import households_without_head, reviews_of_care, work_on_register
        from residents.contacts import contact_of
        from residents.exports import EXPORTERS_OF_REGISTER
        from residents.figures import FIGURES
        from residents.story import matters_of, story_of

        register_figures(FIGURES)
        for exporter in EXPORTERS_OF_REGISTER:
            register_exporter(exporter)
        register_entries(story_of)
        register_matters(matters_of)
        register_responsible(contact_of)
        register_work(work_on_register)
        register_work(reviews_of_care)
        register_check(households_without_head)
        register_deletion(delete_old_uploads)
