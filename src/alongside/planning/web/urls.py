"""Addresses of this room; each holds the subject's id."""

from django.urls import path

from alongside.planning.web import agreeing, council, handing_on, needs, review_asking, reviewing, tensions, views

urlpatterns = [
    path("p/<uuid:subject_id>/plan/", views.plan, name="plan"),
    path("p/<uuid:subject_id>/plan/step/<uuid:step_id>/", views.tick, name="plan_step"),
    path("p/<uuid:subject_id>/plan/step/<uuid:step_id>/hand-on/", handing_on.hand_on, name="plan_step_hand_on"),
    path("p/<uuid:subject_id>/plan/goal/<uuid:goal_id>/<slug:status>/", views.goal_status, name="plan_goal"),
    path("p/<uuid:subject_id>/plan/needs/", needs.needs, name="plan_needs"),
    path("p/<uuid:subject_id>/plan/support/", needs.support, name="plan_support"),
    path("p/<uuid:subject_id>/plan/yes/<uuid:line_id>/", needs.yes, name="plan_yes"),
    path("p/<uuid:subject_id>/plan/asked/", needs.asked, name="plan_asked"),
    path("p/<uuid:subject_id>/plan/options/", needs.options, name="plan_options"),
    path("p/<uuid:subject_id>/plan/uses/", needs.uses, name="plan_uses"),
    path("p/<uuid:subject_id>/plan/tensions/", tensions.tensions, name="tensions"),
    path("p/<uuid:subject_id>/plan/council/", council.council, name="council"),
    path("p/<uuid:subject_id>/plan/authorise/", agreeing.authorise, name="plan_authorise"),
    path("p/<uuid:subject_id>/plan/ask-again/<uuid:voice_id>/", agreeing.ask_again, name="plan_ask_again"),
    path("p/<uuid:subject_id>/plan/forward/", agreeing.put_forward, name="plan_put_forward"),
    path("p/<uuid:subject_id>/plan/interim/", agreeing.interim, name="plan_interim"),
    path("p/<uuid:subject_id>/plan/use/", agreeing.use, name="plan_use"),
    path("p/<uuid:subject_id>/plan/versions/", agreeing.versions_page, name="plan_versions"),
    path("p/<uuid:subject_id>/plan/compare/", agreeing.compare, name="plan_compare"),
    path("p/<uuid:subject_id>/plan/version/<uuid:version_id>/", agreeing.version, name="plan_version"),
    path(
        "p/<uuid:subject_id>/plan/version/<uuid:version_id>/answer/<uuid:voice_id>/",
        agreeing.answer,
        name="plan_answer",
    ),
    path("p/<uuid:subject_id>/plan/reviews/", reviewing.past, name="plan_reviews"),
    path("p/<uuid:subject_id>/plan/review/", reviewing.start, name="plan_review_start"),
    path("p/<uuid:subject_id>/plan/review/<uuid:review_id>/", reviewing.show, name="plan_review"),
    path(
        "p/<uuid:subject_id>/plan/review/<uuid:review_id>/goal/<uuid:goal_id>/",
        review_asking.goal,
        name="plan_review_goal",
    ),
    path(
        "p/<uuid:subject_id>/plan/review/<uuid:review_id>/goal/<uuid:goal_id>/<uuid:voice_id>/",
        review_asking.goal,
        name="plan_review_goal_of",
    ),
    path("p/<uuid:subject_id>/plan/review/<uuid:review_id>/summary/", reviewing.summary, name="plan_review_summary"),
    path("p/<uuid:subject_id>/plan/review/<uuid:review_id>/finish/", reviewing.finish, name="plan_review_finish"),
    path(
        "p/<uuid:subject_id>/plan/review/<uuid:review_id>/<slug:topic>/", review_asking.topic, name="plan_review_topic"
    ),
    path(
        "p/<uuid:subject_id>/plan/review/<uuid:review_id>/<slug:topic>/<uuid:voice_id>/",
        review_asking.topic,
        name="plan_review_topic_of",
    ),
]
