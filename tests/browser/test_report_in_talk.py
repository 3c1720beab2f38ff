"""Something in a discussion should not be there: reported, hidden with a reason, and both sides hear of it."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.looking import in_the_way

HOUSE, TALK = "vlierborg", "/samen/casussen/pak-jij-die-route-even/gesprek/"
TOO_MUCH = "Bij ons deed de buurvrouw van de bakker dit ook zo."
ANOTHER = "Ik vraag wat Sem zelf al kan."
BECAUSE, REASON = "Iedereen weet wie dit is.", "Zo is iemand te herkennen. Schrijf het zonder de bakker."


def answer_last_question(who: Any, local: str, text: str) -> Page:
    """The page of the question, with her own answer on it."""
    who.sign_in(HOUSE, local)
    page: Page = who.open(HOUSE, TALK)
    page.get_by_role("link", name="3. ").click()
    page.get_by_label("Mijn antwoord").fill(text)
    page.get_by_role("button", name="Bewaar mijn antwoord").click()
    expect(page.get_by_role("heading", name="Wat anderen schreven")).to_be_visible()
    return page


def test_a_report_is_handled_and_both_sides_hear_of_it(visit: Callable[..., Any]) -> None:
    joost = answer_last_question(visit(), "joost", TOO_MUCH)
    karin = answer_last_question(visit(), "karin", ANOTHER)

    told = _report(karin)
    expect(told).to_contain_text("Er heeft nog niemand naar gekeken.")
    assert in_the_way(karin) == []
    _hide(visit())

    joost.reload()
    own = joost.get_by_role("region", name="Mijn antwoord")
    expect(own).to_contain_text("Verborgen voor anderen.")
    expect(own).to_contain_text(f"Marja Brouwer schreef erbij: {REASON}")
    expect(own).to_contain_text(TOO_MUCH)
    assert in_the_way(joost) == []

    karin.reload()
    expect(told).to_contain_text("Er is naar gekeken. De tekst is verborgen.")
    expect(karin.get_by_role("main")).not_to_contain_text(TOO_MUCH)
    expect(karin.get_by_role("main")).not_to_contain_text(REASON)


def _report(page: Page) -> Any:
    text = page.get_by_role("article").filter(has_text=TOO_MUCH)
    text.locator("summary", has_text="Meer").click()
    text.get_by_role("link", name="Meld dit").click()
    page.get_by_label("Waarom?").fill(BECAUSE)
    page.get_by_role("button", name="Stuur de melding").click()
    expect(page.get_by_text("Dank voor de melding. Iemand kijkt ernaar.")).to_be_visible()
    return page.get_by_role("region", name="Wat ik meldde").get_by_role("listitem")


def _hide(marja: Any) -> None:
    marja.sign_in(HOUSE, "marja")
    page = marja.open(HOUSE, "/samen/")
    page.get_by_role("link", name="1 melding om te bekijken").click()
    page.get_by_role("link", name=re.compile("^Bekijk")).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text(TOO_MUCH)
    expect(main).to_contain_text(BECAUSE)
    expect(main).not_to_contain_text("Karin")
    page.get_by_role("link", name="Verberg deze tekst").click()
    page.get_by_label("Waarom?").fill(REASON)
    page.get_by_role("button", name="Verberg deze tekst").click()
    expect(page.get_by_role("heading", name="Meldingen over gesprekken")).to_be_visible()
    expect(page.get_by_text("Er is niets gemeld.")).to_be_visible()
