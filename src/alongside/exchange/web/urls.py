"""Addresses other programs ask."""

from django.urls import path

from alongside.exchange.web import law

urlpatterns = [path("api/law/check", law.law_check, name="law_check")]
