"""What a web server calls. It refuses to begin over a database whose locks do not stand."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
application = get_wsgi_application()

from alongside.access import locks  # noqa: E402 (Django has to be set up first)

if wrong := locks.faults():
    raise ImproperlyConfigured("The database is not safe to use: " + "; ".join(wrong[:5]))
