"""Addresses of the desk, of requests and of the public page."""

from django.urls import path

from services.views import (
    case_agendas,
    desk,
    household_services,
    public,
    request_intake,
    request_reports,
    request_slips,
    requests,
    whistles,
)

REQUEST = "services/requests/<int:request_id>/"

urlpatterns = [
    path("services/", desk.desk, name="desk"),
    path("services/requests/", requests.request_list, name="request_list"),
    path("services/requests/add/", request_intake.request_add, name="request_add"),
    path(
        "services/requests/residents/", request_intake.request_residents, name="request_residents"
    ),
    path("services/requests/export/", request_reports.request_export, name="request_export"),
    path("services/requests/report/", request_reports.request_report, name="request_report"),
    path(REQUEST, requests.request_detail, name="request_detail"),
    path(f"{REQUEST}reveal/", requests.request_reveal, name="request_reveal"),
    path(f"{REQUEST}slip/", request_slips.request_slip, name="request_slip"),
    path(f"{REQUEST}agenda/", case_agendas.request_agenda, name="request_agenda"),
    path(f"{REQUEST}<slug:action>/", requests.request_step, name="request_step"),
    path("services/qr/<int:site_id>/", public.qr_sheet, name="qr_sheet"),
    path("services/qr/<int:site_id>/door/", public.qr_door, name="qr_door"),
    path("services/whistles/", whistles.whistle_list, name="whistle_list"),
    path("services/whistle/<int:site_id>/", whistles.whistle_switch, name="whistle_switch"),
    path("ask/", public.public_ask, name="public_ask"),
    path("ask/<str:door_code>/", public.public_file, name="public_file"),
    path(
        "households/<int:household_id>/services/",
        household_services.household_services,
        name="household_services",
    ),
]
