"""What everybody may ask for, written from the roles of docs/architecture.md, not from answers.

A row is a URL name, a method, where the object stands, and a mark for each of `cast.ROLES`:
  .  answered     x  403     -  404     m  405     s  sent to sign in
Columns: administrator, county staff, member unit, county leader, town staff, handling unit,
site staff, grid leader, joint-household leader, mediator, auditor, business auditor, shopkeeper,
somebody whose posting ended yesterday, somebody signed out.
"""

from tests.access.meeting_rows import MEETING_ROWS
from tests.access.request_rows import REQUEST_ROWS
from tests.access.rows import ANY, NOBODY_GET, OTHER, OWN, PLACES
from tests.access.rows import post_only as _post_only
from tests.access.rows import read_only as _read_only
from tests.access.rows import rows as _rows

__all__ = ["ANY", "OF_ONESELF", "OTHER", "OWN", "PLACES", "TABLE"]

EVERYBODY = ". . . . . . . . . . . . . . ."
SIGNED_IN = ". . . . . . . . . . . . . . s"
WITH_POST = ". . . . . . . . . . . . . x s"
READERS = ". . x . . x . . x x x . x x s"
#          adm cty mem led twn hnd sit grd jnt med aud biz shp end out
READ_OTHER_GRID = ". . x . . x . - - x x . x x s"
READ_OTHER_SITE = ". . x - - - - - - - x . - x s"
REVEALERS = "x . x x . x . . x x x x x x s"
REVEAL_OTHER_GRID = "x . x x . x . - - x x x x x s"
REVEAL_OTHER_SITE = "x . x - - - - - - - x x - x s"
EDITORS = "x . x x x x . x x x x x x x s"
EDIT_OTHER_GRID = "x . x x x x . - - x x x x x s"
EDIT_OTHER_SITE = "x . x - - - - - - - x x - x s"
IMPORTERS = ". . x x x x . x x x x x x x s"
# A batch belongs to a whole site, so a grid leader stands inside its area without the role.
IMPORT_OWN = ". . x x x x . x x x x x x x s"
IMPORT_OTHER = ". . x - - - - - - - x x - x s"
EXPORTERS = "x . x x . x . x x x x x x x s"
FIGURES = ". . . . . x . . x x x . x x s"
# Of households; a member unit reads the figures of its own line, and no register figure is.
REGISTER_FIGURE = ". . x . . x . . x x x . x x s"
SYSTEM = ". . . . . x . . x x x . x x s"
SYSTEM_OTHER_SITE = ". . . . - x - - x x x . x x s"
READ_METHOD_OTHER_SITE = ". . . - - - - - - - x . - x s"
TASKS = ". . . . x x x x x x x . x x s"
ONE_TASK = ". . - . - - - - - - - . - x s"
ONE_STEP = "x . - x - - - - - - - x - x s"
DECIDERS = ". . x x x x x x x x x x x x s"
CARE = "x . x x x x . . x x x x x x s"
CARE_OF = (CARE, "x . x x x x . - - x x x x x s", "x . x - - - - - - - x x - x s")
CARE_SET = "x x x x x x . . x x x x x x s"
CARE_SET_OF = (CARE_SET, "x x x x x x . - - x x x x x s", "x x x - - - - - - - x x - x s")
# Of door services: who logs them, who asks the household afterwards.
CALL_OF = (EXPORTERS, "x . x x . x . - - x x x x x s", EDIT_OTHER_SITE)
SAMPLE_OF = (EXPORTERS, EXPORTERS, EDIT_OTHER_SITE)
WITHDRAW_OF = ("x x x x x x . x x x x x x x s", *CARE_SET_OF[1:])
LEDGERS = EDITORS
LEDGER_OF = (EDITORS, EDITORS, EDIT_OTHER_SITE)
# Whoever writes records of the services; a late one is decided on where it stands.
WRITERS = "x . x x . x . . x . x x x x s"
LATE_OF = (
    "x . x x x x . x x x x x x x s",
    "x . x x x x . - x x x x x x s",
    "x . x x - x - - x - x x x x s",
)
# Daily work of a site: its own staff alone; the other site stands outside their area.
OF_SITE = "x x x x x x . x x x x x x x s"
OF_SITE_OTHER = "x x x - - - - - - - x x - x s"
OF_SITE_STAFF = (OF_SITE, OF_SITE, OF_SITE_OTHER)
# The county looks after the site; its administrator keeps lists and does not check.
OF_COUNTY = "x . x x x x x x x x x x x x s"
OF_COUNTY_STAFF = (OF_COUNTY, OF_COUNTY, "x . x - - - - - - - x x - x s")
AUDIT = "x x x x x x x x x x . x x x s"
BUILDING_OTHER_GRID = REVEALERS  # the building holds a stairwell of the own grid too


