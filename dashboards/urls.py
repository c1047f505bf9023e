from django.urls import path

from dashboards.views import figures, home

urlpatterns = [
    path("", home.home, name="home"),
    path("figures/", figures.figure_list, name="figure_list"),
    path("figures/<slug:code>/", figures.figure_detail, name="figure_detail"),
    path("figures/<slug:code>/export/", figures.figure_export, name="figure_export"),
]
