"""Addresses of my data."""

from django.urls import path

from alongside.home.mydata.web import views

urlpatterns = [
    path("p/<uuid:subject_id>/my-data/", views.mydata, name="mydata"),
    path("left-out/", views.left_out_records, name="left_out_records"),
    path("left-out/<uuid:subject_id>/", views.left_out, name="left_out"),
]
