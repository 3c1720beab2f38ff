"""Searching on a phone: with and without JavaScript, narrowing down, what it says when there is nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looking import in_the_way


@pytest.mark.parametrize(("house", "own"), [("amelberga", "leerling"), ("zonnehoek", "leermaatje")])
def test_supervisor_finds_a_case_by_her_own_word(visit: Callable[..., Any], house: str, own: str) -> None:
    """From the list of cases to everything, narrowed to what takes ten minutes, to the step itself."""
    window = visit()
    page = window.sign_in(house, "daan")
    page.goto(window.portal.url(house, "/samen/casussen/"))
    page.get_by_label("Zoek op een woord").fill(f"{own} gesprekken")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("link", name="Zoek dit ook in modules en stappen").click()
    expect(page.locator("#gevonden")).to_contain_text("gevonden")
    expect(page.locator("mark", has_text=own).first).to_be_visible()
    assert in_the_way(page) == []

    page.get_by_text("Zoek preciezer").click()
    page.get_by_label("Soort").select_option("Stappen")
    page.get_by_label("Tijd").select_option("Tot 10 minuten")
    page.get_by_label("Zoek op een woord").fill("gesprekken")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.locator("[data-found=stap]").first).to_be_visible()
    expect(page.locator("[data-found]:not([data-found=stap])")).to_have_count(0)
    assert in_the_way(page) == []
    title = page.locator("[data-found] h3 a").first
    name = title.inner_text()
    title.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_searching_needs_no_javascript(visit: Callable[..., Any]) -> None:
    window = visit(java_script_enabled=False)
    page = window.sign_in("buurtlicht", "daan")
    page.goto(window.portal.url("buurtlicht", "/modules/"))
    page.get_by_label("Zoek op een woord").fill("bestaatniet")
    page.get_by_text("Zoek preciezer").click()
    page.get_by_label("Plek").select_option("Thuiszorg")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.locator("#gevonden")).to_have_text("Niets gevonden")
    page.get_by_role("link", name="Toon weer alles").click()
    page.get_by_text("Zoek preciezer").click()
    page.get_by_label("Plek").select_option("Thuiszorg")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.locator("#gevonden")).to_have_text("2 casussen gevonden")
