from django.urls import path

from dashboards.views import figures, home, my_work

urlpatterns = [
    path("", home.home, name="home"),
    path("my-work/", my_work.my_work, name="my_work"),
    path("figures/", figures.figure_list, name="figure_list"),
    path("figures/<slug:code>/", figures.figure_detail, name="figure_detail"),
    path("figures/<slug:code>/export/", figures.figure_export, name="figure_export"),
]
