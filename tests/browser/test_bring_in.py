"""Bringing in a case on a phone: asked about a number, read, asked and thanked by an author, answered and followed."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.looking import in_the_way

Visits = Callable[..., Any]
HOUSE, DESKTOP = "zilverlinde", {"width": 1280, "height": 900}
TITLE = "De bel die niemand hoort"
HAPPENED = "In de nachtdienst ging de bel. Wij keken allebei of de ander liep. Bel me op 06-12345678."
WITHOUT_NUMBER = "In de nachtdienst ging de bel. Wij keken allebei of de ander liep."
DILEMMA = "Ik wilde dat zij het leerde. Maar er lag wel iemand te wachten."
QUESTION = "Hoe lang wacht je, als een ander het moet leren?"
ASKED, ANSWERED = "Hadden jullie vooraf iets afgesproken?", "Nee, dat deden we daarna pas."
THANKS = "Dank! Dit herkennen veel mensen."


def test_what_she_brings_in_is_read_asked_about_thanked_for_and_followed(visit: Visits) -> None:
    tineke, els = visit(), visit(viewport=DESKTOP)
    page = _bring_in(tineke)
    _ask_and_thank(els)

    page.reload()
    expect(page.get_by_role("region", name="Wat ermee gebeurde")).to_contain_text(THANKS)
    assert in_the_way(page) == []
    page.get_by_label("Antwoord").fill(ANSWERED)
    page.get_by_role("button", name="Verstuur het antwoord").click()
    expect(page.get_by_role("region", name="Wat ermee gebeurde")).to_contain_text(ANSWERED)

    _make_a_case_of_it(els.page)
    page.reload()
    expect(page.get_by_role("region", name="Wat ermee gebeurde")).to_contain_text("In de maak")
    page = tineke.open(HOUSE, "/mijn-gegevens/")
    expect(page.get_by_role("main")).to_contain_text("Els Verhoeven")


def _bring_in(tineke: Any) -> Page:
    """Her form, once with a phone number in it; on the page that tells how it stands."""
    tineke.sign_in(HOUSE, "tineke")
    page: Page = tineke.open(HOUSE, "/samen/")
    page.get_by_role("link", name="Breng een casus in").click()
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Wat gebeurde er?").fill(HAPPENED)
    page.get_by_label("Wat maakte het lastig?").fill(DILEMMA)
    page.get_by_label("Mijn vraag").fill(QUESTION)
    page.get_by_role("button", name="Breng deze casus in").click()
    expect(page.locator("#id_happened_error")).to_contain_text("telefoonnummer")
    assert in_the_way(page) == []
    page.get_by_label("Wat gebeurde er?").fill(WITHOUT_NUMBER)
    page.get_by_role("main").locator(".actions button").first.click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("Nog niemand heeft het gelezen.")).to_be_visible()
    return page


def _ask_and_thank(els: Any) -> None:
    page = els.sign_in("", "els@zonnehoek.example")
    page = els.open("", "/redactie/casuistiek/ingebracht/")
    page.get_by_role("link", name=TITLE).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text(WITHOUT_NUMBER)
    expect(main).not_to_contain_text("Tineke")
    page.get_by_label("Stel een vraag").fill(ASKED)
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.get_by_text("Nog geen antwoord.")).to_be_visible()
    page.get_by_label("Bedank met een paar woorden").fill(THANKS)
    page.get_by_role("button", name="Bedank", exact=True).click()
    expect(page.get_by_role("button", name="Verander de dank")).to_be_visible()


def _make_a_case_of_it(page: Page) -> None:
    """Els finds the answer, and a draft with the words that were brought in."""
    page.reload()
    expect(page.get_by_role("main")).to_contain_text(ANSWERED)
    page.get_by_role("button", name="Maak er een casus van").click()
    expect(page.get_by_role("textbox", name="Titel").first).to_have_value(TITLE)
