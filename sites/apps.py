from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = _("Sites and posts")

    def ready(self) -> None:
        # Registers the pages of master data with `accounts.admin.site`.
        import sites.admin  # noqa: F401
        from lib.deeds import register_deeds
        from lib.exports import register_exporter
        from lib.figures import register_figures
        from lib.intake import register_intake
        from lib.posts import PostTable, register_post_table, register_posts
        from lib.scope import register_grants
        from lib.tasks import register_work
        from sites.centre_registry import register_centres
        from sites.deeds import secondment_of, tasks_of, terms_of
        from sites.enums import Post
        from sites.exports import EXPORTERS
        from sites.figures import FIGURES
        from sites.forms.appointments import SiteAppointForm
        from sites.intakes import INTAKES
        from sites.models import Posting
        from sites.post_figures import FIGURES as POST_FIGURES
        from sites.posts import posts_held
        from sites.scope import grants_of_postings
        from sites.seats import KIND, seats_of_sites
        from sites.secondment_exports import EXPORTERS as SECONDMENT_EXPORTERS
        from sites.secondment_figures import FIGURES as SECONDMENT_FIGURES
        from sites.task_figures import FIGURES as TASK_FIGURES
        from sites.work import lists_to_sign, lists_unsigned, own_plan, unit_tasks, vacant_seats

        register_grants(grants_of_postings)
        register_posts(posts_held)
        register_post_table(
            PostTable(
                kind=KIND,
                model=Posting,
                posts=Post.choices,
                loads=("county", "township", "committee_term", "home_organisation"),
                seats=seats_of_sites,
                form=SiteAppointForm,
            )
        )
        for exporter in [*EXPORTERS, *SECONDMENT_EXPORTERS]:
            register_exporter(exporter)
        for intake in INTAKES:
            register_intake(intake)
        register_figures([*FIGURES, *POST_FIGURES])
        register_figures([*TASK_FIGURES, *SECONDMENT_FIGURES])
        for deeds in (tasks_of, secondment_of, terms_of):
            register_deeds(deeds)
        register_work(vacant_seats)
        register_work(lists_to_sign)
        register_work(lists_unsigned)
        register_work(own_plan)
        register_work(unit_tasks)
        register_centres()
