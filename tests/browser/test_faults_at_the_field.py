"""What can't be kept as it is: the reason stands at the field, the text stays, thanks are seen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

HOUSE, WHO = "zilverlinde", "fatma"
CHECKLIST = "/modules/voorbereiden-en-kennismaken/maak-je-eigen-startlijst/"
STORY = "/modules/welkom-de-eerste-weken/achttien-nieuwe-namen/"
SORT = "/modules/voorbereiden-en-kennismaken/bol-of-bbl/"
SMALLER = "/modules/leerdoelen-en-leerwerkplan/maak-het-kleiner/"
FEEDBACK = "/modules/kijken-en-feedback-geven/neem-je-feedback-op/"
TOO_LONG = "Punt 1 is te lang: 301 tekens. Er passen er 300."


def open_step(visit: Callable[..., Any], path: str, **options: Any) -> Page:
    window = visit(**options)
    window.sign_in(HOUSE, WHO)
    page: Page = window.open(HOUSE, path)
    return page


def test_own_point_that_is_too_long_gets_its_reason_while_typing(visit: Callable[..., Any]) -> None:
    page = open_step(visit, CHECKLIST)
    field = page.get_by_label("Eigen punten")
    field.fill("x" * 301)
    expect(page.locator("#veld-own .field__error")).to_have_text(TOO_LONG)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        "Eén punt per regel. Schrijf geen namen van bewoners op. ! " + TOO_LONG
    )
    # Going on keeps her here, with the text.
    page.get_by_role("button", name="Volgende stap").click()
    expect(field).to_be_focused()
    assert page.url.endswith(CHECKLIST)
    expect(field).to_have_value("x" * 301)
    field.fill("x" * 300)
    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om")
    expect(page.locator("#veld-own .field__error")).to_have_count(0)
    expect(field).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize(("exercise", "scripts"), [(SMALLER, True), (FEEDBACK, False)])
def test_who_wrote_nothing_and_who_empties_her_answer_is_asked_to_write_before_comparing(
    visit: Callable[..., Any], exercise: str, scripts: bool
) -> None:
    page = open_step(visit, exercise, java_script_enabled=scripts)
    field = page.locator("#antwoord .field :is(textarea, input)").first
    told = page.locator("#antwoord .field__error")
    field.fill("x")
    field.fill("")
    page.get_by_role("button", name="Bewaar en vergelijk").click()
    expect(told).to_have_text("Schrijf eerst zelf iets. Vergelijken kan daarna.")
    expect(field).to_have_attribute("aria-invalid", "true")
    if scripts:
        expect(field).to_be_focused()
    expect(page.locator("#vergelijk")).to_have_count(0)
    field.fill("Ik vraag eerst wat zij al kan.")
    page.get_by_role("button", name="Bewaar en vergelijk").click()
    expect(page.locator("#vergelijk")).to_be_visible()
    expect(told).to_have_count(0)

    for each in page.locator("#antwoord .field :is(textarea, input)").all():
        each.fill("")
    page.get_by_role("button", name="Bewaar en vergelijk").click()
    expect(told).to_have_text("Schrijf eerst zelf iets. Vergelijken kan daarna.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("")


def test_missing_choice_is_found_with_one_press(visit: Callable[..., Any]) -> None:
    page = open_step(visit, SORT)
    page.locator("#antwoord fieldset").first.get_by_role("radio").first.check()
    page.get_by_role("button", name="Kijk na").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Kies bij elk kaartje een groep.")
    expect(alert).to_be_focused()
    alert.get_by_role("link", name="Ga naar de eerste").click()
    expect(page.locator("#antwoord fieldset").nth(1)).to_be_in_viewport()
    expect(page.locator("#antwoord fieldset").nth(1)).to_contain_text("Kies hier nog een groep.")


@pytest.mark.parametrize("scripts", [True, False])
def test_thanks_for_feedback_are_in_sight(visit: Callable[..., Any], scripts: bool) -> None:
    page = open_step(visit, STORY, java_script_enabled=scripts)
    page.get_by_role("group", name="Hielp dit?").get_by_role("radio", name="Ja").check()
    page.get_by_role("button", name="Verstuur").click()
    page.wait_for_url("**#bedankt")
    thanks = page.get_by_role("status").filter(has_text="Bedankt. Dit gaat zonder naam naar de redactie.")
    expect(thanks).to_be_in_viewport(ratio=1)
    expect(thanks).to_be_focused()


def test_answer_after_the_end_of_the_scan_offers_a_button_that_can_be_read(visit: Callable[..., Any]) -> None:
    window = visit()
    window.sign_in("kompashuis", "daan")
    page: Page = window.open("kompashuis", "/zelfscan/")
    page.get_by_role("radio", name="Ik begeleid nu niemand").check()
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/zelfscan/vraag/**")
    window.open("kompashuis", "/zelfscan/vraag/3/")
    other = window.context.new_page()
    other.goto(window.portal.url("kompashuis", "/zelfscan/controle/"))
    other.get_by_role("button", name="Klaar, laat mijn uitslag zien").click()
    other.wait_for_url("**/zelfscan/uitslag/")

    page.get_by_role("radio").first.check()
    page.locator("#next").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Deze zelfscan is al afgerond.")
    expect(page.get_by_role("radio").first).to_be_checked()
    again = alert.get_by_role("link", name="Begin een nieuwe zelfscan")
    elsewhere = other.get_by_role("link", name="Bekijk uw leerpad").or_(
        other.get_by_role("link", name="Bekijk je leerpad")
    )
    colour = "(each) => getComputedStyle(each).color"
    assert again.evaluate(colour) == elsewhere.evaluate(colour)
