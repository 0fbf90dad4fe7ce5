"""Addresses of this room; each holds the subject's id, but for what is one's own in all records."""

from django.urls import path

from alongside.contact.web import calendars, faces, hand_overs, messages, preferences, tasks, views, visits

urlpatterns = [
    path("p/<uuid:subject_id>/in-touch/", views.in_touch, name="in_touch"),
    path("p/<uuid:subject_id>/visits/ask/", visits.ask, name="visit_ask"),
    path("p/<uuid:subject_id>/visits/new/", visits.new, name="visit_new"),
    path("p/<uuid:subject_id>/visits/<uuid:visit_id>/when/", visits.arrange, name="visit_arrange"),
    path("p/<uuid:subject_id>/visits/<uuid:visit_id>/cancel/", visits.cancel, name="visit_cancel"),
    path("p/<uuid:subject_id>/visits/<uuid:visit_id>/not-held/", visits.not_held, name="visit_not_held"),
    path("p/<uuid:subject_id>/visits/<uuid:visit_id>/write/", visits.write, name="visit_write"),
    path("calendar/", calendars.mine, name="calendar"),
    path("calendar/<slug:secret>.ics", calendars.feed, name="calendar_feed"),
    path("me/face/", faces.mine, name="my_face"),
    path("face/<uuid:account_id>/", faces.one, name="face_of"),
    path("p/<uuid:subject_id>/messages/new/", messages.new, name="message_new"),
    path("p/<uuid:subject_id>/messages/<uuid:message_id>/", messages.thread, name="message_thread"),
    path("messages/", messages.inbox, name="messages"),
    path("me/in-touch/", preferences.preferences, name="my_in_touch"),
    path("p/<uuid:subject_id>/in-touch/agreed/", hand_overs.agreed, name="agreed"),
    path("p/<uuid:subject_id>/in-touch/hand-over/", hand_overs.write, name="hand_over_new"),
    path("p/<uuid:subject_id>/in-touch/hand-over/<uuid:hand_over_id>/", hand_overs.one, name="hand_over"),
    path("p/<uuid:subject_id>/in-touch/hand-over/<uuid:hand_over_id>/read/", hand_overs.read, name="hand_over_read"),
    path(
        "p/<uuid:subject_id>/in-touch/hand-over/<uuid:hand_over_id>/carry-out/",
        hand_overs.carry_out,
        name="hand_over_carry_out",
    ),
    path("p/<uuid:subject_id>/tasks/new/", tasks.new, name="task_new"),
    path("p/<uuid:subject_id>/tasks/<uuid:task_id>/done/", tasks.done, name="task_done"),
    path("p/<uuid:subject_id>/tasks/<uuid:task_id>/hand-on/", tasks.hand_on, name="task_hand_on"),
    path("p/<uuid:subject_id>/tasks/<uuid:task_id>/day/", tasks.day, name="task_day"),
]
