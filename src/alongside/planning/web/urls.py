"""Addresses of this room; each holds the subject's id."""

from django.urls import path

from alongside.planning.web import agreeing, views

urlpatterns = [
    path("p/<uuid:subject_id>/plan/", views.plan, name="plan"),
    path("p/<uuid:subject_id>/plan/step/<uuid:step_id>/", views.tick, name="plan_step"),
    path("p/<uuid:subject_id>/plan/goal/<uuid:goal_id>/<slug:status>/", views.goal_status, name="plan_goal"),
    path("p/<uuid:subject_id>/plan/tensions/", views.plan, name="tensions"),
    path("p/<uuid:subject_id>/plan/council/", views.plan, name="council"),
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
]
