from django.urls import path

from grids.views import coverage, governance, notices, party, reports, work_method

urlpatterns = [
    path("governance/", governance.governance_list, name="governance_list"),
    path("net-reports/", reports.net_report_list, name="net_report_list"),
    path("net-reports/add/", reports.net_report_add, name="net_report_add"),
    path("net-reports/<int:report_id>/", reports.net_report_detail, name="net_report_detail"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/add/", notices.notice_add, name="notice_add"),
    path("notices/<int:notice_id>/", notices.notice_detail, name="notice_detail"),
    path("notices/<int:notice_id>/withdraw/", notices.notice_withdraw, name="notice_withdraw"),
    path("notices/grids/<int:receipt_id>/", notices.notice_receipt, name="notice_receipt"),
    path("notices/grids/<int:receipt_id>/read/", notices.notice_read, name="notice_read"),
    path("coverage/", coverage.coverage_list, name="coverage_list"),
    path("coverage/<int:site_id>/", coverage.coverage_site, name="coverage_site"),
    path("party/", party.party_list, name="party_list"),
    path("party/<int:site_id>/", party.party_site, name="party_site"),
    path("work-method/", work_method.method_list, name="method_list"),
    path("work-method/<int:site_id>/", work_method.method_site, name="method_site"),
]
