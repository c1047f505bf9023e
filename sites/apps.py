from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("Sites and posts")

    def ready(self) -> None:
        # Registers the pages of master data with `accounts.admin.site`.
        import sites.admin  # noqa: F401
        from lib.figures import register_figures
        from lib.posts import register_posts
        from lib.scope import register_grants
        from lib.tasks import register_work
        from sites.figures import FIGURES
        from sites.posts import posts_held
        from sites.scope import grants_of_postings
        from sites.work import vacant_seats

        register_grants(grants_of_postings)
        register_posts(posts_held)
        register_figures(FIGURES)
        register_work(vacant_seats)
