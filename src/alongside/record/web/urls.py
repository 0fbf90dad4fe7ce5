"""Addresses of this room; each holds the subject's id."""

from django.urls import path

from alongside.record.web import challenging, keeping, kept, mending, views

urlpatterns = [
    path("p/<uuid:subject_id>/timeline/", views.timeline, name="timeline"),
    path("p/<uuid:subject_id>/add/<slug:kind_name>/", views.add, name="add"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/", views.show, name="entry"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/change/", mending.mend, name="entry_mend"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/confirm/", views.confirm, name="entry_confirm"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/agree/", views.agree, name="entry_agree"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/say/<slug:kind>/", views.respond, name="entry_respond"),
    path(
        "p/<uuid:subject_id>/entry/<uuid:item_id>/challenge/<slug:kind>/", challenging.challenge, name="entry_challenge"
    ),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/take-back/", mending.take_back, name="entry_take_back"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/mistake/", mending.in_error, name="entry_in_error"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/move/", mending.move, name="entry_move"),
    path("p/<uuid:subject_id>/entry/<uuid:item_id>/keep-from/", keeping.keep_entry, name="keep_entry"),
    path("p/<uuid:subject_id>/challenges/", challenging.all_of, name="challenges"),
    path("p/<uuid:subject_id>/challenge/<uuid:challenge_id>/", challenging.answer, name="challenge_answer"),
    path("p/<uuid:subject_id>/challenge/<uuid:challenge_id>/heard/", challenging.heard, name="challenge_heard"),
    path(
        "p/<uuid:subject_id>/challenge/<uuid:challenge_id>/hand-over/",
        challenging.hand_over,
        name="challenge_hand_over",
    ),
    path("p/<uuid:subject_id>/kept/", keeping.all_kept, name="withheld"),
    path("p/<uuid:subject_id>/kept/part/<slug:section>/", keeping.keep_section, name="keep_section"),
    path("p/<uuid:subject_id>/kept/<uuid:withholding_id>/", keeping.one_kept, name="withholding"),
    path("p/<uuid:subject_id>/kept/<uuid:withholding_id>/second/", keeping.second, name="withholding_second"),
    path("p/<uuid:subject_id>/kept/<uuid:withholding_id>/opinion/", keeping.opinion, name="withholding_opinion"),
    path("p/<uuid:subject_id>/kept/<uuid:withholding_id>/decide/", keeping.decide, name="withholding_decide"),
    path("p/<uuid:subject_id>/kept/<uuid:withholding_id>/review/", keeping.review, name="withholding_review"),
    path("p/<uuid:subject_id>/kept/<uuid:withholding_id>/show/", keeping.lift, name="withholding_lift"),
    path("kept/", keeping.everywhere, name="withheld_everywhere"),
    path("p/<uuid:subject_id>/file/<uuid:attachment_id>/", views.attachment, name="attachment"),
    path("draft/", kept.draft, name="draft"),
    path("draft/drop/", kept.drop_draft, name="drop_draft"),
]
