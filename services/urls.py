from django.urls import include, path

from services.dispute_urls import urlpatterns as dispute_urls
from services.views import door_checks, door_rounds, door_services, late_records, ledgers

LEDGER = "ledgers/<uuid:ledger_token>/"
DOOR = "door/<int:service_id>/"

urlpatterns = [
    path("", include("services.meeting_urls")),
    path("", include("services.request_urls")),
    path("door/", door_services.door_list, name="door_list"),
    path("door/add/", door_services.door_add, name="door_add"),
    path("door/round/", door_rounds.door_round, name="door_round"),
    path("door/summary/", door_services.door_summary, name="door_summary"),
    path("door/export/", door_services.door_export, name="door_export"),
    path("door/samples/", door_checks.door_sample_list, name="door_sample_list"),
    path(
        "door/samples/<int:sample_id>/", door_checks.door_sample_detail, name="door_sample_detail"
    ),
    path(DOOR, door_services.door_detail, name="door_detail"),
    path(f"{DOOR}confirm/", door_checks.door_confirm, name="door_confirm"),
    path(f"{DOOR}confirmation/", door_checks.door_confirmation, name="door_confirmation"),
    path(f"{DOOR}call/", door_checks.door_call_back, name="door_call_back"),
    path(f"{DOOR}raise/", door_services.door_raise, name="door_raise"),
    path(f"{DOOR}withdraw/", door_services.door_withdraw, name="door_withdraw"),
    path(
        "households/<int:household_id>/door/", door_services.household_door, name="household_door"
    ),
    path("late-records/", late_records.late_list, name="late_list"),
    path(
        "late-records/<slug:topic>/<int:record_id>/", late_records.late_decide, name="late_decide"
    ),
    *dispute_urls,
    path("ledgers/", ledgers.ledger_list, name="ledger_list"),
    path("ledgers/sheets/<slug:ledger_kind>/", ledgers.ledger_template, name="ledger_template"),
    path(LEDGER, ledgers.ledger_detail, name="ledger_detail"),
    path(f"{LEDGER}store/", ledgers.ledger_store, name="ledger_store"),
    path(f"{LEDGER}undo/", ledgers.ledger_undo, name="ledger_undo"),
    path(f"{LEDGER}marked/", ledgers.ledger_marked, name="ledger_marked"),
]
