from django.urls import path

from services.views import (
    meeting_items,
    meeting_minutes,
    meeting_pages,
    meeting_prints,
    meeting_sign_ins,
    meetings,
    motions,
    platforms,
    publications,
    resolutions,
)

urlpatterns = [
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("meetings/plan/", meetings.meeting_add, name="meeting_add"),
    path("meetings/here/<str:ticket>/", meeting_sign_ins.meeting_sign_in, name="meeting_sign_in"),
    path("meetings/papers/<int:paper_id>/", meeting_items.meeting_paper, name="meeting_paper"),
    path(
        "meetings/agenda/<int:agenda_id>/<slug:agenda_move>/",
        meeting_items.agenda_step,
        name="agenda_step",
    ),
    path(
        "meetings/attendances/<int:attendance_id>/remove/",
        meeting_items.attendance_remove,
        name="attendance_remove",
    ),
    path("meetings/<int:meeting_id>/", meeting_pages.meeting_detail, name="meeting_detail"),
    path("meetings/<int:meeting_id>/change/", meetings.meeting_change, name="meeting_change"),
    path("meetings/<int:meeting_id>/agenda/", meeting_items.agenda_add, name="agenda_add"),
    path("meetings/<int:meeting_id>/invite/", meeting_items.meeting_invite, name="meeting_invite"),
    path(
        "meetings/<int:meeting_id>/attendance/",
        meeting_items.meeting_attendance,
        name="meeting_attendance",
    ),
    path("meetings/<int:meeting_id>/sheet/", meeting_items.meeting_sheet, name="meeting_sheet"),
    path(
        "meetings/<int:meeting_id>/papers/",
        meeting_items.meeting_paper_add,
        name="meeting_paper_add",
    ),
    path("meetings/<int:meeting_id>/code/", meeting_sign_ins.meeting_code, name="meeting_code"),
    path("meetings/<int:meeting_id>/minutes/", meeting_minutes.meeting_write, name="meeting_write"),
    path(
        "meetings/<int:meeting_id>/resolutions/",
        meeting_minutes.resolution_add,
        name="resolution_add",
    ),
    path(
        "meetings/<int:meeting_id>/print/<slug:meeting_paper_kind>/",
        meeting_prints.meeting_print,
        name="meeting_print",
    ),
    path(
        "meetings/<int:meeting_id>/<slug:meeting_move>/",
        meeting_pages.meeting_step,
        name="meeting_step",
    ),
    path(
        "publications/<int:publication_id>/",
        publications.publication_detail,
        name="publication_detail",
    ),
    path(
        "objections/<int:objection_id>/answer/",
        publications.objection_answer,
        name="objection_answer",
    ),
    path("resolutions/", resolutions.resolution_list, name="resolution_list"),
    path(
        "resolutions/<int:resolution_id>/",
        resolutions.resolution_detail,
        name="resolution_detail",
    ),
    path(
        "resolutions/<int:resolution_id>/<slug:resolution_move>/",
        resolutions.resolution_step,
        name="resolution_step",
    ),
    path("platforms/", platforms.platform_list, name="platform_list"),
    path("four-bodies/", platforms.four_bodies, name="four_bodies"),
    path("motions/", motions.motion_list, name="motion_list"),
    path("motions/register/", motions.motion_add, name="motion_add"),
    path("motions/<int:motion_id>/", motions.motion_detail, name="motion_detail"),
    path("motions/<int:motion_id>/stage/", motions.motion_stage, name="motion_stage"),
    path("motions/<int:motion_id>/print/", motions.motion_print, name="motion_print"),
    path("motions/<int:motion_id>/<slug:motion_move>/", motions.motion_step, name="motion_step"),
]
