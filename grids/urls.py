from django.urls import path

from grids.views import coverage, party, work_method

urlpatterns = [
    path("coverage/", coverage.coverage_list, name="coverage_list"),
    path("coverage/<int:site_id>/", coverage.coverage_site, name="coverage_site"),
    path("party/", party.party_list, name="party_list"),
    path("party/<int:site_id>/", party.party_site, name="party_site"),
    path("work-method/", work_method.method_list, name="method_list"),
    path("work-method/<int:site_id>/", work_method.method_site, name="method_site"),
]
