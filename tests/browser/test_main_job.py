"""The whole main job, as the people who have it would do it: one house in its own style, one curriculum."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.steps_of_a_walk import (
    answer_by_hand,
    answer_quiz_question,
    answer_with_keys,
    begin_scan,
    block_of,
    expect_question,
    main_heading,
    press_in_footer,
    sort_items,
    write_in_section,
)

pytestmark = pytest.mark.walk

Visits = Callable[..., Any]
YELLOW = "rgb(255, 209, 0)"
GREEN = "rgb(31, 111, 84)"
PROFICIENCIES = {"beginnend", "groeiend", "vakbekwaam", "voorbeeld"}
SHOWN_FIRST = "Je eerste werkbegeleider"


def test_newcomer_scans_learns_and_is_seen_moving_by_her_trainer(visit: Visits) -> None:
    """Fatma on her phone, from the region's list to a finished module; Marja's board before and after."""
    marja = visit(viewport=DESKTOP)
    _open_the_board(marja)
    _expect_on_board(marja.page, "Fatma Yildirim", scan="Nog niet", modules=0)

    phone = visit()
    _find_the_house_and_sign_in(phone)
    _read_three_cards(phone.page)
    other_phone = _scan_with_a_break(phone, visit)
    _check_and_read_the_result(other_phone.page)
    _go_on_to_the_exact_step(other_phone.page)
    _follow_module_one(other_phone.page)

    marja.page.reload()
    row = _expect_on_board(marja.page, "Fatma Yildirim", scan="Gedaan", modules=1)
    expect(row).to_contain_text("Jij als werkbegeleider online af")
    row.get_by_role("link", name="Fatma Yildirim").click()
    outcome = marja.page.get_by_role("region", name="Uitslag van de zelfscan")
    expect(outcome).to_contain_text("Fatma Yildirim deelt de uitslag niet")


def _find_the_house_and_sign_in(phone: Any) -> None:
    page = phone.open("", "/")
    expect(main_heading(page)).to_have_text("Vakbekwaam werkbegeleider")
    tiles = page.get_by_role("main").get_by_role("list").first.get_by_role("link")
    expect(tiles).to_have_count(7)
    tiles.filter(has_text="De Zonnehoek").click()

    page.wait_for_url("**/inloggen/")
    expect(main_heading(page)).to_have_text("Inloggen")
    expect(page.get_by_text("Zonnehoek Academie")).to_be_visible()
    button = page.get_by_role("button", name="Inloggen", exact=True)
    expect(button).to_have_css("background-color", YELLOW)

    page.get_by_label("E-mailadres").fill("fatma@zonnehoek.example")
    page.get_by_label("Wachtwoord").fill("niet dit")
    button.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Wachtwoord").fill("demo")
    button.click()
    page.wait_for_url("**/leerpad/")


def _read_three_cards(page: Page) -> None:
    expect(main_heading(page)).to_have_text("Mijn leerpad")
    cards = page.get_by_role("list", name="Zo werkt het").get_by_role("listitem")
    expect(cards).to_have_count(3)
    assert cards.get_by_role("heading").all_inner_texts() == ["Waarvoor", "Hoeveel tijd", "Wie ziet wat"]


def _scan_with_a_break(phone: Any, visit: Visits) -> Any:
    """Questions 1 to 20 here, the rest on another phone; the first window is told that it is late."""
    page = phone.page
    page.get_by_role("link", name="Doe de zelfscan (15 minuten)").click()
    begin_scan(page, busy_with="Er komt binnenkort iemand")
    answer_by_hand(page, range(1, 9), pick=1)
    answer_with_keys(page, [9, 10], keys="03")
    answer_with_keys(page, range(11, 21), keys="1234")
    expect_question(page, 21)

    other = visit()
    other.sign_in("zonnehoek", "fatma").get_by_role("link", name="Ga verder met de zelfscan").click()
    other.page.get_by_role("button", name="Ga verder, 20 van 32 klaar").click()
    answer_with_keys(other.page, [21], keys="4")
    expect_question(other.page, 22)

    page.get_by_role("radio").nth(2).check()
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("alert")).to_contain_text("intussen ergens anders beantwoord")
    expect(page.get_by_role("radio").nth(2)).to_be_checked()
    page.get_by_role("button", name="Volgende").click()
    expect_question(page, 22)

    page = other.page
    page.get_by_role("link", name="Vorige").click()
    expect_question(page, 21)
    expect(page.get_by_role("radio").nth(2)).to_be_checked()
    page.get_by_role("button", name="Volgende").click()
    answer_with_keys(page, range(22, 33), keys="121")
    return other


def _check_and_read_the_result(page: Page) -> None:
    expect(main_heading(page)).to_have_text("Nog even kijken")
    page.get_by_role("checkbox", name="Samen leren plannen").check()
    page.get_by_role("button", name="Klaar, laat mijn uitslag zien").click()

    expect(main_heading(page)).to_have_text("Uitslag van de zelfscan")
    results = page.locator("[data-competence]")
    expect(results).to_have_count(8)
    words = [each.get_attribute("data-proficiency") for each in results.all()]
    assert len(set(words)) > 1
    assert set(words) <= PROFICIENCIES
    in_table = page.get_by_role("table").get_by_role("row").all_inner_texts()[1:]
    assert [line.split("\t")[-1].lower() for line in in_table] == words
    first = results.first
    first.get_by_text("Bekijk per onderdeel").click()
    expect(first.get_by_text("Soms, of met hulp").or_(first.locator("dd").first).first).to_be_visible()
    page.get_by_role("link", name="Bekijk je leerpad").click()


def _go_on_to_the_exact_step(page: Page) -> None:
    expect(main_heading(page)).to_have_text("Mijn leerpad")
    modules = page.locator("[data-module]")
    expect(modules).to_have_count(12)
    assert modules.first.get_attribute("data-module") == "M01"
    second = modules.nth(1)
    second.get_by_text("Waarom, en veranderen").click()
    expect(second.get_by_text("Waarom op deze plek")).to_be_visible()
    expect(second.get_by_text(re.compile(r"^Je koos bij|koos je:")).last).to_be_visible()
    card = page.get_by_role("region", name="Jij als werkbegeleider")
    expect(card).to_contain_text(SHOWN_FIRST)
    card.get_by_role("link", name="Ga verder").click()
    expect(main_heading(page)).to_have_text(SHOWN_FIRST)


def _follow_module_one(page: Page) -> None:
    """A story, a sort, a reflection and a quiz; the scan's own step has ticked itself."""
    expect(page.get_by_text("Stap 1 van 5")).to_be_visible()
    page.get_by_label("Mijn drie woorden").fill("rustig, eerlijk, nieuwsgierig")
    expect(page.locator("[data-saved]")).to_contain_text("ewaard")
    page.reload()
    expect(page.get_by_label("Mijn drie woorden")).to_have_value("rustig, eerlijk, nieuwsgierig")
    page.get_by_role("button", name="Volgende stap").click()

    expect(main_heading(page)).to_have_text("Wie doet wat?")
    expect(page.get_by_text("Stap 3 van 5")).to_be_visible()
    _sort_with_one_mistake(page)
    _say_that_it_helped(page)
    page.get_by_role("button", name="Volgende stap").click()

    expect(main_heading(page)).to_have_text("Dit wil ik leren")
    page.get_by_label("Deze maand werk ik aan").fill("eerst vragen, dan vertellen")
    page.get_by_label("Hoeveel zin heb ik erin").fill("8")
    page.get_by_role("button", name="Volgende stap").click()

    expect(main_heading(page)).to_have_text("Vijf vragen")
    _pass_the_quiz(page)
    page.get_by_role("button", name="Rond de module af").click()
    expect(page.get_by_text(re.compile("online af")).first).to_be_visible()


