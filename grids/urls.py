from django.urls import path

from grids.views import coverage, governance, party, reports, work_method

urlpatterns = [
    path("governance/", governance.governance_list, name="governance_list"),
    path("net-reports/", reports.net_report_list, name="net_report_list"),
    path("net-reports/add/", reports.net_report_add, name="net_report_add"),
    path("net-reports/<int:report_id>/", reports.net_report_detail, name="net_report_detail"),
    path("coverage/", coverage.coverage_list, name="coverage_list"),
    path("coverage/<int:site_id>/", coverage.coverage_site, name="coverage_site"),
    path("party/", party.party_list, name="party_list"),
    path("party/<int:site_id>/", party.party_site, name="party_site"),
    path("work-method/", work_method.method_list, name="method_list"),
    path("work-method/<int:site_id>/", work_method.method_site, name="method_site"),
]
