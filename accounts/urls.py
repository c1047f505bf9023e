from django.urls import path

from accounts.views import (
    drafts,
    exports,
    first_steps,
    health,
    intakes,
    logs,
    passwords,
    preferences,
    second_factor,
    sign_in,
    staff,
)

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", passwords.password_change, name="password_change"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/set-up/", second_factor.second_factor_set_up, name="second_factor_set_up"),
    path("first-steps/", first_steps.first_steps, name="first_steps"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("language/", preferences.set_language, name="set_language"),
    path("drafts/", drafts.draft_save, name="draft_save"),
    path("staff/", staff.staff_list, name="staff_list"),
    path("audit/", logs.audit_list, name="audit_list"),
    path("access/", logs.access_list, name="access_list"),
    path("exports/", exports.export_list, name="export_list"),
    path("exports/<uuid:token>/", exports.export_status, name="export_status"),
    path("exports/<uuid:token>/file/", exports.export_download, name="export_download"),
    path("lists/<slug:list_code>/export/", exports.list_export, name="list_export"),
    path("lists/<slug:list_code>/import/", intakes.list_import, name="list_import"),
    path("lists/<slug:list_code>/empty-sheet/", intakes.list_template, name="list_template"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
