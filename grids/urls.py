from django.urls import path

from grids.views import coverage

urlpatterns = [
    path("coverage/", coverage.coverage_list, name="coverage_list"),
    path("coverage/<int:site_id>/", coverage.coverage_site, name="coverage_site"),
]
