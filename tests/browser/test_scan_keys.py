"""The number keys of the scan answer only while nothing else has the focus."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.steps_of_a_walk import begin_scan, expect_question

HOUSE = "kompashuis"


def test_a_number_answers_unless_something_else_has_the_focus(visit: Callable[..., Any]) -> None:
    window = visit(viewport=DESKTOP)
    window.sign_in(HOUSE, "fatma")
    page = window.open(HOUSE, "/zelfscan/")
    begin_scan(page, busy_with="Iemand is net begonnen")
    expect_question(page, 1)
    answers = page.locator("input[name=answer]")
    checked = page.locator("input[name=answer]:checked")

    page.get_by_role("link", name="Stoppen en later verder").focus()
    page.keyboard.press("2")
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("beforeend", `
             <form><input type="radio" name="elders" aria-label="Elders"></form>`)"""
    )
    page.get_by_role("radio", name="Elders").focus()
    page.keyboard.press("2")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Alt+2")
    expect(checked).to_have_count(0)

    page.keyboard.press("2")
    expect(page.locator("input[name=answer][data-key='2']")).to_be_checked()
    page.keyboard.press("3")
    expect(page.locator("input[name=answer][data-key='3']")).to_be_checked()
    page.keyboard.press("Enter")
    expect_question(page, 2)
    expect(answers.first).to_be_visible()
