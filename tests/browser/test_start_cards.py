"""From the administrator's print to somebody's first page, without JavaScript; the sheet as it leaves the printer."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.looking import REFLOW, too_wide
from tests.browser.test_paper import ON_PAPER

HOUSE = "maasbries"
PASSWORD = "paarse olifant op zolder"
OVERFLOWS = """() => [...document.querySelectorAll(".start-card")]
  .filter((each) => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.querySelector(".start-card__name").textContent)"""


def _admin_with_a_long_list(window: Any) -> Page:
    """Forty people wait for a card, one with the longest name of the cast."""
    window.sign_in(HOUSE, "beheer")
    page: Page = window.open(HOUSE, "/beheer/mensen/inlezen/")
    names = ["Wilma Janssen-van den Boogaard tot Nieuwenhuijzen"] + [f"Vrijwilliger {n}" for n in range(36)]
    rows = "".join(f"{name};kaart{n}@{HOUSE}.example\n" for n, name in enumerate(names))
    content = f"naam;e-mailadres\n{rows}".encode()
    page.get_by_label("Bestand").set_input_files(
        {"name": "mensen.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Controleer de lijst").click()
    page.get_by_label("Stuur iedereen die nieuw is een uitnodiging per mail").uncheck()
    page.get_by_role("button", name="Lees de lijst in").click()
    expect(page.get_by_text("37 nieuwe rollen.")).to_be_visible()
    return page


def test_forty_cards_on_five_sheets_and_one_of_them_opens(visit: Callable[..., Any]) -> None:
    window = visit(java_script_enabled=False, viewport=DESKTOP)
    page = _admin_with_a_long_list(window)
    page.get_by_role("link", name="Startkaarten").click()
    page.get_by_role("button", name="Maak de kaarten").click()

    expect(page.locator(".start-card")).to_have_count(40)
    page.set_viewport_size(REFLOW)
    assert too_wide(page) == []
    page.set_viewport_size(DESKTOP)
    page.emulate_media(media="print")
    assert page.evaluate(ON_PAPER) == []
    assert page.evaluate(OVERFLOWS) == []
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert sheets == 5
    card = page.locator(".start-card").filter(has_text="Wilma Janssen-van den Boogaard")
    code = card.locator(".start-card__typed").inner_text()

    phone: Page = visit(java_script_enabled=False).open(HOUSE, "/inloggen/")
    phone.get_by_role("link", name="Startkaart gekregen? Begin hier").click()
    phone.get_by_label("Code op de kaart").fill(code.lower())
    phone.get_by_role("button", name="Verder").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Hallo Wilma Janssen-van den Boogaard tot Nieuwenhuijzen"
    )
    phone.get_by_label("Wachtwoord").fill(PASSWORD)
    phone.get_by_label("Nog een keer").fill(PASSWORD)
    phone.get_by_role("button", name="Begin", exact=True).click()
    phone.wait_for_url("**/leerpad/")

    page.emulate_media(media="screen")
    page.get_by_role("link", name="‹ Startkaarten").click()
    expect(page.get_by_text("Wilma Janssen-van den Boogaard")).to_have_count(0)
