"""Addresses of this room; each holds the subject's id."""

from django.urls import path

from alongside.record.web import kept, mending, views

urlpatterns = [
    path("p/<uuid:subject_id>/timeline/", views.timeline, name="timeline"),
    path("p/<uuid:subject_id>/add/<slug:kind_name>/", views.add, name="add"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/", views.show, name="entry"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/change/", mending.mend, name="entry_mend"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/confirm/", views.confirm, name="entry_confirm"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/agree/", views.agree, name="entry_agree"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/say/<slug:kind>/", views.respond, name="entry_respond"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/challenge/<slug:kind>/", views.challenge, name="entry_challenge"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/take-back/", mending.take_back, name="entry_take_back"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/mistake/", mending.in_error, name="entry_in_error"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/move/", mending.move, name="entry_move"),
    path("p/<uuid:subject_id>/challenge/<uuid:challenge_id>/", views.challenge_answer, name="challenge_answer"),
    path("p/<uuid:subject_id>/file/<uuid:attachment_id>/", views.attachment, name="attachment"),
    path("draft/", kept.draft, name="draft"),
    path("draft/drop/", kept.drop_draft, name="drop_draft"),
]
