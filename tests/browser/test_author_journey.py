"""A case from nothing to what it taught: its author, a friend, an editor, players of two houses, and five figures."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.steps_of_a_walk import main_heading, open_new_case, press_in_footer, write_in_section
from tests.browser.writing_a_case import (
    Choice,
    Ending,
    Scene,
    add_to_scene,
    choice_block,
    write_branching,
)

pytestmark = pytest.mark.walk

Visits = Callable[..., Any]

CASE = "De bel die bleef gaan"
METER = "rust op de gang"
SHOWS = "I2.2 Goede leerdoelen maken"

ASKS = Choice(
    "Je vraagt Sem wat hij hier wil leren.", "kamer", "Sem vertelt. Hij kijkt weer rustig.", METER, 20
)
TAKES_OVER = Choice("Je loopt zelf naar de kamer.", "overgenomen", "Sem blijft staan.", METER, -20)
STAYS_NEAR = Choice("Je blijft in de buurt.", "samen", "Sem klopt aan en gaat naar binnen.", METER, 10)
GOES_FIRST = Choice("Je gaat hem voor.", "overgenomen", "Sem loopt achter je aan.", METER, -10)
SCENES = (
    Scene("gang", "De bel gaat. Sem staat stil op de gang.", (ASKS, TAKES_OVER)),
    Scene("kamer", "Sem wil het zelf proberen.", (STAYS_NEAR, GOES_FIRST)),
)
TOGETHER = Ending(
    "samen",
    "Sterk",
    "Sem deed het zelf",
    "De bel is stil. Sem straalt.",
    "Vragen geeft ruimte, ook als het druk is.",
    (SHOWS, "3 vakbekwaam"),
)
TAKEN_OVER = Ending(
    "overgenomen",
    "Gemist",
    "Jij deed het zelf",
    "De bel is stil. Sem weet nog niets.",
    "Overnemen gaat snel, en leert niemand iets.",
    (SHOWS, "2 groeiend"),
)

FRIEND = "Jan, cliëntenraad"
FRIEND_ASKS = "Wie belt er eigenlijk? Dat wil ik weten."
ADDED = " Het is mevrouw van hiernaast, net terug uit het ziekenhuis."
NOT_YET = "Wat mensen kiezen, staat hier zodra vijf mensen deze versie hebben uitgespeeld."
NOWHERE = "zolder"
SUBMIT = re.compile("^Leg voor aan de redactie$")
# The second scene was reached by three people: no figures there.
FIGURES = {
    ASKS.text: "3 keer gekozen",
    TAKES_OVER.text: "2 keer gekozen",
    TOGETHER.title: "2 keer bereikt",
    TAKEN_OVER.title: "3 keer bereikt",
}
HERS, THEIRS = "Ik tel eerst tot tien.", "Ik vraag wat de bel hem zegt."


def test_a_case_is_made_read_along_approved_played_talked_about_and_counted(visit: Visits) -> None:
    """Els writes, Jan reads along, Hanneke publishes, Daan of two houses plays and talks, Els sees five."""
    els = visit(viewport=DESKTOP)
    _write_a_case_with_a_fault(els)
    _read_of_the_fault_and_mend_it(els.page)
    edit = els.page.url
    _comment_as_a_friend(visit(), _make_a_friends_link(els.page))
    _read_the_comment_and_write_on(els.page, edit)
    press_in_footer(els.page, SUBMIT)
    expect(els.page.get_by_text(f"Pagina '{CASE}' is ter goedkeuring ingediend.")).to_be_visible()
    _approve(visit(viewport=DESKTOP))

    one, other = visit(), visit()
    _play(one, "amelberga", "daan", (ASKS, STAYS_NEAR), TOGETHER)
    _play(other, "buurtlicht", "daan", (TAKES_OVER,), TAKEN_OVER)
    assert _colour_of_links(one.page) != _colour_of_links(other.page)
    _talk_across_houses(one.page, other.page)
    _expect_in_path(one, "amelberga", "vakbekwaam")
    _expect_in_path(other, "buurtlicht", "groeiend")

    _play(visit(), "zilverlinde", "tineke", (ASKS, STAYS_NEAR), TOGETHER)
    _play(visit(), "kompashuis", "tineke", (ASKS, GOES_FIRST), TAKEN_OVER)
    _expect_figures(els.page, edit, {})
    _play(visit(), "vlierborg", "tineke", (TAKES_OVER,), TAKEN_OVER)
    _expect_figures(els.page, edit, FIGURES)


def _write_a_case_with_a_fault(els: Any) -> None:
    """Everything is there; one choice goes to a scene that does not exist."""
    page = els.sign_in("", "els@zonnehoek.example")
    open_new_case(page)
    page.get_by_role("textbox", name="Titel").first.fill(CASE)
    page.get_by_role("textbox", name="Plek").fill("Verpleeghuis, nachtdienst")
    write_in_section(page, "Situatie", "De bel gaat voor de derde keer.", instead=True)
    write_in_section(page, "Dilemma", "Laat je het aan Sem, of ga je zelf?", instead=True)
    page.get_by_role("combobox", name="Gesprek over deze casus").select_option(
        "met alle organisaties van de regio"
    )
    first, second = SCENES
    lost = Choice(TAKES_OVER.text, NOWHERE, TAKES_OVER.feedback, METER, TAKES_OVER.change)
    scenes = (Scene(first.name, first.text, (ASKS, lost)), second)
    write_branching(page, meter=METER, scenes=scenes, endings=(TOGETHER, TAKEN_OVER))


def _read_of_the_fault_and_mend_it(page: Page) -> None:
    press_in_footer(page, SUBMIT)
    fault = f"‘gang’, keuze 2: gaat naar ‘{NOWHERE}’, en die is er niet."
    expect(page.locator("#scenes-root").get_by_text(fault)).to_be_visible()

    choice_block(page, "gang", 2).get_by_label("Gaat naar").fill(TAKEN_OVER.name)
    press_in_footer(page, re.compile("^Bewaar concept$"))
    expect(page.get_by_text(fault)).to_have_count(0)
    page.wait_for_url("**/edit/")


def _make_a_friends_link(page: Page) -> str:
    _press_in_header(page, "Kritische vrienden")
    page.get_by_label("Voor wie").fill(FRIEND)
    page.get_by_role("button", name="Maak de link").click()
    address: str = page.get_by_label("Link", exact=True).input_value()
    return address


def _press_in_header(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Actions").get_by_role("button", name="Acties").click()
    page.get_by_role("link", name=name).click()


def _comment_as_a_friend(phone: Any, address: str) -> None:
    page = phone.page
    page.goto(address)
    expect(main_heading(page)).to_have_text(CASE)
    summary = page.locator("summary", has_text="Reageer: Scène 1 › Wat er gebeurt")
    box = page.locator("details", has=summary)
    summary.click()
    expect(box.locator("blockquote")).to_have_text(SCENES[0].text)
    box.get_by_label("Opmerking").fill(FRIEND_ASKS)
    box.get_by_role("button", name="Verstuur").click()
    expect(box.get_by_text("Bewaard. Bedankt.")).to_be_visible()
    assert phone.context.cookies() == []


def _read_the_comment_and_write_on(page: Page, edit: str) -> None:
    page.goto(edit)
    toggle = page.get_by_role("button", name="Toon/verberg opmerkingen")
    expect(toggle).to_have_text("1")
    toggle.click()
    expect(page.get_by_text(f"{FRIEND}: {FRIEND_ASKS}")).to_be_visible()
    add_to_scene(page, "gang", ADDED)


def _approve(hanneke: Any) -> None:
    page = hanneke.sign_in("", "redactie@regio.example")
    page.wait_for_url("**/redactie/**")
    waiting = page.get_by_role("region", name="In afwachting van jouw beoordeling")
    waiting.get_by_role("link", name=CASE).click()
    press_in_footer(page, re.compile("^Goedkeuren en publiceren$"))
    expect(main_heading(page)).to_have_text("Verkennen: Casussen")


def _play(who: Any, house: str, local: str, choices: tuple[Choice, ...], ending: Ending) -> None:
    """From the list of cases to the end, in the house's own style."""
    who.sign_in(house, local)
    page = who.open(house, "/samen/casussen/")
    page.get_by_role("main").get_by_role("link", name=CASE, exact=True).click()
    page.get_by_role("button", name="Speel deze casus").click()
    for choice in choices:
        page.get_by_role("radio", name=choice.text).check()
        page.get_by_role("button", name="Dit doe ik").click()
        expect(page.get_by_text(choice.feedback)).to_be_visible()
    expect(page.get_by_role("heading", name=ending.title)).to_be_visible()
    expect(page.get_by_text(ending.key_point)).to_be_visible()
    level = 50 + sum(choice.change for choice in choices)
    expect(page.get_by_role("definition")).to_have_text(f"{level} van 100")
    sheet = page.locator(f"link[rel=stylesheet][href*='/thema/{house}.']")
    expect(sheet).to_have_count(1)


