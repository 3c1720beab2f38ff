"""The longest name that is allowed, without a space, breaks no screen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

HOUSE = "vlierborg"  # no other test looks for somebody here
LONGEST = "W" * 120
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_longest_name_stays_within_the_page(visit: Callable[..., Any], viewport: dict[str, int]) -> None:
    """Ria is called that, and so is her trainer: path, her data, board, her page, the list of people."""
    for who in ("ria", "els"):
        hers = visit(viewport=viewport)
        hers.sign_in(HOUSE, who)
        page: Page = hers.open(HOUSE, "/mijn-gegevens/")
        page.get_by_label("Mijn naam").fill(LONGEST)
        page.get_by_role("button", name="Bewaar mijn naam").click()
        expect(page.get_by_label("Mijn naam")).to_have_value(LONGEST)
        _fits(hers, "/mijn-gegevens/", "/leerpad/", "/modules/")
    marja = visit(viewport=viewport)
    marja.sign_in(HOUSE, "marja")
    page = marja.open(HOUSE, "/groepen/")
    page.get_by_role("link", name="Najaar").click()
    page.get_by_role("link", name=LONGEST).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LONGEST)
    assert page.evaluate(WIDER) == 0
    _fits(marja, "/groepen/mensen/")
    ingrid = visit(viewport=viewport)
    ingrid.sign_in(HOUSE, "beheer")
    _fits(ingrid, "/beheer/mensen/")


def _fits(window: Any, *paths: str) -> None:
    for path in paths:
        page: Page = window.open(HOUSE, path)
        assert (path, page.evaluate(WIDER)) == (path, 0)


def test_a_name_that_is_none_is_refused_at_the_field(visit: Callable[..., Any]) -> None:
    hers = visit()
    hers.sign_in(HOUSE, "karin")
    page: Page = hers.open(HOUSE, "/mijn-gegevens/")
    page.get_by_label("Mijn naam").fill("🌻🌻")
    page.get_by_role("button", name="Bewaar mijn naam").click()

    expect(page.get_by_text("In deze naam staan geen letters.")).to_be_visible()
    expect(page.get_by_label("Mijn naam")).to_have_value("🌻🌻")
