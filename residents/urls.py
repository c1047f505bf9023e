from django.urls import path

from residents.views import (
    boards,
    care,
    comparisons,
    contacts,
    days,
    exports,
    files,
    headings,
    households,
    imports,
    life_events,
    persons,
    proposals,
    reveals,
    search,
)

HOUSEHOLD = "households/<int:household_id>/"
EVENTS = f"{HOUSEHOLD}events/"
PERSON = "persons/<int:person_id>/"
BATCH = "imports/<uuid:token>/"

urlpatterns = [
    path("search/", search.search, name="search"),
    path("households/", households.household_list, name="household_list"),
    path("households/export/", exports.household_export, name="household_export"),
    path(HOUSEHOLD, files.household_detail, name="household_detail"),
    path(f"{HOUSEHOLD}history/", files.household_history, name="household_history"),
    path(f"{HOUSEHOLD}print/", files.household_print, name="household_print"),
    path(f"{HOUSEHOLD}reveal/<slug:name>/", reveals.household_reveal, name="household_reveal"),
    path(f"{HOUSEHOLD}day/", days.household_day, name="household_day"),
    path(f"{HOUSEHOLD}events/", life_events.household_events, name="household_events"),
    path(
        f"{HOUSEHOLD}events/<slug:event_kind>/", life_events.life_event_add, name="life_event_add"
    ),
    path("events/<int:event_id>/undo/", life_events.life_event_undo, name="life_event_undo"),
    path(f"{HOUSEHOLD}edit/", households.household_edit, name="household_edit"),
    path(f"{HOUSEHOLD}care/", care.household_care, name="household_care"),
    path("care/", care.care_list, name="care_list"),
    path("care/<int:tag_id>/", care.care_review, name="care_review"),
    path("care/<int:tag_id>/end/", care.care_end, name="care_end"),
    path("persons/", persons.person_list, name="person_list"),
    path("persons/export/", exports.person_export, name="person_export"),
    path(PERSON, persons.person_detail, name="person_detail"),
    path(f"{PERSON}history/", persons.person_history, name="person_history"),
    path(f"{PERSON}reveal/<slug:name>/", reveals.person_reveal, name="person_reveal"),
    path(f"{PERSON}edit/", persons.person_edit, name="person_edit"),
    path("contacts/", contacts.contact_list, name="contact_list"),
    path("contacts/export/", exports.contact_export, name="contact_export"),
    path("contacts/import/", contacts.contact_import, name="contact_import"),
    path("contacts/<int:pair_id>/end/", contacts.contact_end, name="contact_end"),
    path(f"{HOUSEHOLD}contact/", contacts.contact_household, name="contact_household"),
    path(
        "stairwells/<int:stairwell_id>/contact/",
        contacts.contact_stairwell,
        name="contact_stairwell",
    ),
    path("buildings/", boards.building_list, name="building_list"),
    path("buildings/<int:building_id>/", boards.building_board, name="building_board"),
    path("comparison/", comparisons.comparison, name="comparison"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/upload/", imports.import_upload, name="import_upload"),
    path("imports/template/", headings.roster_template, name="roster_template"),
    path("imports/headings/", headings.heading_list, name="heading_list"),
    path(
        "imports/headings/<int:choice_id>/forget/", headings.heading_forget, name="heading_forget"
    ),
    path(BATCH, imports.import_detail, name="import_detail"),
    path(f"{BATCH}answer/", imports.import_answer, name="import_answer"),
    path(f"{BATCH}check/", imports.import_check, name="import_check"),
    path(f"{BATCH}store/", imports.import_store, name="import_store"),
    path(f"{BATCH}undo/", imports.import_undo, name="import_undo"),
    path(f"{BATCH}again/", imports.import_again, name="import_again"),
    path(f"{BATCH}events/", proposals.import_proposals, name="import_proposals"),
    path(f"{BATCH}marked/", imports.import_marked, name="import_marked"),
]
