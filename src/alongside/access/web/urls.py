"""Addresses of one's own sign-in, below `accounts/`."""

from django.urls import path

from alongside.access.web import arriving, checking, own, services

urlpatterns = [
    path("passkey/", arriving.passkey_sign_in, name="passkey_sign_in"),
    path("with/<slug:service>/", services.elsewhere, name="elsewhere"),
    path("with/<slug:service>/back/", services.callback, name="openid_connect_callback"),
    path("with/<slug:service>/sure/", services.sure_elsewhere, name="sure_elsewhere"),
    path("mine/with/<slug:service>/", services.link, name="link"),
    path("mine/with/", services.unlink, name="unlink"),
    path("sure/", checking.sure, name="sure"),
    path("still-there/", checking.still_there, name="still_there"),
    path("here/", arriving.here, name="here"),
    path("second-step/", own.second_step, name="second_step"),
    path("mine/", own.how_i_sign_in, name="how_i_sign_in"),
    path("mine/passkey/", own.passkey_add, name="passkey_add"),
    path("mine/passkey/<int:passkey_id>/name/", own.passkey_name, name="passkey_name"),
    path("mine/passkey/<int:passkey_id>/remove/", own.passkey_remove, name="passkey_remove"),
    path("mine/app/", own.app_add, name="app_add"),
    path("mine/app/remove/", own.app_remove, name="app_remove"),
    path("mine/codes/", own.new_codes, name="new_codes"),
    path("mine/devices/end/", own.end_session, name="end_session"),
    path("password/change/", arriving.change_password, name="account_change_password"),
    path("password/set/", arriving.set_password, name="account_set_password"),
]
