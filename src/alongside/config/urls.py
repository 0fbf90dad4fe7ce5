"""Every address of the site."""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path, re_path

from alongside.access.web import views as access
from alongside.home.demo import web as demo
from alongside.home.web import landing

handler400 = "alongside.access.web.views.bad_request"
handler403 = "alongside.access.web.views.forbidden"
handler404 = "alongside.access.web.views.not_found"
handler500 = "alongside.access.web.views.server_error"

urlpatterns = [
    path("healthz", access.healthz, name="healthz"),
    path("leave/", access.leave, name="leave"),
    path("", landing.landing, name="home"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("", include("alongside.people.web.urls")),
    path("", include("alongside.record.web.urls")),
    path("", include("alongside.planning.web.urls")),
    path("", include("alongside.home.web.urls")),
    path("", include("alongside.home.work.urls")),
    path("", include("alongside.home.conversation.urls")),
    path("", include("alongside.home.printing.urls")),
    path("", include("alongside.home.circle.urls")),
    path("", include("alongside.home.story.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", demo.demo, name="demo"))
