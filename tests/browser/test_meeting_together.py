"""Bringing in a case on a phone, and leading a meeting on a laptop while somebody writes on her own phone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import in_the_way
from tests.browser.test_paper import sheets

Visits = Callable[..., Any]
HOUSE = "vlierborg"


def expect_in_order(page: Page) -> None:
    """Axe finds nothing, everything to press is large enough, nothing runs off the screen."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert in_the_way(page) == []


def test_a_case_is_brought_in_read_thanked_and_answered(visit: Visits) -> None:
    phone = visit(viewport=PHONE)
    page: Page = phone.sign_in(HOUSE, "fatma")
    phone.open(HOUSE, "/samen/")
    page.get_by_role("link", name="Breng een casus in").click()
    expect_in_order(page)
    page.get_by_label("Titel").fill("Stil in de auto")
    page.get_by_label("Wat gebeurde er?").fill("Ze zei de hele rit niets. Haar nummer is 06-12345678.")
    page.get_by_label("Wat maakte het lastig?").fill("Vragen of laten?")
    page.get_by_label("Mijn vraag").fill("Wat zou jij doen?")
    page.get_by_role("button", name="Breng deze casus in").click()
    expect(page.get_by_text("In deze tekst lijkt een telefoonnummer te staan.")).to_be_visible()
    expect_in_order(page)
    page.get_by_label("Wat gebeurde er?").fill("Ze zei de hele rit niets.")
    page.get_by_role("button", name="Toch bewaren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stil in de auto")
    expect_in_order(page)

    desk = visit(viewport=DESKTOP)
    admin: Page = desk.sign_in("", f"els@{HOUSE}.example")
    desk.open("", "/redactie/casuistiek/ingebracht/")
    admin.get_by_role("link", name="Stil in de auto").click()
    expect(admin.get_by_text("Ze zei de hele rit niets.")).to_be_visible()
    admin.get_by_label("Bedank met een paar woorden").fill("Dank, dit is herkenbaar.")
    admin.get_by_role("button", name="Bedank").click()
    admin.get_by_label("Stel een vraag").fill("Hoe lang duurde de rit?")
    admin.get_by_role("button", name="Stel de vraag").click()
    expect(admin.get_by_text("Nog geen antwoord.")).to_be_visible()
    admin.get_by_role("button", name="Maak er een casus van").click()
    expect(admin.get_by_role("textbox", name="Titel")).to_have_value("Stil in de auto")

    page.reload()
    expect(page.get_by_text("Dank, dit is herkenbaar.")).to_be_visible()
    expect(page.get_by_role("heading", name="De casusauteurs vragen")).to_be_visible()
    expect_in_order(page)
    page.get_by_label("Antwoord").fill("Een kwartier.")
    page.get_by_role("button", name="Verstuur het antwoord").click()
    expect(page.get_by_text("in de maak", exact=True)).to_be_visible()
    phone.open(HOUSE, "/samen/casussen/ingebracht/")
    expect_in_order(page)


