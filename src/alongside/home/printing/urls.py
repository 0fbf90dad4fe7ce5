"""Addresses of print-outs."""

from django.urls import path

from alongside.home.printing.web import views

urlpatterns = [
    path("p/<uuid:subject_id>/print/", views.choose, name="print"),
    path("p/<uuid:subject_id>/print/plan.pdf", views.plan, name="print_plan"),
    path("p/<uuid:subject_id>/print/care-plan.pdf", views.care_plan, name="print_care_plan"),
    path("p/<uuid:subject_id>/print/staying-well.pdf", views.staying_well, name="print_staying_well"),
    path("p/<uuid:subject_id>/print/about-me.pdf", views.about_me, name="print_about_me"),
    path("p/<uuid:subject_id>/print/conversation.pdf", views.form, name="print_form"),
    path("forms/conversation.pdf", views.blank_form, name="blank_form"),
]
