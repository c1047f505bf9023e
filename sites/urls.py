from django.urls import path

from sites.views import (
    appointments,
    documents,
    handovers,
    leaves,
    organisations,
    posts,
    reserve,
    secondment,
    terms,
)

POSTING = "posts/<slug:kind>/<int:posting_id>/"
CADRE = "reserve/<int:cadre_id>/"
HANDOVER = "handovers/<int:handover_id>/"

urlpatterns = [
    path("organisations/", organisations.organisation_board, name="organisation_board"),
    path("organisations/list/", organisations.organisation_list, name="organisation_list"),
    path(
        "organisations/<int:organisation_id>/",
        organisations.organisation_detail,
        name="organisation_detail",
    ),
    path("posts/", posts.post_list, name="post_list"),
    path("posts/export/", posts.post_export, name="post_export"),
    path("posts/<slug:kind>/appoint/", appointments.post_appoint, name="post_appoint"),
    path(POSTING, posts.posting_detail, name="posting_detail"),
    path(f"{POSTING}end/", appointments.posting_end, name="posting_end"),
    path(f"{POSTING}rotate/", appointments.posting_rotate, name="posting_rotate"),
    path(f"{POSTING}stand-in/", appointments.posting_stand_in, name="posting_stand_in"),
    path(f"{POSTING}work/", secondment.posting_work, name="posting_work"),
    path(f"{POSTING}work/log/", secondment.posting_log, name="posting_log"),
    path(f"{POSTING}work/plan/", secondment.posting_plan, name="posting_plan"),
    path(f"{POSTING}work/plan/<int:item_id>/", secondment.plan_done, name="plan_done"),
    path(f"{POSTING}work/assess/", secondment.posting_assess, name="posting_assess"),
    path(f"{POSTING}attendance/", secondment.posting_attendance, name="posting_attendance"),
    path(HANDOVER, handovers.handover_detail, name="handover_detail"),
    path(f"{HANDOVER}items/", handovers.handover_items, name="handover_items"),
    path(f"{HANDOVER}sign/", handovers.handover_sign, name="handover_sign"),
    path(f"{HANDOVER}paper/", handovers.handover_paper, name="handover_paper"),
    path(f"{HANDOVER}print/", handovers.handover_print, name="handover_print"),
    path("reserve/", reserve.reserve_list, name="reserve_list"),
    path("reserve/export/", reserve.reserve_export, name="reserve_export"),
    path("reserve/add/", reserve.reserve_add, name="reserve_add"),
    path(CADRE, reserve.reserve_detail, name="reserve_detail"),
    path(f"{CADRE}edit/", reserve.reserve_edit, name="reserve_edit"),
    path(f"{CADRE}assess/", reserve.reserve_assess, name="reserve_assess"),
    path(f"{CADRE}training/", reserve.reserve_training, name="reserve_training"),
    path(f"{CADRE}status/", reserve.reserve_status, name="reserve_status"),
    path("leaves/", leaves.leave_list, name="leave_list"),
    path("leaves/add/", leaves.leave_add, name="leave_add"),
    path("leaves/<int:leave_id>/", leaves.leave_end, name="leave_end"),
    path("papers/", documents.document_list, name="document_list"),
    path("papers/add/", documents.document_add, name="document_add"),
    path("papers/<int:document_id>/", documents.document_file, name="document_file"),
    path("terms/", terms.term_list, name="term_list"),
]
