"""Addresses of the circle and of the head of a record."""

from django.urls import path

from alongside.home.circle.web import adding, contacts, heads, leaving, views

urlpatterns = [
    path("people/add/", adding.add, name="add_person"),
    path("p/<uuid:subject_id>/circle/", views.circle, name="circle"),
    path("p/<uuid:subject_id>/circle/add/", views.add_voice, name="circle_add"),
    path("p/<uuid:subject_id>/circle/share/", views.share_new, name="share_new"),
    path("p/<uuid:subject_id>/circle/<uuid:voice_id>/share/", views.share, name="share"),
    path("p/<uuid:subject_id>/circle/<uuid:voice_id>/take-back/", views.take_back, name="share_take_back"),
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
