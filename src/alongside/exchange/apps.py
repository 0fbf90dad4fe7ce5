"""Loads the room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """This room."""

    name = "alongside.exchange"
    label = "exchange"
