"""Every address of the site with its declared policy, from the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from alongside.access import doors
from alongside.access.doors import Door
from alongside.record import registry

SIGN_IN = "accounts/"


@dataclass(frozen=True)
class Route:
    """One address of the site."""

    name: str
    pattern: str
    view: Any
    parts: tuple[str, ...]

    @property
    def door(self) -> Door | None:
        return doors.of(self.view, self.name)

    @property
    def in_record(self) -> bool:
        return "subject_id" in self.parts


def all_routes() -> list[Route]:
    """Give every address the resolver knows."""

    def walk(patterns: list[Any], before: str) -> Iterator[Route]:
        for one in patterns:
            here = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, here)
            elif isinstance(one, URLPattern):
                yield Route(one.name or here, here, one.callback, tuple(one.pattern.regex.groupindex))

    return list(walk(get_resolver().url_patterns, ""))


def ours() -> list[Route]:
    """Give the addresses whose pages are ours: all but those of sign-in, which show nothing of any record."""
    return [route for route in all_routes() if not route.pattern.lstrip("^").startswith(SIGN_IN)]


def undeclared() -> list[str]:
    """Give every address and every kind that nobody gave a policy."""
    kinds = [f"kind {kind.name}" for kind in registry.all_kinds() if kind.section is None]
    return [route.pattern for route in all_routes() if route.door is None] + kinds
