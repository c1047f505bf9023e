from django.urls import path

from sites.views import organisations

urlpatterns = [
    path("organisations/", organisations.organisation_board, name="organisation_board"),
    path("organisations/list/", organisations.organisation_list, name="organisation_list"),
    path(
        "organisations/<int:organisation_id>/",
        organisations.organisation_detail,
        name="organisation_detail",
    ),
]