def _sort_with_one_mistake(page: Page) -> None:
    sort_items(page, "M01-3", wrong=1)
    expect(page.get_by_role("heading", name="11 van de 12 goed")).to_be_visible()
    expect(page.get_by_role("heading", name="Deze komen nog een keer")).to_be_visible()
    sort_items(page, "M01-3")
    expect(page.get_by_role("heading", name="Alles staat goed")).to_be_visible()


def _say_that_it_helped(page: Page) -> None:
    group = page.get_by_role("group", name="Hielp dit?")
    group.get_by_role("radio", name="Een beetje").check()
    page.get_by_text("Geef een tip").click()
    page.get_by_label("Wat kan beter?").fill("Een voorbeeld uit de nacht erbij.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Bedankt. Dit gaat zonder naam naar de redactie.")).to_be_visible()


def _pass_the_quiz(page: Page) -> None:
    questions = block_of("M01-5")["questions"]
    expect(page.get_by_role("button", name="Rond de module af")).to_have_count(0)
    answer_quiz_question(page, questions[0], right=False)
    for question in questions[1:]:
        answer_quiz_question(page, question)
    expect(page.get_by_text("Nog 1 vraag opnieuw")).to_be_visible()
    answer_quiz_question(page, questions[0])
    expect(page.get_by_text("Alle vragen zijn goed.")).to_be_visible()


def _open_the_board(visit: Any) -> Page:
    """Marja signs in and opens her group."""
    page: Page = visit.sign_in("zonnehoek", "marja")
    expect(main_heading(page)).to_have_text("Groepen")
    page.get_by_role("link", name="Najaar").click()
    expect(main_heading(page)).to_have_text("Groep Najaar")
    return page