def test_a_meeting_is_led_with_the_keyboard_and_gives_hours(visit: Visits) -> None:
    laptop = visit(viewport=DESKTOP)
    page: Page = laptop.sign_in(HOUSE, "daan")
    laptop.open(HOUSE, "/samen/bijeenkomsten/")
    expect_in_order(page)
    page.get_by_role("link", name="Plan een casusbespreking").click()
    expect_in_order(page)
    page.get_by_label("Waar gaat het over?").select_option(label="Liever niet door haar")
    page.get_by_role("radio", name="Respectvol roddelen").check()
    page.get_by_label("Datum").fill("2026-12-03")
    page.get_by_role("button", name="Ga verder").click()
    expect_in_order(page)
    page.get_by_label("Zoek op naam").fill("samir")
    page.get_by_role("button", name="Zoek", exact=True).click()
    for name in ("Samir Bouzid", "Fatma Yildirim"):
        page.locator("[data-ask]", has_text=name).get_by_role("button").click()
    expect(page.get_by_role("heading", name="3 deelnemers")).to_be_visible()
    page.get_by_role("link", name="Klaar").click()
    expect_in_order(page)
    page.get_by_role("button", name="Begin de bijeenkomst").click()
    step = page.locator("[data-led]")
    expect(step).to_have_attribute("data-step", "1")
    expect(page.locator("[data-clock]")).to_contain_text("Nog 7:")
    expect_in_order(page)
    for number in ("2", "3"):
        page.keyboard.press("ArrowRight")
        expect(step).to_have_attribute("data-step", number)
    page.keyboard.press("ArrowLeft")
    expect(step).to_have_attribute("data-step", "2")
    heading = page.get_by_role("heading", level=1)
    assert float(heading.evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)")) >= 60
    page.get_by_role("button", name="Pauze").click()
    expect(page.locator("[data-clock]")).to_have_text("Pauze")
    page.reload()
    expect(step).to_have_attribute("data-step", "2")
    address = page.url.replace("leiden/", "")

    phone = visit(viewport=PHONE)
    hers: Page = phone.sign_in(HOUSE, "fatma")
    phone.open(HOUSE, "/samen/bijeenkomsten/")
    expect_in_order(hers)
    hers.get_by_role("link", name="Liever niet door haar").click()
    expect_in_order(hers)
    hers.get_by_role("link", name="Schrijf op wat ik meeneem").click()
    expect_in_order(hers)
    hers.get_by_label("Dit neem ik mee").fill("Ik vraag eerst wat zij wil.")
    hers.get_by_label("Deel dit met wie meedeed").check()
    hers.get_by_role("button", name="Bewaar").click()

    for _each in range(3):
        before = step.get_attribute("data-step")
        page.keyboard.press("ArrowRight")
        expect(step).not_to_have_attribute("data-step", before or "")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bijeenkomst afronden")
    expect_in_order(page)
    page.get_by_label("Hoeveel minuten duurde het?").fill("40")
    page.get_by_role("checkbox", name="Fatma Yildirim").uncheck()
    page.get_by_role("button", name="Rond de bijeenkomst af").click()
    expect(page.get_by_text("Ik vraag eerst wat zij wil.")).to_be_visible()
    expect_in_order(page)

    hers.goto(address)
    hers.get_by_role("button", name="Ja, ik was erbij").click()
    phone.open(HOUSE, "/bewijzen/")
    # Begun before its day: it is noted on the day that it was held.
    with translation.override("nl"):
        today = date_format(timezone.localdate(), "j M")
    expect(hers.get_by_text(f"Casusbespreking, {today}, 40 minuten")).to_be_visible()
    expect_in_order(hers)


def test_a_meeting_is_led_without_javascript(visit: Visits) -> None:
    window = visit(viewport=PHONE, java_script_enabled=False)
    page: Page = window.sign_in("kompashuis", "daan")
    window.open("kompashuis", "/samen/bijeenkomsten/")
    page.get_by_role("link", name="Alleen even aangeven").click()
    page.get_by_role("link", name="Ga verder met leiden").click()
    step = page.locator("[data-led]")
    expect(step).to_have_attribute("data-step", "3")
    expect(page.locator("[data-clock]")).to_have_text("Pauze")
    page.get_by_role("button", name="Ga verder na de pauze").click()
    expect(page.locator("[data-clock]")).to_contain_text("Ongeveer 5 minuten, tot ")
    page.get_by_role("button", name="Volgende").click()
    expect(step).to_have_attribute("data-step", "4")


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga", "buurtlicht"])
def test_a_guide_fits_on_one_side(visit: Visits, house: str) -> None:
    window = visit()
    window.sign_in(house, "daan")
    for name in ("incidentmethode", "vijfstappenmethode", "respectvol-roddelen"):
        page: Page = window.open(house, f"/samen/bespreekvormen/{name}/")
        assert sheets(page) == 1
        page.emulate_media(media="screen")
        expect_in_order(page)
