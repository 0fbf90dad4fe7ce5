"""Every address of the site."""

from allauth.account import views as account
from allauth.mfa.base import views as steps
from django.conf import settings
from django.urls import include, path, re_path

from alongside.access import doors
from alongside.access.doors import Who
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
    path("accounts/second/", steps.authenticate, name="mfa_authenticate"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
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
    path("accounts/", include("alongside.access.web.urls")),
    path("", include("alongside.people.web.urls")),
    path("", include("alongside.record.web.urls")),
    path("", include("alongside.safeguarding.web.urls")),
    path("", include("alongside.contact.web.urls")),
    path("", include("alongside.planning.web.urls")),
    path("", include("alongside.learning.web.urls")),
    path("", include("alongside.exchange.web.urls")),
    path("", include("alongside.home.web.urls")),
    path("", include("alongside.home.work.urls")),
    path("", include("alongside.home.team.urls")),
    path("", include("alongside.home.conversation.urls")),
    path("", include("alongside.home.printing.urls")),
    path("", include("alongside.home.circle.urls")),
    path("", include("alongside.home.staff.urls")),
    path("", include("alongside.home.mydata.urls")),
    path("", include("alongside.home.story.urls")),
    path("", include("alongside.home.operator.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", demo.demo, name="demo"))

# The library's pages of sign-in: they run without a viewer, so that the database shows them nothing of any record.
doors.elsewhere(
    Who.ANYBODY,
    {
        "account_login": "the way in",
        "mfa_authenticate": "the second step of the way in, for whoever gave the right password",
        "account_logout": "the way out",
        "account_inactive": "says that an account was closed",
        "account_reset_password": "sends a way to a new password, and does not say whether anybody has that address",
        "account_reset_password_done": "says that it was sent",
        "account_reset_password_from_key": "takes a new password from whoever holds the way sent to them",
        "account_reset_password_from_key_done": "says that it is kept",
    },
)