ADMINISTRATOR = ". x x x x x x x x x x x x x s"
ADMINISTRATOR_OTHER = ". x x - - - - - - - x x - x s"
OFFICE = ". . x x x x x x x x x x x x s"
OFFICE_OTHER = ". . x - - - - - - - x x - x s"
POST_READERS = ". . x . . x . x x x x . x x s"
POST_OTHER = ". . x - - - - - - - x . - x s"
POST_EXPORTERS = ". . x x . x . x x x x x x x s"
RESERVE = ". . x x . x . x x x x x x x s"
# The work of another: those above him; nobody writes it for him.
WORK = ". . x . . x x x x x x . x x s"
NOBODY = "x x x x x x x x x x x x x x s"
NOBODY_OTHER = "x x x - - - - - - - x x - x s"
READ = (READERS, READ_OTHER_GRID, READ_OTHER_SITE)
REVEAL = (REVEALERS, REVEAL_OTHER_GRID, REVEAL_OTHER_SITE)
REPORT_READERS = "x . x . . x . . . x x x x x s"
REPORT_FILERS = "x x x x x x . . . x x x x x s"
READ_REPORT = (
    "- . - . . - . . - - - - - x s", "- . - . . - . - - - - - - x s", "- . - - - - - - - - - - - x s",
)  # fmt: skip
# It lies with the grid: county, leader and town see its outline and have no turn.
MOVE_REPORT = (
    "- x - x x - . . - - - - - x s", "- x - x x - . - - - - - - x s", "- x - - - - - - - - - - - x s",
)  # fmt: skip
NOTICE_READERS = "x . x . x x . . x x x x x x s"
NOTICE_ISSUERS = "x . x x x x . x x x x x x x s"
# A site's notice goes to all its grids; who may not read finds nothing.
READ_RECEIPT = (
    "- . - . - - . . - - - - - x s", "- . - . - - . - - - - - - x s", "- . - - - - - - - - - - - x s",
)  # fmt: skip
READ_NOTICE = (READ_RECEIPT[0], READ_RECEIPT[0], READ_RECEIPT[2])
WITHDRAW_NOTICE = (
    "- . - x - - . x - - - - - x s", "- . - x - - . x - - - - - x s", "- . - - - - - - - - - - - x s",
)  # fmt: skip
# The staff of the grid say that they read it and how they made it known, or its site for it.
ANSWER_NOTICE = (
    "- x - x - - . . - - - - - x s", "- x - x - - . - - - - - - x s", "- x - - - - - - - - - - - x s",
)  # fmt: skip
EDIT = (EDITORS, EDIT_OTHER_GRID, EDIT_OTHER_SITE)
IMPORT = (IMPORT_OWN, IMPORT_OWN, IMPORT_OTHER)
POST = (POST_READERS, POST_READERS, POST_OTHER)
CENTRE = (SYSTEM, SYSTEM, READ_METHOD_OTHER_SITE)
APPOINT = (ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR_OTHER)
OF_OFFICE = (OFFICE, OFFICE, OFFICE_OTHER)
OF_HOLDER = (NOBODY, NOBODY, NOBODY_OTHER)

# Disputes: whoever counts an area sees type, stage and dates; its site alone reads the case.
#            adm cty mem led twn hnd sit grd jnt med aud biz shp end out
DISPUTES = ". . x . . x . . x . x . x x s"
DISPUTE = (
    ". . - . . - . - - - - . - x s",
    ". . - . . - . - - - - . - x s",
    ". . - - - - - - - - - . - x s",
)
DISPUTE_WORK = (
    "x x - x x - . - - - - x - x s",
    "x x - x x - . - - - - x - x s",
    "x x - - - - - - - - - x - x s",
)
# Parties and papers are rows of their own: who may not read the case does not find them.
DISPUTE_PART = (
    "- - - - - - . - - - - - - x s",
    "- - - - - - . - - - - - - x s",
    "- - - - - - - - - - - - - x s",
)
DISPUTE_REGISTRARS = "x x x x x x . . x . x x x x s"
DISPUTE_SUMMARY = ". . x . . x . x x x x . x x s"

