"""The other services one can sign in with, as pages offer them."""

from typing import Any

from django.conf import settings
from django.urls import reverse


def services() -> dict[str, dict[str, Any]]:
    """Give every service, by its short name."""
    known: dict[str, dict[str, Any]] = settings.SIGN_IN_WITH
    return known


def shown() -> list[dict[str, str]]:
    """Give what a page offers: name, the address that leads there, the one that adds it to the account."""
    return [
        {"id": key, "name": one["name"], "href": reverse("elsewhere", args=[key]), "link": reverse("link", args=[key])}
        for key, one in services().items()
    ]


def name(key: str) -> str:
    """Give how a service is called."""
    known = services().get(key)
    return str(known["name"]) if known else key
