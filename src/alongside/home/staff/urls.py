"""Addresses of working with somebody."""

from django.urls import path

from alongside.home.staff.web import glass, looking, moving, objecting, privacy, shutting, who

urlpatterns = [
    path("p/<uuid:subject_id>/who/", who.who_may, name="who_may"),
    path("p/<uuid:subject_id>/circle/allocate/", who.allocate, name="allocate"),
    path("p/<uuid:subject_id>/who/duty/", who.duty_in_law, name="duty_in_law"),
    path("p/<uuid:subject_id>/who/<uuid:grant_id>/end/", who.end, name="work_end"),
    path("p/<uuid:subject_id>/who/<uuid:grant_id>/object/", objecting.object_, name="object"),
    path("p/<uuid:subject_id>/objections/", objecting.objections, name="objections"),
    path("p/<uuid:subject_id>/objections/<uuid:objection_id>/", objecting.answer, name="objection_answer"),
    path("p/<uuid:subject_id>/shut/", shutting.shut, name="shut"),
    path("p/<uuid:subject_id>/shut/<uuid:grant_id>/end/", shutting.end, name="shut_end"),
    path("p/<uuid:subject_id>/restrict/", shutting.restrict, name="restrict"),
    path("p/<uuid:subject_id>/transfer/", moving.transfer, name="transfer"),
    path("p/<uuid:subject_id>/transfer/ask/", moving.ask, name="transfer_ask"),
    path("p/<uuid:subject_id>/transfer/<uuid:transfer_id>/withdraw/", moving.withdraw, name="transfer_withdraw"),
    path("p/<uuid:subject_id>/looked/", looking.looked, name="looked"),
    path("p/<uuid:subject_id>/looked/tell-me/", looking.tell_me, name="tell_me"),
    path("p/<uuid:subject_id>/transfer/<uuid:transfer_id>/read/", moving.read, name="transfer_read"),
    path("transfers/", moving.transfers, name="transfers"),
    path("transfers/<uuid:transfer_id>/", moving.reply, name="transfer_reply"),
    path("emergency/", glass.emergency, name="emergency"),
    path("emergency/<int:place>/", glass.break_glass, name="break_glass"),
    path("privacy/emergencies/", privacy.glass, name="privacy_glass"),
    path("privacy/emergencies/<uuid:glass_id>/", privacy.glass_one, name="privacy_glass_one"),
    path("privacy/objections/", privacy.objections, name="privacy_objections"),
    path("privacy/objections/<uuid:objection_id>/", privacy.objection, name="privacy_objection"),
    path("privacy/duty/", privacy.duty_in_law, name="privacy_duty"),
    path("looking/", privacy.unusual, name="unusual"),
    path("looking/<uuid:alert_id>/", privacy.unusual_one, name="unusual_one"),
]
