from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GridsConfig(AppConfig):
    name = "grids"
    verbose_name = _("Grids")

    def ready(self) -> None:
        # Registers the pages of master data with `accounts.admin.site`.
        import grids.admin  # noqa: F401
        from grids.coverage import gaps_by_household
        from grids.coverage_figures import FIGURES as COVERAGE_FIGURES
        from grids.deeds import lines_of, reports_at
        from grids.enums import REPORT_MACHINE, GridPost
        from grids.exports import EXPORTERS
        from grids.figures import FIGURES
        from grids.forms.postings import GridAppointForm
        from grids.models import GridPosting
        from grids.notice_figures import FIGURES as NOTICE_FIGURES
        from grids.post_figures import FIGURES as POST_FIGURES
        from grids.posts import posts_held
        from grids.report_figures import FIGURES as REPORT_FIGURES
        from grids.scope import grants_of_grid_postings
        from grids.seats import KIND, seats_of_grids
        from grids.timeline import open_reports_of, reports_of, who_looks_after
        from grids.work import (
            households_with_gaps,
            notices_that_wait,
            reports_that_wait,
            stairwells_in_no_grid,
        )
        from lib.deeds import register_deeds
        from lib.exports import register_exporter
        from lib.figures import register_figures
        from lib.gaps import register_gaps
        from lib.posts import PostTable, register_post_table, register_posts
        from lib.scope import register_grants
        from lib.tasks import register_work
        from lib.timeline import register_entries, register_matters, register_responsible
        from lib.transitions import register_machine

        register_grants(grants_of_grid_postings)
        register_posts(posts_held)
        register_responsible(who_looks_after)
        register_post_table(
            PostTable(
                kind=KIND,
                model=GridPosting,
                posts=GridPost.choices,
                loads=("grid", "building", "joint_unit"),
                seats=seats_of_grids,
                form=GridAppointForm,
            )
        )
        register_figures(
            [*FIGURES, *COVERAGE_FIGURES, *POST_FIGURES, *REPORT_FIGURES, *NOTICE_FIGURES]
        )
        for exporter in EXPORTERS:
            register_exporter(exporter)
        register_gaps(gaps_by_household)
        register_deeds(lines_of)
        register_deeds(reports_at)
        register_machine(REPORT_MACHINE)
        register_entries(reports_of)
        register_matters(open_reports_of)
        for source in (
            stairwells_in_no_grid,
            households_with_gaps,
            reports_that_wait,
            notices_that_wait,
        ):
            register_work(source)
