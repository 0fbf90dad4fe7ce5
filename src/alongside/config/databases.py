"""Which database the application uses, and as whom: a real server by two addresses, else the embedded one."""

from __future__ import annotations

import os
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from alongside.config import machine, roles
from alongside.config.embedded import Server

BOTH = ("DATABASE_URL", "DATABASE_OWNER_URL")
TRUE = {"1", "true", "yes", "on"}


def under_test() -> bool:
    """Are these tests (set by `alongside.config.under_test`)? They have a server of their own, without real people."""
    return _is_on("ALONGSIDE_TEST")


def is_demo() -> bool:
    """Is this the demonstration? It has a database of its own, beside the real one."""
    return _is_on("ALONGSIDE_DEMO")


def is_bench() -> bool:
    """Are we measuring? That too has a database of its own."""
    return _is_on("ALONGSIDE_BENCH")


def name() -> str:
    """Give the name of the database on the embedded server."""
    if under_test():
        return os.environ.get("ALONGSIDE_TEST_DATABASE", roles.DATABASE)
    return f"{roles.DATABASE}_demo" if is_demo() else f"{roles.DATABASE}_bench" if is_bench() else roles.DATABASE


def is_embedded() -> bool:
    """Is the embedded server used? Always in tests and in the demonstration, so that they never meet real people."""
    return under_test() or is_demo() or is_bench() or not any(os.environ.get(key) for key in BOTH)


@cache
def server() -> Server:
    """Give the embedded server of this installation; tests have one of their own. Starts nothing."""
    home = machine.data_home()
    if under_test():
        return Server.at(home / "postgres-test", memory_share=0.1)
    return Server.at(home / "postgres")


def prepare() -> Server | None:
    """Have the embedded server running, with roles and database; None where a real server is used.

    Call this where a program begins (command line, tests). Quick when all is there. Raises ServerError.
    """
    if not is_embedded():
        return None
    running = server().ensure_running()
    roles.ensure(running, (name(),), for_tests=under_test())
    return running


def databases() -> dict[str, dict[str, Any]]:
    """Give Django's DATABASES: `default` signs in as the application, `owner` as the owner of the tables.

    Raises ImproperlyConfigured when only one address of a real server is given, or one of them cannot be read.
    """
    if not is_embedded():
        return _from_addresses()
    here = server()
    # Reading the settings must not cost a start, unless there is nothing to read yet. Tests have no entry of their own.
    if under_test() or roles.OWNER not in here.passwords():
        prepare()
    place = {"NAME": name(), "HOST": here.host, "PORT": str(here.port)}
    app: dict[str, Any] = {"USER": roles.APP, "OPTIONS": {}}
    if under_test():
        app = {"USER": roles.TEST, "OPTIONS": {"options": f"-c role={roles.APP}"}}
    return {
        "default": _alias(place | app | {"PASSWORD": here.password(app["USER"])}, lasting=True),
        "owner": _alias(
            place | {"USER": roles.OWNER, "PASSWORD": here.password(roles.OWNER), "OPTIONS": {}}, lasting=False
        ),
    }


def _from_addresses() -> dict[str, dict[str, Any]]:
    found = {key: os.environ.get(key, "").strip() for key in BOTH}
    missing = [key for key, value in found.items() if not value]
    if missing:
        raise ImproperlyConfigured(
            f"{missing[0]} is missing. A real server needs both: DATABASE_URL signs in as {roles.APP}, "
            f"DATABASE_OWNER_URL as {roles.OWNER}. Leave out both to use the embedded server."
        )
    app, owner = (_parse(key, value) for key, value in found.items())
    if app["USER"] == owner["USER"]:
        raise ImproperlyConfigured(
            f"DATABASE_URL and DATABASE_OWNER_URL both sign in as {app['USER']}. The application must not own the "
            "tables. To see the roles a server needs, run: alongside db roles"
        )
    if app["NAME"] != owner["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL and DATABASE_OWNER_URL name two different databases.")
    return {"default": _alias(app, lasting=True), "owner": _alias(owner, lasting=False)}


def _parse(key: str, address: str) -> dict[str, Any]:
    """Read postgresql://user:password@host:port/name?sslmode=require. Errors never repeat it: it holds a password."""
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured(f"{key} cannot be read: its host or port is not one.") from None
    database = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not database or not parts.username:
        raise ImproperlyConfigured(f"{key} should look like postgresql://user:password@host:5432/name")
    return {
        "NAME": database,
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _alias(values: dict[str, Any], *, lasting: bool) -> dict[str, Any]:
    """Give one alias. Workers keep their connection and look whether it still lives; the owner comes and goes."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None if lasting else 0,
        "CONN_HEALTH_CHECKS": lasting,
        **values,
    }


def _is_on(key: str) -> bool:
    return os.environ.get(key, "").strip().lower() in TRUE
