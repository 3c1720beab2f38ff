"""Talking about a case on a phone: answer first, see the others, recognise, reply."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.looking import in_the_way

HOUSE, TALK = "zonnehoek", "/samen/casussen/pak-jij-die-route-even/gesprek/"
HERS = "Ik vraag Sem wat hij al eens deed, per adres."
RIAS = "Ik wil eerst weten wat er op elk adres moet gebeuren."


def first_question(window: Any) -> Page:
    """The page of the first question, by the way that somebody takes."""
    page: Page = window.open(HOUSE, "/samen/")
    page.get_by_role("link", name=re.compile("Praat mee.*Pak jij die route even")).click()
    page.get_by_role("link", name="1. Wat wil jij weten").click()
    return page


def test_answer_then_see_recognise_and_reply(visit: Callable[..., Any]) -> None:
    daan = visit()
    daan.sign_in(HOUSE, "daan")
    page = first_question(daan)
    expect(page.get_by_role("heading", name="Spelregels")).to_be_visible()
    expect(page.get_by_text(RIAS)).to_have_count(0)
    assert in_the_way(page) == []

    # A phone number is asked about once; then it is kept without it.
    box = page.get_by_label("Mijn antwoord")
    box.fill(f"{HERS} Bel 06-12345678.")
    page.get_by_role("button", name="Bewaar mijn antwoord").click()
    expect(page.get_by_text("In deze tekst lijkt een telefoonnummer te staan.")).to_be_visible()
    expect(box).to_have_value(f"{HERS} Bel 06-12345678.")
    expect(page.get_by_role("button", name="Toch bewaren")).to_be_visible()
    assert in_the_way(page) == []
    box.fill(HERS)
    page.get_by_role("button", name="Toch bewaren").click()

    expect(page.get_by_role("heading", name="Wat anderen schreven")).to_be_visible()
    expect(page.get_by_text(RIAS)).to_be_visible()
    expect(page.get_by_text("Werkbegeleider, andere organisatie").first).to_be_visible()
    assert in_the_way(page) == []

    rias = page.locator("article", has_text=RIAS)
    button = rias.get_by_role("button", name="Herkenbaar").first
    was = int(button.locator(".talk__count").inner_text().split()[0])
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator(".talk__count")).to_contain_text(str(was + 1))
    expect(button).to_be_focused()

    rias.get_by_role("link", name="Reageer").click()
    assert in_the_way(page) == []
    page.get_by_label("Mijn reactie").fill("Staat dat bij jullie op papier?")
    page.get_by_role("button", name="Plaats mijn reactie").click()
    expect(rias.get_by_text("Staat dat bij jullie op papier?")).to_be_visible()


def test_it_works_without_javascript(visit: Callable[..., Any]) -> None:
    window = visit(java_script_enabled=False)
    window.sign_in("maasbries", "daan")
    page = window.open("maasbries", TALK)
    page.get_by_role("link", name="2. Wat mag Sem alleen").click()
    page.get_by_label("Mijn antwoord").fill(HERS)
    page.get_by_role("button", name="Bewaar mijn antwoord").click()
    theirs = page.locator("article", has_text="Mogen, kunnen en durven")
    theirs.get_by_role("button", name="Herkenbaar").click()
    expect(theirs.get_by_role("button", name="Herkenbaar")).to_have_attribute("aria-pressed", "true")
