"""A work account in a real browser: filled in, tried, switched on and used, past the content policy."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Portal
from tests.identity_provider.running import (
    CALLBACK,
    CLIENT_ID,
    CLIENT_SECRET,
    RunningProvider,
    running_provider,
)

HOUSE = "vlierborg"


@pytest.fixture
def provider(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    """A provider that knows the running portal."""
    with running_provider(tmp_path_factory.mktemp("provider"), [portal.url(HOUSE, CALLBACK)]) as running:
        yield running


def test_from_the_form_to_signing_in(visit: Callable[..., Any], provider: RunningProvider) -> None:
    administrator, learner = visit(), visit()
    page = administrator.sign_in(HOUSE, "beheer")
    page = administrator.open(HOUSE, "/beheer/inloggen/")
    page.get_by_label("Adres van de inlogdienst").fill(provider.issuer)
    page.get_by_label("Client-id").fill(CLIENT_ID)
    page.get_by_label("Client-secret").fill(CLIENT_SECRET)
    page.get_by_label("Domeinen achter het @").fill(f"{HOUSE}.example")
    page.get_by_role("button", name="Bewaar").click()
    provider.at_work(f"beheer@{HOUSE}.example", sub="beheer-1")
    page.get_by_role("button", name="Proef zelf").click()
    expect(page.locator("#report")).to_contain_text(f"beheer@{HOUSE}.example kan inloggen.")
    page.get_by_role("button", name="Zet de knop aan").click()

    provider.at_work(f"daan@{HOUSE}.example", sub="daan-1")
    page = learner.open(HOUSE, "/inloggen/")
    page.get_by_label("Dit is een gedeelde computer").first.check()
    expect(page.get_by_label("Dit is een gedeelde computer").nth(1)).to_be_checked()
    page.get_by_role("button", name="werkaccount").click()
    page.wait_for_url(re.compile("/leerpad/"))

    administrator.page.get_by_role("button", name="Zet de knop uit").click()
    expect(administrator.page.get_by_role("button", name="Zet de knop aan")).to_be_visible()
    for each in (administrator, learner):  # the provider is another host, and meant to be
        each.foreign = [url for url in each.foreign if not url.startswith(provider.issuer)]
