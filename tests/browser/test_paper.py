"""On paper: no navigation, no buttons, black on white, also for who works in the dark."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

SCREENS = {
    "conversation card": (
        "daan",
        "/modules/voorbereiden-en-kennismaken/zes-vragen-voor-het-eerste-gesprek/",
        "Zes vragen voor het eerste gesprek",
    ),
    "checklist": (
        "daan",
        "/modules/voorbereiden-en-kennismaken/maak-je-eigen-startlijst/",
        "Maak je eigen startlijst",
    ),
    "result": ("daan", "/zelfscan/uitslag/", "Uitslag van de zelfscan"),
    "case": ("marja", "/samen/casussen/school-belt-nooit/", None),
}
HOUSE = "maasbries"
ON_PAPER = """() => [...document.querySelectorAll("nav, header.site-header, footer, aside.demo-bar, button, .skip-link")]
  .filter((each) => each.checkVisibility()).map((each) => each.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("name", SCREENS)
def test_paper_shows_the_text_and_nothing_to_press(visit: Callable[..., Any], name: str) -> None:
    who, path, heading = SCREENS[name]
    window = visit(color_scheme="dark")
    window.sign_in(HOUSE, who)
    page: Page = window.open(HOUSE, path)
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if heading:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.evaluate(ON_PAPER) == []
    expect(page.locator("body")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert page.get_by_role("main").evaluate("(main) => getComputedStyle(main).color") == "rgb(0, 0, 0)"
    assert len(page.pdf()) > 5_000
