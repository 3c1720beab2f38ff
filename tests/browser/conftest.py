"""A real portal for a real browser: `manage.py demo` in a process and a database of its own.

The suite's database stays out of it: a live server in threads would have to empty it after each test.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.installation import ROOT, installed, url_of
from theming.queries import fonts

# The first draws nothing for a screen and needs little more than half of what the others do.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
START_SECONDS = 600
PARTS_OF_A_PAGE = ("stylesheet", "script", "image", "font", "media", "manifest")
PATIENCE = 15_000  # milliseconds; a busy machine is no fault
ON_POSTGRESQL = not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@dataclass(frozen=True)
class Portal:
    """A running demo."""

    port: int
    log: Path

    def url(self, organisation: str, path: str = "/") -> str:
        """The address of a page at an organisation; an empty key is the region's host."""
        host = f"{organisation}.localhost" if organisation else "localhost"
        return f"http://{host}:{self.port}{path}"

    def serves(self, url: str) -> bool:
        """Is this an address of the portal itself, the region's or an organisation's?"""
        parts = urlsplit(url)
        own = parts.hostname == "localhost" or (parts.hostname or "").endswith(".localhost")
        return own and parts.scheme == "http" and parts.port == self.port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo region, served until the session ends; PORTAL_PORT=8000 walks through one that runs already."""
    if running := os.environ.get("PORTAL_PORT"):
        yield Portal(int(running), Path(os.devnull))
        return
    var = tmp_path_factory.mktemp("portal")
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "LEERLIJN_VAR": str(var),
        "PORT": str(port),
    }
    environment.pop("DATABASE_URL", None)
    if fonts().folder.exists():  # the rest of the suite made them: the demo makes what is missing
        shutil.copytree(fonts().folder, var / "fonts")
    with ExitStack() as stack:
        if ON_POSTGRESQL:  # as the role that serves: an owner would see through the walls
            database = stack.enter_context(installed(f"leerlijn_browser_{port}", var))
            environment["DATABASE_URL"] = url_of(database.name, database.names[1])
        log = var / "demo.log"
        with log.open("w") as output:
            server = subprocess.Popen(
                [sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        try:
            _wait_until_it_answers(server, port, log)
            yield Portal(port, log)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"The demo stopped by itself:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"The demo did not answer within {START_SECONDS} s:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session. Without a Chromium the tests are skipped, loudly; on CI they fail."""
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium on this machine, and CI must not skip the browser tests.")
        pytest.skip("no Chromium found: install the package chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


class Visit:
    """A browser window that remembers what went wrong in it."""

    def __init__(self, context: BrowserContext, portal: Portal) -> None:
        self.context, self.portal = context, portal
        self.faults: list[str] = []
        self.foreign: list[str] = []
        self.status = 0  # of the page that was opened last
        context.on("request", self._note_request)
        context.on("response", self._note_response)
        context.on("console", lambda message: self._note_console(message))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page: Page = context.new_page()

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith(("data:", "blob:")) and not self.portal.serves(request.url):
            self.foreign.append(request.url)

    def _note_response(self, response: Any) -> None:
        """A page may be refused; what belongs to a page may not be missing."""
        if response.status >= 400 and response.request.resource_type in PARTS_OF_A_PAGE:
            self.faults.append(f"{response.status} {response.url}")

    def _note_console(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(message.text)

    def open(self, organisation: str, path: str = "/") -> Page:
        """Go to a page of an organisation ("" for the region)."""
        response = self.page.goto(self.portal.url(organisation, path))
        self.status = response.status if response else 0
        return self.page

    def sign_in(self, organisation: str, local: str, *, password: str = "demo") -> Page:
        """Sign in as one of the cast through the form."""
        page = self.open(organisation, "/inloggen/")
        address = local if "@" in local else f"{local}@{organisation}.example"
        page.get_by_label("E-mailadres").fill(address)
        page.get_by_label("Wachtwoord").fill(password)
        page.get_by_role("button", name="Inloggen", exact=True).click()
        page.wait_for_url(lambda url: "/inloggen/" not in url)
        return page


def open_window(chromium: Browser, portal: Portal, **options: Any) -> Visit:
    """A fresh window, a phone's unless `options` say otherwise; it knows nobody yet."""
    options.setdefault("viewport", PHONE)
    options.setdefault("locale", "nl-NL")
    context = chromium.new_context(**options)
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return Visit(context, portal)


@pytest.fixture
def visit(chromium: Browser, portal: Portal) -> Iterator[Callable[..., Visit]]:
    """`visit(viewport=PHONE, java_script_enabled=False)`: a fresh window; faults fail the test at its end."""
    visits: list[Visit] = []

    def begin(**options: Any) -> Visit:
        visits.append(open_window(chromium, portal, **options))
        return visits[-1]

    yield begin
    for each in visits:
        each.context.close()
    assert [fault for each in visits for fault in each.faults] == []
    assert [url for each in visits for url in each.foreign] == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
