"""All addresses; each app lists its own."""

from django.urls import include, path

from accounts.admin.site import portal_admin

urlpatterns = [
    path("admin/", portal_admin.urls),
    path("", include("accounts.urls")),
    path("", include("sites.urls")),
    path("", include("residents.urls")),
    path("", include("grids.urls")),
    path("", include("services.urls")),
    path("", include("dashboards.urls")),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
