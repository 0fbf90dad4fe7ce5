"""Addresses of this room; each holds the subject's id."""

from django.urls import path

from alongside.contact.web import hand_overs, views

urlpatterns = [
    path("p/<uuid:subject_id>/in-touch/", views.in_touch, name="in_touch"),
    path("p/<uuid:subject_id>/in-touch/agreed/", hand_overs.agreed, name="agreed"),
    path("p/<uuid:subject_id>/in-touch/hand-over/", hand_overs.write, name="hand_over_new"),
    path("p/<uuid:subject_id>/in-touch/hand-over/<uuid:hand_over_id>/", hand_overs.one, name="hand_over"),
    path("p/<uuid:subject_id>/in-touch/hand-over/<uuid:hand_over_id>/read/", hand_overs.read, name="hand_over_read"),
    path(
        "p/<uuid:subject_id>/in-touch/hand-over/<uuid:hand_over_id>/carry-out/",
        hand_overs.carry_out,
        name="hand_over_carry_out",
    ),
]
