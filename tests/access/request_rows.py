"""The desk, requests and the public page in the access table, from the table of rules.requests."""

from tests.access.rows import post_only, read_only, rows

#         adm cty mem led twn hnd sit grd jnt med aud biz shp end out
# Whoever counts or follows requests sees outlines; words are for those whose work it is.
DESK = "x . . x . . . . x x x x x x s"
REQUESTS = ". . . . . . . . x x x . x x s"
TAKERS = "x x x x x x . . x x x x x x s"
REQUEST_COUNTERS = ". . x . . x . x x x x . x x s"
REQUEST = (
    ". . - . . - . . - - - . - x s",
    ". . - . . - . - - - - . - x s",
    ". . - - - - - - - - - . - x s",
)
QR = "x x x x x x . x x x x x x x s"
QR_OTHER = "x x x - - - - - - - x x - x s"
REQUEST_WORDS = (
    "x x - x x - . . - - - x - x s",
    "x x - x x - . - - - - x - x s",
    "x x - - - - - - - - - x - x s",
)
# On the agenda of a meeting: the site's staff; who reads the request otherwise has no such role.
REQUEST_AGENDA = (
    "x x - x x - . x - - - x - x s",
    *REQUEST_WORDS[1:],
)
# Who takes requests down, at his own site; a grid leader only for what he himself took.
REQUEST_SLIP = (
    "x x - x x - . x - - - x - x s",
    *REQUEST_WORDS[1:],
)
EVERYBODY = ". . . . . . . . . . . . . . ."
EXPORTERS = "x . x x . x . x x x x x x x s"
FILE = (
    ". . x . . x . . x x x . x x s",
    ". . x . . x . - - x x . x x s",
    ". . x - - - - - - - x . - x s",
)

REQUEST_ROWS = {
    **read_only("desk", DESK),
    **read_only("request_list", REQUESTS),
    **read_only("whistle_list", REQUESTS),
    **read_only("request_report", REQUEST_COUNTERS),
    **rows("request_add", {"GET": (TAKERS,), "POST": (TAKERS,)}),
    **post_only("request_residents", TAKERS),
    **rows("request_export", {"GET": (EXPORTERS,), "POST": (EXPORTERS,)}),
    **read_only("request_detail", *REQUEST),
    # The deed of the table is a note, which needs no more than to read the words.
    **rows("request_step", {"GET": REQUEST_WORDS, "POST": REQUEST_WORDS}),
    **post_only("request_reveal", *REQUEST_WORDS),
    # Without a request just taken down the answer is a sentence; nothing is shown.
    **post_only("request_slip", *REQUEST_SLIP),
    **post_only("request_agenda", *REQUEST_AGENDA),
    **read_only("household_services", *FILE),
    # Pages of residents, who have no account; a closed or unknown door is not found.
    **rows("public_ask", {"GET": (EVERYBODY,), "POST": (EVERYBODY,)}),
    **rows("public_file", {"GET": (EVERYBODY,), "POST": (EVERYBODY,)}),
    **read_only("qr_sheet", QR, QR, QR_OTHER),
    **post_only("qr_door", QR, QR, QR_OTHER),
    **rows("whistle_switch", {"GET": (QR, QR, QR_OTHER), "POST": (QR, QR, QR_OTHER)}),
}