def _colour_of_links(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--t-link')")
    return colour


def _talk_across_houses(one: Page, other: Page) -> None:
    """Whoever answers second reads the first; the first comes back and reads the second; no names go along."""
    _answer(one, HERS)
    _answer(other, THEIRS)
    one.reload()
    for page, text in ((other, HERS), (one, THEIRS)):
        told = page.get_by_role("article").filter(has_text=text)
        expect(told).to_contain_text("andere organisatie")
        expect(told).not_to_contain_text("Daan")


def _answer(page: Page, text: str) -> None:
    page.get_by_role("link", name="Praat mee over deze casus").click()
    page.get_by_role("link", name="1. ").click()
    page.get_by_label("Mijn antwoord").fill(text)
    page.get_by_role("button", name="Bewaar mijn antwoord").click()
    expect(page.get_by_role("heading", name="Wat anderen schreven")).to_be_visible()


def _expect_in_path(who: Any, house: str, behaviour: str) -> None:
    """The module that this is about tells what the case showed."""
    line = who.open(house, "/leerpad/").locator("[data-module=M04]")
    line.locator("summary", has_text="Waarom").first.click()
    told = line.get_by_role("listitem").filter(has_text=f"In de casus '{CASE}' liet")
    expect(told).to_have_text(re.compile(f"zien: {behaviour}\\.$"))


def _expect_figures(page: Page, edit: str, figures: dict[str, str]) -> None:
    """What the map of the case says of each choice and ending; the same sentence for everybody before five."""
    page.goto(edit)
    _press_in_header(page, "Kaart van de casus")
    expect(page.get_by_text("Alles klopt: elke keuze leidt naar een einde.")).to_be_visible()
    expect(page.get_by_text(NOT_YET)).to_have_count(0 if figures else 1)
    lines = (
        page.get_by_role("main")
        .get_by_role("listitem")
        .filter(has_text=re.compile("keer (gekozen|bereikt)$"))
    )
    told = [line.split(" · ") for line in lines.all_inner_texts() if line.count(" · ") == 1]
    for text, figure in figures.items():
        assert [figure] == [each for name, each in told if text in name]
    assert len(told) == len(figures)


def test_the_choices_of_two_new_scenes_are_told_apart(visit: Visits) -> None:
    """Each begins with an empty choice; plays and counts know a choice by its id."""
    page = visit(viewport=DESKTOP).sign_in("", "els@zonnehoek.example")
    open_new_case(page)
    scenes = [Scene(name, "Sem wacht.", (ASKS,)) for name in ("gang", "kamer")]
    write_branching(page, meter=METER, scenes=scenes, endings=())

    own = page.locator("input[type=hidden][name$='-value-choices-0-id']")
    expect(own).to_have_count(2)
    assert len({each.input_value() for each in own.all()} - {""}) == 2