TABLE: dict[tuple[str, str, str], str] = {
    **_rows("sign_in", {"GET": (EVERYBODY,), "POST": (EVERYBODY,)}),
    **_rows("healthz", {"GET": (EVERYBODY,), "POST": ("m m m m m m m m m m m m m m m",)}),
    **_rows("readyz", {"GET": (EVERYBODY,), "POST": ("m m m m m m m m m m m m m m m",)}),
    **_rows("home", {"GET": (WITH_POST,), "POST": (NOBODY_GET,)}),
    **_read_only("my_work", WITH_POST),
    # A name is searched by POST: it must not stand in an address.
    **_rows("staff_list", {"GET": (WITH_POST,), "POST": (WITH_POST,)}),
    **_read_only("audit_list", AUDIT),
    **_read_only("access_list", AUDIT),
    **_read_only("export_list", WITH_POST),
    **_rows("search", {"GET": (READERS,), "POST": (READERS,)}),
    **_read_only("household_list", READERS),
    **_read_only("person_list", READERS),
    **_read_only("organisation_board", SYSTEM),
    **_read_only("leading_group", SYSTEM),
    **_read_only("task_list", TASKS),
    **_rows("task_add", {"GET": (DECIDERS,), "POST": (DECIDERS,)}),
    # A task has no site; another unit's is not found, and the unit of the cast has none.
    **_read_only("task_detail", ONE_TASK, ONE_TASK, ONE_TASK),
    **_post_only("task_step", ONE_STEP, ONE_STEP, ONE_STEP),
    **_read_only("organisation_list", SYSTEM),
    # A body of a site is found by whoever counts that site, so by a county leader everywhere.
    **_read_only("organisation_detail", SYSTEM, SYSTEM, SYSTEM_OTHER_SITE),
    **_read_only("party_list", SYSTEM),
    **_read_only("party_site", SYSTEM, SYSTEM, READ_METHOD_OTHER_SITE),
    **_read_only("method_list", SYSTEM),
    **_read_only("method_site", SYSTEM, SYSTEM, READ_METHOD_OTHER_SITE),
    **_read_only("door_list", READERS),
    **_read_only("door_summary", READERS),
    **_rows("door_add", {"GET": (CARE_SET,), "POST": (CARE_SET,)}),
    **_rows("door_round", {"GET": (CARE_SET,), "POST": (CARE_SET,)}),
    **_rows("door_export", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **_rows("door_sample_list", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **_read_only("door_sample_detail", *SAMPLE_OF),
    **_read_only("door_detail", *READ),
    **_rows("household_door", {"GET": READ, "POST": READ}),
    **_rows("door_confirm", {"GET": CARE_SET_OF, "POST": CARE_SET_OF}),
    **_read_only("door_confirmation", *REVEAL),
    **_post_only("door_call_back", *CALL_OF),
    **_post_only("door_withdraw", *WITHDRAW_OF),
    **_post_only("door_raise", *CARE_SET_OF),
    **_rows("ledger_list", {"GET": (LEDGERS,), "POST": (LEDGERS,)}),
    **_read_only("ledger_template", LEDGERS),
    **_read_only("ledger_detail", *LEDGER_OF),
    **_post_only("ledger_store", *LEDGER_OF),
    **_post_only("ledger_undo", *LEDGER_OF),
    **_post_only("ledger_marked", *LEDGER_OF),
    **_read_only("late_list", WRITERS),
    **_post_only("late_decide", *LATE_OF),
    **_read_only("centre_list", SYSTEM),
    **_read_only("centre_site", *CENTRE),
    **_read_only("culture_site", *CENTRE),
    **_read_only("facility_site", *CENTRE),
    **_read_only("venue_use", *CENTRE),
    **_read_only("booking_list", *CENTRE),
    **_rows("booking_add", {"GET": OF_SITE_STAFF, "POST": OF_SITE_STAFF}),
    **_post_only("booking_cancel", *OF_SITE_STAFF),
    **_read_only("roster_week", *CENTRE),
    **_read_only("roster_print", *CENTRE),
    **_post_only("roster_add", *OF_SITE_STAFF),
    **_post_only("roster_copy", *OF_SITE_STAFF),
    **_post_only("shift_remove", *OF_SITE_STAFF),
    **_read_only("checklist_list", SYSTEM),
    **_post_only("checklist_samples", DECIDERS),
    **_post_only("checklist_start", *OF_SITE_STAFF),
    **_read_only("checklist_run", *CENTRE),
    # The check of the table is one that the site has begun.
    **_rows("checklist_fill", {"GET": OF_SITE_STAFF, "POST": OF_SITE_STAFF}),
    **_post_only("checklist_return", *OF_COUNTY_STAFF),
    # Without a deed in the form it is asked as one of the county's.
    **_post_only("finding_step", *OF_COUNTY_STAFF),
    **_read_only("care_list", CARE),
    **_rows("household_care", {"GET": CARE_OF, "POST": CARE_OF}),
    **_rows("care_review", {"GET": CARE_SET_OF, "POST": CARE_SET_OF}),
    **_post_only("care_end", *CARE_SET_OF),
    **_rows("comparison", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **_rows("household_export", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **_rows("person_export", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **_read_only("household_detail", *READ),
    **_read_only("household_history", *READ),
    **_read_only("person_detail", *READ),
    **_read_only("person_history", *READ),
    # Paper shows what the reader's screen shows, masks included.
    **_rows("household_print", {"GET": READ, "POST": READ}),
    **_post_only("household_reveal", *REVEAL),
    **_post_only("person_reveal", *REVEAL),
    **_read_only("household_events", *READ),
    **_read_only("household_day", *READ),
    **_read_only("governance_list", SYSTEM),
    **_read_only("net_report_list", REPORT_READERS),
    **_rows("net_report_add", {"GET": (REPORT_FILERS,), "POST": (REPORT_FILERS,)}),
    # A town sees the outline; nothing came to the county's centre, who may not read finds nothing.
    **_rows("net_report_detail", {"GET": READ_REPORT, "POST": MOVE_REPORT}),
    **_read_only("notice_list", NOTICE_READERS),
    **_rows("notice_add", {"GET": (NOTICE_ISSUERS,), "POST": (NOTICE_ISSUERS,)}),
    **_read_only("notice_detail", *READ_NOTICE),
    **_rows("notice_withdraw", {"GET": WITHDRAW_NOTICE, "POST": WITHDRAW_NOTICE}),
    **_rows("notice_receipt", {"GET": READ_RECEIPT, "POST": ANSWER_NOTICE}),
    **_post_only("notice_read", *ANSWER_NOTICE),
    **_rows("life_event_add", {"GET": EDIT, "POST": EDIT}),
    **_post_only("life_event_undo", *EDIT),
    **_rows("household_edit", {"GET": EDIT, "POST": EDIT}),
    **_rows("person_edit", {"GET": EDIT, "POST": EDIT}),
    # A site stands on its board as a whole; a grid leader sees his own stairwells there.
    **_read_only("coverage_list", READERS),
    **_read_only("coverage_site", READERS, READERS, READ_OTHER_SITE),
    **_read_only("contact_list", READERS),
    **_rows("contact_export", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **_rows("contact_import", {"GET": (EDITORS,), "POST": (EDITORS,)}),
    **_rows("contact_household", {"GET": EDIT, "POST": EDIT}),
    **_rows("contact_stairwell", {"GET": EDIT, "POST": EDIT}),
    **_rows("contact_end", {"GET": EDIT, "POST": EDIT}),
    **_read_only("building_list", REVEALERS),
    **_read_only("building_board", REVEALERS, BUILDING_OTHER_GRID, REVEAL_OTHER_SITE),
    **_read_only("import_list", IMPORTERS),
    **_rows("import_upload", {"GET": (IMPORTERS,), "POST": (IMPORTERS,)}),
    **_read_only("roster_template", IMPORTERS),
    **_read_only("heading_list", IMPORTERS),
    **_post_only("heading_forget", *IMPORT),
    **_read_only("import_detail", *IMPORT),
    **_post_only("import_answer", *IMPORT),
    **_post_only("import_check", *IMPORT),
    **_post_only("import_store", *IMPORT),
    **_post_only("import_undo", *IMPORT),
    **_post_only("import_again", *IMPORT),
    # The roster as it was sent holds health too: not for the administrator, but his own.
    **_rows(
        "import_proposals",
        {
            "GET": (EDITORS, EDITORS, EDIT_OTHER_SITE),
            "POST": (EDITORS, EDITORS, EDIT_OTHER_SITE),
        },
    ),
    **_post_only("import_marked", EDITORS, EDITORS, EDIT_OTHER_SITE),
    **_read_only("figure_list", FIGURES),
    **_read_only("figure_detail", REGISTER_FIGURE),
    **_post_only("figure_export", REGISTER_FIGURE),
    **_read_only("post_list", POST_READERS),
    **_rows("post_appoint", {"GET": (ADMINISTRATOR,), "POST": (ADMINISTRATOR,)}),
    **_read_only("posting_detail", *POST),
    **_rows("posting_end", {"GET": APPOINT, "POST": APPOINT}),
    **_rows("posting_rotate", {"GET": APPOINT, "POST": APPOINT}),
    **_rows("posting_extend", {"GET": APPOINT, "POST": APPOINT}),
    **_rows("posting_stand_in", {"GET": APPOINT, "POST": APPOINT}),
    **_read_only("posting_work", WORK, WORK, POST_OTHER),
    **_post_only("posting_log", *OF_HOLDER),
    **_post_only("posting_plan", *OF_HOLDER),
    **_rows("plan_done", {"GET": OF_HOLDER, "POST": OF_HOLDER}),
    **_post_only("posting_assess", *OF_OFFICE),
    **_rows("posting_attendance", {"GET": POST, "POST": IMPORT}),
    # The list of the table's things is the posts; who may import is asked of leave.
    **_post_only("list_export", POST_EXPORTERS),
    **_rows("list_import", {"GET": (IMPORTERS,), "POST": (IMPORTERS,)}),
    **_read_only("list_template", IMPORTERS),
    **_read_only("secondment_list", POST_READERS),
    **_read_only("attendance_list", POST_READERS),
    **_rows("attendance_import", {"GET": (IMPORTERS,), "POST": (IMPORTERS,)}),
    **_read_only("handover_list", POST_READERS),
    **_read_only("handover_detail", *POST),
    **_read_only("handover_print", *POST),
    **_post_only("handover_items", *IMPORT),
    # Whoever is neither of the two is told so.
    **_post_only("handover_sign", *POST),
    **_post_only("handover_paper", *IMPORT),
    **_read_only("reserve_list", RESERVE),
    **_rows("reserve_add", {"GET": (IMPORTERS,), "POST": (IMPORTERS,)}),
    **_read_only("reserve_detail", RESERVE, RESERVE, IMPORT_OTHER),
    **_rows("reserve_edit", {"GET": IMPORT, "POST": IMPORT}),
    **_rows("reserve_assess", {"GET": OF_OFFICE, "POST": OF_OFFICE}),
    **_post_only("reserve_training", *IMPORT),
    **_post_only("reserve_status", *IMPORT),
    **_read_only("leave_list", IMPORTERS),
    **_rows("leave_add", {"GET": (IMPORTERS,), "POST": (IMPORTERS,)}),
    **_rows("leave_end", {"GET": IMPORT, "POST": IMPORT}),
    **_read_only("document_list", IMPORTERS),
    **_rows("document_add", {"GET": (OFFICE,), "POST": (OFFICE,)}),
    **_read_only("document_file", *IMPORT),
    **_read_only("term_list", POST_READERS),
    **MEETING_ROWS,
    **REQUEST_ROWS,
    **_read_only("dispute_list", DISPUTES),
    **_rows("dispute_add", {"GET": (DISPUTE_REGISTRARS,), "POST": (DISPUTE_REGISTRARS,)}),
    **_rows("dispute_spot", {"GET": (DISPUTE_REGISTRARS,), "POST": (DISPUTE_REGISTRARS,)}),
    **_read_only("dispute_detail", *DISPUTE),
    **_rows("dispute_step", {"GET": DISPUTE_WORK, "POST": DISPUTE_WORK}),
    **_post_only("dispute_agenda", *DISPUTE_WORK),
    **_rows("dispute_words", {"GET": DISPUTE_WORK, "POST": DISPUTE_WORK}),
    **_rows("dispute_party_add", {"GET": DISPUTE_WORK, "POST": DISPUTE_WORK}),
    **_rows("dispute_party_edit", {"GET": DISPUTE_WORK, "POST": DISPUTE_WORK}),
    **_rows("dispute_participant_add", {"GET": DISPUTE_WORK, "POST": DISPUTE_WORK}),
    **_rows("dispute_participant_leave", {"GET": DISPUTE_WORK, "POST": DISPUTE_WORK}),
    **_rows("dispute_paper_add", {"GET": DISPUTE_WORK, "POST": DISPUTE_WORK}),
    **_read_only("dispute_print", *DISPUTE_WORK),
    **_read_only("dispute_paper", *DISPUTE_PART),
    **_post_only("dispute_paper_out", *DISPUTE_PART),
    **_post_only("dispute_party_reveal", *DISPUTE_PART),
    **_read_only("dispute_summary", DISPUTE_SUMMARY),
    **_rows("dispute_export", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **_rows("dispute_month_export", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **_read_only("dispute_allowances", EXPORTERS),
}

# Pages about oneself: the sign-in's own tests hold them to their rules, here they are only named.
OF_ONESELF = {
    "sign_out", "password_change", "second_factor", "second_factor_set_up", "first_steps",
    "preferences", "set_language", "draft_save", "export_status", "export_download",
}  # fmt: skip
