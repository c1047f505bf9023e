"""Meetings, resolutions and motions in the access table, from the table of rules.meetings."""

from tests.access.rows import post_only, read_only, rows

#       adm cty mem led twn hnd sit grd jnt med aud biz shp end out
LIST = "x . . . . . . . . . x . . x s"
MOTIONS = "x . x . . x . x x x x . x x s"
# Nobody of the cast is invited, so a grid leader of the site is refused.
VIEW = "x . x . . x . x x x x . x x s"
VIEW_OTHER = "x . x - - - - - - - x . - x s"
KEEP = "x x x x x x . x x x x x x x s"
KEEP_OTHER = "x x x - - - - - - - x x - x s"
# Whoever stands in front of the code and has a post that reaches the site.
HERE = "x . . . . . . . . . x x . x s"
HERE_OTHER = "x . . - - - - - - - x x - x s"
READ = (VIEW, VIEW, VIEW_OTHER)
WRITE = (KEEP, KEEP, KEEP_OTHER)
SIGN_IN = (HERE, HERE, HERE_OTHER)

MEETING_ROWS = {
    **read_only("meeting_list", LIST),
    **rows("meeting_add", {"GET": (KEEP,), "POST": (KEEP,)}),
    **read_only("meeting_detail", *READ),
    **rows("meeting_change", {"GET": WRITE, "POST": WRITE}),
    **post_only("meeting_step", *WRITE),
    **post_only("agenda_add", *WRITE),
    **post_only("agenda_step", *WRITE),
    **rows("meeting_invite", {"GET": WRITE, "POST": WRITE}),
    **rows("meeting_attendance", {"GET": WRITE, "POST": WRITE}),
    **post_only("attendance_remove", *WRITE),
    **post_only("meeting_sheet", *WRITE),
    **post_only("meeting_paper_add", *WRITE),
    **read_only("meeting_paper", *READ),
    **read_only("meeting_code", *WRITE),
    **rows("meeting_sign_in", {"GET": SIGN_IN, "POST": SIGN_IN}),
    **rows("meeting_write", {"GET": WRITE, "POST": WRITE}),
    **post_only("resolution_add", *WRITE),
    **read_only("meeting_print", *READ),
    **rows("publication_detail", {"GET": READ, "POST": WRITE}),
    **post_only("objection_answer", *WRITE),
    **read_only("resolution_list", LIST),
    **read_only("resolution_detail", *READ),
    # The move of the test is "report as done": the site's staff, and who is responsible.
    **post_only("resolution_step", *WRITE),
    **read_only("platform_list", MOTIONS),
    **read_only("four_bodies", MOTIONS),
    **read_only("motion_list", MOTIONS),
    **rows("motion_add", {"GET": (KEEP,), "POST": (KEEP,)}),
    **read_only("motion_detail", *READ),
    **rows("motion_stage", {"GET": WRITE, "POST": WRITE}),
    **post_only("motion_step", *WRITE),
    **read_only("motion_print", *READ),
}
