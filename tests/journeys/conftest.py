"""Journeys: real people's paths through the real site, in a real browser, over a fresh copy of the demo."""

import hashlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from alongside import conftest as spine
from alongside.config import machine
from alongside.conftest import CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDE, PHONE = {"width": 1200, "height": 900}, {"width": 320, "height": 640}
LIVES = ROOT / "src" / "alongside" / "home" / "demo"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys need Chromium: said aloud when it is not there, and a failure where it has to be."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and os.environ.get("ALONGSIDE_REQUIRE_BROWSER") != "1":
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


def _demo_template() -> str:
    """Have a template database with the demo loaded; gives its name. One process builds, the others wait."""
    import fcntl

    template = spine.build_template()
    digest = hashlib.sha256(template.encode())
    for file in sorted([*LIVES.rglob("*.py"), *LIVES.rglob("*.yaml")]):
        digest.update(file.read_bytes())
    name = f"alongside_demo_{digest.hexdigest()[:16]}"
    with (machine.data_home() / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with spine._owner("postgres") as owner:
            if owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return name
            for (old,) in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'alongside\\_demo\\_%'"):
                spine.drop(owner, old)
            owner.execute(f'CREATE DATABASE "{name}_new" TEMPLATE "{template}" STRATEGY FILE_COPY')
            before = settings.DATABASES["default"]["NAME"]
            spine._point_at(f"{name}_new")
            from alongside.home import demo

            demo.load()
            spine._point_at(before)
            owner.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return name


@dataclass
class Site:
    """A running site and the database under it."""

    url: str
    database: str
    log: Path


@pytest.fixture(scope="session")
def site(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the demo, as it is served to people."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"alongside_test_journey_{worker}_{os.getpid()}"
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock():
        template = _demo_template()
        with spine._owner("postgres") as owner:
            spine.drop(owner, name)
            owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        connections.close_all()
    log = tmp_path_factory.mktemp("log") / "site.log"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "ALONGSIDE_TEST": "1",
        "ALONGSIDE_TEST_DATABASE": name,
        "ALONGSIDE_DEMO": "1",
        "ALONGSIDE_LEAVE_TO": "",
        "ALONGSIDE_FILES": str(files),
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "alongside.config.wsgi:application"], env=environment, stdout=out, stderr=out, cwd=ROOT
        )
    url = f"http://127.0.0.1:{port}"
    _wait(url, process, log)
    yield Site(url, name, log)
    process.terminate()
    process.wait(20)
    with spine._owner("postgres") as owner:
        spine.drop(owner, name)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2).close()
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-sync",
            ],
        )
        yield found
        found.close()


class Visitor:
    """Somebody in front of a screen: what they see, press and write."""

    def __init__(self, page: Page, site: Site, js: bool) -> None:
        self.page, self.site, self.js = page, site, js

    def go(self, path: str) -> "Visitor":
        """Open an address of the site."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None
        assert answer.status < 500, f"{path}: {answer.status}"
        return self

    def sign_in(self, name: str) -> "Visitor":
        """Sign in by the demo's button."""
        self.go("/demo/")
        self.page.get_by_role("button", name=f"Sign in as {name}").click()
        return self

    def go_in(self, page: str) -> "Visitor":
        """Open a page of the record one is in."""
        record = re.match(r"/p/[0-9a-f-]{36}/", self.path())
        assert record, self.path()
        return self.go(record[0] + page)

    def sees(self, *words: str) -> "Visitor":
        """Check that these words stand on the page."""
        for word in words:
            self.page.get_by_text(word).first.wait_for(state="attached", timeout=5000)
        return self

    def sees_not(self, *words: str) -> "Visitor":
        """Check that these words are nowhere in the page, shown or hidden."""
        body = self.page.content()
        for word in words:
            assert word not in body, word
        return self

    def press(self, name: str, exact: bool = False, nth: int = 0) -> "Visitor":
        """Press a button or follow a link of this name."""
        target = self.page.get_by_role("button", name=name, exact=exact)
        link = self.page.get_by_role("link", name=name, exact=exact)
        target.or_(link).nth(nth).click()
        return self

    def write(self, label: str, text: str) -> "Visitor":
        """Write into the field of this label."""
        self.page.get_by_label(label, exact=False).first.fill(text)
        return self

    def choose(self, label: str, group: str | None = None) -> "Visitor":
        """Tick a radio or checkbox of this label."""
        place: Any = self.page.get_by_role("group", name=group) if group else self.page
        place.get_by_label(label, exact=False).first.check(force=True)
        return self

    def select(self, label: str, option: str) -> "Visitor":
        """Choose from a list by a part of the option's words."""
        field = self.page.get_by_label(label, exact=False).first
        value = field.locator("option", has_text=option).first.get_attribute("value")
        field.select_option(value)
        return self

    def fits(self) -> "Visitor":
        """Check that nothing is wider than the screen."""
        self.page.wait_for_load_state("domcontentloaded")
        if self.js:
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        return self

    def axe(self) -> "Visitor":
        """Check that axe finds nothing (WCAG 2.2 A and AA, best practice)."""
        if self.js:
            self.page.evaluate(AXE.read_text())
            found = self.page.evaluate("axe.run({resultTypes: ['violations']}).then(told => told.violations)")
            assert not found, [
                (self.page.url, one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"])
                for one in found
            ]
        return self

    def path(self) -> str:
        """Give the address without the host."""
        return self.page.url.removeprefix(self.site.url)


@pytest.fixture
def visitor(site: Site, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Give somebody a browser of their own: `visitor(phone=True, js=False)`."""
    contexts = []

    def arrive(*, phone: bool = False, js: bool = True) -> Visitor:
        context = browser.new_context(viewport=PHONE if phone else WIDE, java_script_enabled=js, locale="en-GB")
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Visitor(context.new_page(), site, js)

    yield arrive
    for context in contexts:
        context.close()


WAYS = {
    "laptop": {"phone": False, "js": True},
    "phone-without-script": {"phone": True, "js": False},
    "phone": {"phone": True, "js": True},
}
# The third has nothing that the others have not: it is walked at night.
WALKED = list(WAYS) if os.environ.get("ALONGSIDE_PROFILE") == "nightly" else list(WAYS)[:2]
EVERY_WAY = pytest.mark.parametrize("way", [WAYS[name] for name in WALKED], ids=WALKED)