def _row_of(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def _expect_on_board(page: Page, name: str, *, scan: str, modules: int) -> Locator:
    row = _row_of(page, name)
    expect(row).to_contain_text(scan)
    expect(row).to_contain_text(f"{modules} van 12 modules")
    return row


PASTED = """\
Anna Boels <anna.boels@zonnehoek.example>
Kees van der Horst, geen adres
Piet de Groot; piet.degroot@zonnehoek.example
"""


def test_trainer_adds_people_and_the_admin_finds_them(visit: Visits) -> None:
    """Marja pastes a list with a fault in it; Anna comes in by a code; Ingrid sees who they are."""
    marja = visit(viewport=DESKTOP)
    page = _open_the_board(marja)
    page.get_by_role("link", name="Mensen toevoegen").click()
    page.get_by_label("Namen en e-mailadressen").fill(PASTED)
    page.get_by_role("button", name="Controleer de lijst").click()

    expect(page.get_by_role("alert")).to_contain_text("Met 1 regel klopt iets niet")
    rows = page.get_by_role("row")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("Krijgt een uitnodiging")
    expect(rows.nth(2)).to_contain_text("Hier staat geen e-mailadres.")
    page.get_by_role("button", name="Nodig 2 collega’s uit").click()
    expect(page.get_by_text("2 uitnodigingen verstuurd.")).to_be_visible()
    expect(_row_of(page, "Anna Boels")).to_contain_text("Uitgenodigd op")
    expect(_row_of(page, "Kees van der Horst")).to_have_count(0)

    _come_in_by_code(visit(), marja.page)
    _open_board_again(page)
    expect(_row_of(page, "Anna Boels")).to_contain_text("Actief")
    expect(_row_of(page, "Piet de Groot")).to_contain_text("Uitgenodigd op")

    _find_as_admin(visit(viewport=DESKTOP))


def _come_in_by_code(phone: Any, reader: Page) -> None:
    """Anna follows the invitation and types the six digits; `reader` looks into the demo's mail for her."""
    _open_mail(reader)
    invitation = reader.get_by_role("article").filter(has_text="Dag Anna").first
    page: Page = phone.page
    page.goto(invitation.get_by_role("link", name="/inloggen/code/").get_attribute("href") or "")
    page.get_by_label("E-mailadres").fill("anna.boels@zonnehoek.example")
    page.get_by_role("button", name="Stuur mij een code").click()
    expect(main_heading(page)).to_have_text("Vul de code in")
    _open_mail(reader)
    found = re.search(r"\b\d{6}\b", reader.get_by_role("article").first.inner_text())
    assert found, "the newest mail holds the code"
    page.get_by_label("Code").fill(found.group())
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(main_heading(page)).to_have_text("Mijn leerpad")


def _open_mail(page: Page) -> None:
    bar = page.get_by_role("complementary", name="Demobalk")
    bar.get_by_text("Demo", exact=True).click()
    bar.get_by_role("link", name="Verstuurde mail").click()
    expect(main_heading(page)).to_have_text("Verstuurde mail")


def _open_board_again(page: Page) -> None:
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Groepen").click()
    page.get_by_role("link", name="Najaar").click()


def _find_as_admin(ingrid: Any) -> None:
    page = ingrid.sign_in("zonnehoek", "beheer")
    expect(main_heading(page)).to_have_text("De Zonnehoek Wonen en Zorg")
    page.get_by_role("link", name="Alle mensen").click()
    page.get_by_label("Zoek op naam of adres").fill("anna.boels")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_text("1 persoon gevonden")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Anna Boels")

    page.get_by_role("link", name="Nodig iemand uit").click()
    page.get_by_label("Naam").fill("Tom Hoeks")
    page.get_by_label("E-mailadres").fill("tom.hoeks@zonnehoek.example")
    page.get_by_label("Rol").select_option(label="Huiscoach")
    page.get_by_role("button", name="Verstuur de uitnodiging").click()
    expect(page.get_by_role("main")).to_contain_text("Tom Hoeks")


def test_style_manager_changes_the_colour_and_everybody_wears_it(visit: Visits) -> None:
    """Joris makes yellow green, sees it before anybody else does, publishes, and goes back to yellow."""
    joris, ria = visit(viewport=DESKTOP), visit()
    ria.sign_in("zonnehoek", "ria")
    expect(_header(ria.page)).to_have_css("background-color", YELLOW)

    page = joris.sign_in("zonnehoek", "huisstijl")
    page.get_by_label("Hoofdkleur", exact=True).fill("#1F6F54")
    in_preview = page.frame_locator("iframe").get_by_role("banner")
    expect(in_preview).to_have_css("background-color", GREEN)
    ria.page.reload()
    expect(_header(ria.page)).to_have_css("background-color", YELLOW)

    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("link", name="Nakijken en publiceren").click()
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="Hoofdkleur")).to_be_visible()
    page.get_by_role("button", name="Publiceer").click()
    expect(_header(page)).to_have_css("background-color", GREEN)
    for path in ("/leerpad/", "/modules/", "/samen/"):
        expect(_header(ria.open("zonnehoek", path))).to_have_css("background-color", GREEN)
    expect(_header(visit().open("amelberga", "/inloggen/"))).not_to_have_css("background-color", GREEN)

    page.get_by_role("link", name="Nakijken en publiceren").click()
    versions = page.get_by_role("region", name="Versies").get_by_role("listitem")
    versions.last.get_by_role("button", name="terug").click()
    ria.page.reload()
    expect(_header(ria.page)).to_have_css("background-color", YELLOW)


