"""On paper: no navigation, no buttons, black on white, also for who works in the dark."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import too_wide

TEAM_CARD = "/bewijzen/teamkaart/"
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
    "team card": ("daan", TEAM_CARD, "Teamkaart"),
    "my work": ("daan", "/bewijzen/mijn-werk/", "Mijn gemaakte werk"),
    "result": ("daan", "/zelfscan/uitslag/", "Uitslag van de zelfscan"),
    "board": ("marja", "/groepen/mensen/", "Al mijn mensen"),
    "people": ("beheer", "/beheer/mensen/", "Mensen"),
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


def on_paper(page: Page) -> list[str]:
    """The lines that the printer gets, without the house's own head."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return [line.strip() for line in page.get_by_role("main").inner_text().splitlines() if line.strip()]


def sheets(page: Page) -> int:
    """How many sides of A4 the browser makes of this page."""
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_printed_checklist_is_title_points_and_own_points_with_boxes(visit: Callable[..., Any]) -> None:
    window = visit()
    window.sign_in(HOUSE, "daan")
    page: Page = window.open(HOUSE, SCREENS["checklist"][1])
    group = page.locator("#antwoord fieldset").first
    point = group.locator("label").nth(1)
    chosen, name = point.inner_text().strip(), group.locator("legend").inner_text().strip()
    point.get_by_role("checkbox").check()
    page.get_by_label("Eigen punten").fill("Sleutel van de fiets\n\n  Koekjes  ")

    assert on_paper(page) == ["Maak je eigen startlijst", name, chosen, "Sleutel van de fiets", "Koekjes"]
    boxes = page.locator(".choice:visible, .own-points li:visible").evaluate_all(
        "(found) => found.map((each) => parseFloat(getComputedStyle(each, '::before').borderTopWidth) > 0)"
    )
    assert boxes == [True, True, True]
    head = page.locator(".print-head")
    drawn = head.evaluate("(each) => getComputedStyle(each, '::after').content")
    assert drawn == '"Maasbries Leert"'
    expect(head.locator("img")).to_be_visible()
    assert sheets(page) == 1


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga", "buurtlicht"])
def test_conversation_card_and_empty_sheet_fit_on_one_side(visit: Callable[..., Any], house: str) -> None:
    window = visit()
    window.sign_in(house, "daan")
    page: Page = window.open(house, SCREENS["conversation card"][1])
    first = page.get_by_role("textbox").first
    question = page.locator(".card-question .choice").first.inner_text().strip()
    first.fill("Hoe kwam je hier terecht?")
    lines = on_paper(page)
    assert lines[0] == SCREENS["conversation card"][2]
    assert lines[lines.index(question) + 2] == "Hoe kwam je hier terecht?"
    assert not {"In eigen woorden", "Print deze kaart", "Onthoud dit", "Bewaar"} & set(lines)
    assert not [line for line in lines if line.startswith(("Stap ", "Wie ziet dit?"))]
    assert sheets(page) == 1

    window.open(house, "/modules/leerdoelen-en-leerwerkplan/leerwerkplan-op-een-blad/")
    assert sheets(page) == 1
    page.emulate_media(media="screen")
    page.get_by_label("Begint op").fill("2027-01-12")
    lines = on_paper(page)
    assert lines[lines.index("Begint op") + 2] == "12 januari 2027"


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga", "buurtlicht"])
@pytest.mark.parametrize("who", ["daan", "fatma"])
def test_team_card_fills_one_side_written_or_empty(visit: Callable[..., Any], house: str, who: str) -> None:
    """Daan's holds what he wrote; Fatma's is empty, with room for a pen."""
    window = visit()
    window.sign_in(house, who)
    page: Page = window.open(house, TEAM_CARD)
    lines = on_paper(page)
    assert lines[:3] == ["Teamkaart", "Wie leert er, wie helpt, wat spreken we af", "Week van"]
    assert ("Vrijdag: Joke" in lines) == (who == "daan")
    assert not {"Print de teamkaart", "Vul de kaart in of verander hem"} & set(lines)
    assert sheets(page) == 1
    page.emulate_media(media="screen")
    assert too_wide(page) == []
