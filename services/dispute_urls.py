"""Addresses of disputes."""

from django.urls import URLPattern, path

from services.views import (
    case_agendas,
    dispute_papers,
    dispute_parties,
    dispute_reports,
    dispute_steps,
    disputes,
    dossiers,
)

DISPUTE = "disputes/<int:dispute_id>/"

urlpatterns: list[URLPattern] = [
    path("disputes/", disputes.dispute_list, name="dispute_list"),
    path("disputes/add/", disputes.dispute_add, name="dispute_add"),
    path("disputes/on-the-spot/", disputes.dispute_spot, name="dispute_spot"),
    path("disputes/summary/", dispute_reports.dispute_summary, name="dispute_summary"),
    path(
        "disputes/summary/export/",
        dispute_reports.dispute_month_export,
        name="dispute_month_export",
    ),
    path("disputes/export/", dispute_reports.dispute_export, name="dispute_export"),
    path("disputes/allowances/", dispute_reports.dispute_allowances, name="dispute_allowances"),
    path("disputes/papers/<int:case_paper_id>/", dossiers.dispute_paper, name="dispute_paper"),
    path(
        "disputes/papers/<int:case_paper_id>/out/",
        dossiers.dispute_paper_out,
        name="dispute_paper_out",
    ),
    path(
        "disputes/parties/<int:party_id>/<slug:name>/",
        dispute_parties.dispute_party_reveal,
        name="dispute_party_reveal",
    ),
    path(DISPUTE, disputes.dispute_detail, name="dispute_detail"),
    path(f"{DISPUTE}agenda/", case_agendas.dispute_agenda, name="dispute_agenda"),
    path(f"{DISPUTE}words/", dispute_parties.dispute_words, name="dispute_words"),
    path(f"{DISPUTE}parties/add/", dispute_parties.dispute_party_add, name="dispute_party_add"),
    path(
        f"{DISPUTE}parties/<int:party_id>/",
        dispute_parties.dispute_party_edit,
        name="dispute_party_edit",
    ),
    path(
        f"{DISPUTE}people/add/",
        dispute_parties.dispute_participant_add,
        name="dispute_participant_add",
    ),
    path(
        f"{DISPUTE}people/<int:participant_id>/leave/",
        dispute_parties.dispute_participant_leave,
        name="dispute_participant_leave",
    ),
    path(f"{DISPUTE}papers/add/", dossiers.dispute_paper_add, name="dispute_paper_add"),
    path(f"{DISPUTE}print/<slug:paper>/", dispute_papers.dispute_print, name="dispute_print"),
    path(f"{DISPUTE}steps/<slug:move>/", dispute_steps.dispute_step, name="dispute_step"),
]
