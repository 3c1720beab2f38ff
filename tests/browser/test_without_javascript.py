"""The learner's whole way with JavaScript off: forms and links are real, nothing is only decoration."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps_of_a_walk import (
    QUESTIONS,
    answer_by_hand,
    answer_quiz_question,
    begin_scan,
    block_of,
    main_heading,
    sort_items,
)

pytestmark = pytest.mark.walk

HOUSE, WHO = "buurtlicht", "fatma"


def test_scan_path_and_module_without_javascript(visit: Callable[..., Any]) -> None:
    """Scan, result, own choices on the path, and a module with a sort, a reflection and a quiz."""
    window = visit(java_script_enabled=False)
    page: Page = window.sign_in(HOUSE, WHO)
    page.get_by_role("link", name="Doe de zelfscan (15 minuten)").click()
    begin_scan(page, busy_with="Er komt binnenkort iemand")
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for number in range(1, QUESTIONS + 1):
        answer_by_hand(page, [number], pick=number % 2)
    page.get_by_role("checkbox", name="Samen leren plannen").check()
    page.get_by_role("button", name="Klaar, laat mijn uitslag zien").click()
    expect(main_heading(page)).to_have_text("Uitslag van de zelfscan")
    expect(page.locator("[data-competence]")).to_have_count(8)
    page.get_by_role("main").get_by_role("link", name="leerpad").first.click()

    _change_the_path(page)
    _go_on_with_module_one(page)
    _play_a_scenario(window)


def _modules_on(page: Page) -> list[str | None]:
    return [each.get_attribute("data-module") for each in page.locator("[data-module]").all()]


def _change_the_path(page: Page) -> None:
    """Move one down, set one aside with a reason; both are there after the next page load."""
    expect(main_heading(page)).to_have_text("Mijn leerpad")
    advised = _modules_on(page)
    assert len(advised) == 12
    second = page.locator(f"[data-module={advised[1]}]")
    second.get_by_text("Waarom, en veranderen").click()
    second.get_by_role("button", name="Omlaag").click()
    expect(page.get_by_text("Dit is een eigen volgorde.")).to_be_visible()
    assert _modules_on(page)[1:3] == [advised[2], advised[1]]

    # What was moved stays open.
    second.get_by_role("link", name="Eigen keuze").click()
    page.get_by_role("radio", name="Nu even niet").check()
    page.get_by_label("Waarom?").fill("Eerst de zomer door")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", name="Zelf opzij gezet")).to_be_visible()
    expect(second).to_contain_text("Eerst de zomer door")


def _go_on_with_module_one(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="Ga verder", exact=True).click()
    expect(main_heading(page)).to_have_text("Je eerste werkbegeleider")
    page.get_by_label("Mijn drie woorden").fill("rustig en duidelijk")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_label("Mijn drie woorden")).to_have_value("rustig en duidelijk")
    page.get_by_role("button", name="Volgende stap").click()

    expect(main_heading(page)).to_have_text("Wie doet wat?")
    sort_items(page, "M01-3", wrong=2)
    expect(page.get_by_role("heading", name="10 van de 12 goed")).to_be_visible()
    sort_items(page, "M01-3")
    expect(page.get_by_role("heading", name="Alles staat goed")).to_be_visible()
    page.get_by_role("button", name="Volgende stap").click()

    expect(main_heading(page)).to_have_text("Dit wil ik leren")
    page.get_by_label("Deze maand werk ik aan").fill("vragen stellen")
    page.get_by_role("button", name="Volgende stap").click()
    expect(main_heading(page)).to_have_text("Vijf vragen")
    page.go_back()
    page.reload()
    expect(page.get_by_label("Deze maand werk ik aan")).to_have_value("vragen stellen")
    page.go_forward()

    for question in block_of("M01-5")["questions"]:
        answer_quiz_question(page, question)
    expect(page.get_by_text("Alle vragen zijn goed.")).to_be_visible()
    page.get_by_role("button", name="Rond de module af").click()
    expect(page.get_by_text("Klaar! Alle stappen van deze module zijn af.")).to_be_visible()


def _play_a_scenario(window: Any) -> None:
    """Choose until the story ends, then again from the start."""
    page: Page = window.open(HOUSE, "/modules/welkom-de-eerste-weken/de-omgevallen-koffie/")
    choices = 0
    ending = page.get_by_role("region", name="Zo liep het af")
    while not ending.count():
        page.get_by_role("button", name="Dit doe ik").click()
        expect(page.get_by_text("Gekozen:")).to_have_count(choices)
        page.get_by_role("main").get_by_role("group").first.get_by_role("radio").first.check()
        page.get_by_role("button", name="Dit doe ik").click()
        choices += 1
        expect(page.get_by_text("Gekozen:")).to_have_count(choices)
    assert choices > 1
    ending.get_by_role("link", name="Doe het nog een keer, anders").click()
    expect(page.get_by_text("Gekozen:")).to_have_count(0)
