"""Every address of the site."""

from django.urls import include, path

from alongside.access.web import views as access

handler400 = "alongside.access.web.views.bad_request"
handler403 = "alongside.access.web.views.forbidden"
handler404 = "alongside.access.web.views.not_found"
handler500 = "alongside.access.web.views.server_error"

urlpatterns = [
    path("healthz", access.healthz, name="healthz"),
    path("leave/", access.leave, name="leave"),
    path("accounts/", include("allauth.account.urls")),
    path("", include("alongside.record.web.urls")),
    path("", include("alongside.home.web.urls")),
]
