"""The template engine: Jinja2 with what Django's pages need and what `design` adds."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment

from alongside.design.environment import equip


def environment(**options: Any) -> Environment:
    """Give the one environment of all pages; templates are compiled once and kept."""
    from alongside.access import elsewhere, standing
    from alongside.access.holding import plain_json

    env = bare(**options)
    env.globals.update(sign_in_with=elsewhere.shown, name_of_service=elsewhere.name, plain_json=plain_json)
    env.globals.update(idle_after=standing.idle_after)
    return env


def bare(**options: Any) -> Environment:
    """Give what every page needs where nobody signs in; it loads no model."""
    env = Environment(**{**options, "auto_reload": False, "cache_size": 1000})  # noqa: S701 (Django passes autoescape)
    env.globals.update(static=static, url=_url, demo=settings.DEMO)
    env.filters.update(local=timezone.localtime)
    equip(env)
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
