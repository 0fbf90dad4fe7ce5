"""Addresses of the circle and of the head of a record."""

from django.urls import path

from alongside.home.circle.web import adding, contacts, heads, invited, inviting, leaving, proxies, views

urlpatterns = [
    path("people/add/", adding.add, name="add_person"),
    path("p/<uuid:subject_id>/circle/", views.circle, name="circle"),
    path("p/<uuid:subject_id>/circle/add/", views.add_voice, name="circle_add"),
    path("p/<uuid:subject_id>/circle/share/", views.share_new, name="share_new"),
    path("p/<uuid:subject_id>/circle/<uuid:voice_id>/share/", views.share, name="share"),
    path("p/<uuid:subject_id>/circle/<uuid:voice_id>/take-back/", views.take_back, name="share_take_back"),
    path("p/<uuid:subject_id>/circle/<uuid:voice_id>/together/", inviting.together, name="share_together"),
    path("p/<uuid:subject_id>/circle/<uuid:voice_id>/invite/", inviting.invite, name="invite_voice"),
    path("p/<uuid:subject_id>/circle/undo/<uuid:grant_id>/", inviting.undo, name="share_undo"),
    path("p/<uuid:subject_id>/circle/invite/", inviting.invite, name="invite"),
    path("p/<uuid:subject_id>/circle/invite-person/", inviting.invite_person, name="invite_person"),
    path(
        "p/<uuid:subject_id>/circle/invitations/<uuid:invitation_id>/take-back/",
        inviting.take_back,
        name="invitation_take_back",
    ),
    path("p/<uuid:subject_id>/circle/by-law/", proxies.proxies, name="proxies"),
    path("p/<uuid:subject_id>/circle/by-law/add/", proxies.add_proxy, name="proxy_add"),
    path("p/<uuid:subject_id>/circle/by-law/<uuid:proxy_id>/end/", proxies.end_proxy, name="proxy_end"),
    path("p/<uuid:subject_id>/circle/by-law/<uuid:proxy_id>/say/", proxies.say_of_proxy, name="proxy_say"),
    path("invited/", invited.code, name="invited"),
    path("invited/link/<str:secret>/", invited.link, name="invited_link"),
    path("invited/welcome/", invited.welcome, name="invited_welcome"),
    path("invited/account/", invited.new_account, name="invited_account"),
    path("invited/answer/", invited.answer, name="invited_answer"),
    path("p/<uuid:subject_id>/circle/<uuid:voice_id>/left/", leaving.leave, name="circle_left"),
    path("p/<uuid:subject_id>/circle/<uuid:voice_id>/back/", leaving.back, name="circle_back"),
    path("p/<uuid:subject_id>/own-record/", adding.own_record, name="own_record"),
    path("p/<uuid:subject_id>/details/", heads.details, name="details"),
    path("p/<uuid:subject_id>/details/contact/", contacts.add_contact, name="contact_add"),
    path("p/<uuid:subject_id>/details/contact/<uuid:point_id>/end/", contacts.end_contact, name="contact_end"),
    path("p/<uuid:subject_id>/details/hidden/", contacts.hidden, name="hidden_contact"),
    path("p/<uuid:subject_id>/details/hidden/add/", contacts.add_hidden, name="hidden_contact_add"),
    path("p/<uuid:subject_id>/details/hidden/<uuid:point_id>/end/", contacts.end_hidden, name="hidden_contact_end"),
    path("p/<uuid:subject_id>/died/", heads.died, name="died"),
    path("p/<uuid:subject_id>/join/", heads.join, name="join"),
]
