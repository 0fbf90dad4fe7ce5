"""Addresses of this room; each holds the subject's id."""

from django.urls import path

from alongside.contact.web import tasks, views

urlpatterns = [
    path("p/<uuid:subject_id>/in-touch/", views.in_touch, name="in_touch"),
    path("p/<uuid:subject_id>/tasks/new/", tasks.new, name="task_new"),
    path("p/<uuid:subject_id>/tasks/<uuid:task_id>/done/", tasks.done, name="task_done"),
    path("p/<uuid:subject_id>/tasks/<uuid:task_id>/hand-on/", tasks.hand_on, name="task_hand_on"),
    path("p/<uuid:subject_id>/tasks/<uuid:task_id>/day/", tasks.day, name="task_day"),
]