def _header(page: Page) -> Locator:
    return page.get_by_role("banner")


CASE = "De koffie die koud werd"


def test_author_writes_a_case_and_an_editor_publishes_it(visit: Visits) -> None:
    """Els finds a new case prefilled, submits it; Hanneke publishes; two houses can discuss it."""
    els = visit(viewport=DESKTOP)
    page = els.sign_in("", "els@zonnehoek.example")
    page.wait_for_url("**/redactie/**")
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Casuïstiek").click()
    menu = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("listitem")
    expect(menu).to_have_text(["Casuïstiek", "Ingebracht", "Gezondheid", "Demo: rondleiding"])
    page.get_by_role("link", name="Casus toevoegen").click()
    page.get_by_role("textbox", name="Titel").fill(CASE)
    write_in_section(page, "Situatie", "Sem zet de koffie neer en loopt door.", instead=True)
    write_in_section(page, "Dilemma", "Zeg je er nu iets van, of straks?", instead=True)
    expect(page.get_by_role("region", name="Vragen")).to_contain_text("Wat zou jij doen, en waarom?")
    page.get_by_role("button", name="Leg voor aan de redactie").click()
    # Whether the editor had saved by itself before, or not.
    submitted = rf"Pagina '{CASE}' (aangemaakt en ingediend voor controle|is ter goedkeuring ingediend)\."
    expect(page.get_by_text(re.compile(submitted))).to_be_visible()

    daan = visit()
    expect(_link_of_case(daan, "zonnehoek")).to_have_count(0)
    hanneke = visit(viewport=DESKTOP)
    page = hanneke.sign_in("", "redactie@regio.example")
    page.wait_for_url("**/redactie/**")
    waiting = page.get_by_role("region", name="In afwachting van jouw beoordeling")
    waiting.get_by_role("link", name=CASE).click()
    expect(page.get_by_role("region", name="Situatie")).to_contain_text("Sem zet de koffie neer")
    press_in_footer(page, re.compile("^Goedkeuren en publiceren$"))
    expect(page.locator(".messages")).to_contain_text(f"Goedgekeurd: ‘{CASE}’ staat nu online.")
    for house in ("zonnehoek", "buurtlicht"):
        _link_of_case(daan, house).click()
        expect(main_heading(daan.page)).to_have_text(CASE)
        expect(daan.page.get_by_role("region", name="Dilemma")).to_contain_text("Zeg je er nu iets van")


def _link_of_case(who: Any, house: str) -> Locator:
    page = who.open(house, "/samen/casussen/")
    if "/inloggen/" in page.url:
        who.sign_in(house, "daan")
        page = who.open(house, "/samen/casussen/")
    link: Locator = page.get_by_role("main").get_by_role("link", name=CASE, exact=True)
    return link


HOUSES = ("maasbries", "zonnehoek", "amelberga", "buurtlicht", "zilverlinde", "kompashuis", "vlierborg")


def test_editor_changes_a_sentence_and_seven_houses_read_it(visit: Visits) -> None:
    """Hanneke adds a sentence to a step; it stands in every house, in that house's own style."""
    hanneke = visit(viewport=DESKTOP)
    page = hanneke.sign_in("", "redactie@regio.example")
    page.wait_for_url("**/redactie/**")
    page.get_by_role("search").first.get_by_role("textbox").fill("Bol of bbl")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Bol of bbl?", exact=True).click()
    write_in_section(page, "Inleiding", " Neem er rustig de tijd voor.")
    press_in_footer(page, re.compile("^Publiceren$"))
    expect(page.get_by_text("Pagina 'Bol of bbl?' is gepubliceerd.")).to_be_visible()

    colours = set()
    for house in HOUSES:
        reader = visit()
        reader.sign_in(house, "daan")
        page = reader.open(house, "/modules/voorbereiden-en-kennismaken/bol-of-bbl/")
        expect(page.get_by_text("Neem er rustig de tijd voor.")).to_be_visible()
        colours.add(page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--t-link')"))
    assert len(colours) == len(HOUSES)
