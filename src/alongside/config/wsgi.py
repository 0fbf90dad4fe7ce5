"""What a web server calls. It refuses to begin over a database whose locks do not stand."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
django_application = get_wsgi_application()

from alongside.access import locks  # noqa: E402 (Django has to be set up first)
from alongside.access.middleware import reach_database  # noqa: E402

# A worker may be started just while the database comes back: one that ended for that would take the site with it.
reach_database(patience=30)
if wrong := locks.faults():
    raise ImproperlyConfigured("The database is not safe to use: " + "; ".join(wrong[:5]))


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request, read as UTF-8 whatever charset it claims: some make letters that no database keeps."""
    kind, told = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    if "charset" in told:
        boundary = told.get("boundary", "").replace('"', "")
        environ["CONTENT_TYPE"] = f'{kind}; boundary="{boundary}"' if boundary else kind
    return django_application(environ, start_response)
