"""Logs say what happened, and nothing of what stands in a record."""

import os
import re
import subprocess
import sys

FAILING = """
import django
django.setup()
from django.conf import settings
import structlog, logging
def page(words):
    try:
        raise ValueError("no such thing")
    except ValueError:
        structlog.get_logger("alongside").exception("page failed", path="/p/1/")
        logging.getLogger("django.request").exception("Internal Server Error: /p/1/")
page("the words of somebody")
"""


def test_a_fault_is_logged_in_one_form_without_the_values_it_held() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    ran = subprocess.run([sys.executable, "-c", FAILING], capture_output=True, text=True, env=environment, check=True)
    assert re.search(r"error\s*\] page failed\s+path=/p/1/", ran.stderr)
    assert "no such thing" in ran.stderr
    assert "the words of somebody" not in ran.stderr + ran.stdout
