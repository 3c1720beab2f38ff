"""The editor saves by itself; a button that is pressed meanwhile sends what was typed, once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.conftest import DESKTOP
from tests.browser.steps_of_a_walk import main_heading, open_new_case, press_in_footer, write_in_section

SUBMIT = re.compile("^Leg voor aan de redactie$")


class SlowAnswers:
    """What the browser saves by itself reaches the server; the answer comes when the test says so."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: list[tuple[Route, APIResponse]] = []
        self.is_slow = True
        page.route(re.compile("/redactie/pages/"), self._hold)

    def _hold(self, route: Route) -> None:
        is_automatic = "application/json" in route.request.headers.get("accept", "")
        if (
            self.is_slow
            and route.request.method == "POST"
            and is_automatic
            and "preview" not in route.request.url
        ):
            self.held.append((route, route.fetch()))
        else:
            route.continue_()

    def wait_for_one(self) -> None:
        for _tenth in range(150):
            if self.held:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("nothing was saved by itself")

    def give(self) -> None:
        self.is_slow = False
        for route, answer in self.held:
            route.fulfill(response=answer)


@pytest.fixture
def page(visit: Callable[..., Any]) -> Page:
    """Els, who writes cases."""
    return visit(viewport=DESKTOP).sign_in("", "els@zonnehoek.example")


def _write_a_case(page: Page, title: str) -> SlowAnswers:
    open_new_case(page)
    # Wagtail notes how the form looked two seconds after it opened; what was typed before is no change.
    page.wait_for_timeout(3_000)
    answers = SlowAnswers(page)
    page.get_by_role("textbox", name="Titel").fill(title)
    write_in_section(page, "Situatie", "Sem loopt door.", instead=True)
    write_in_section(page, "Dilemma", "Zeg je er nu iets van?", instead=True)
    answers.wait_for_one()
    return answers


def test_a_new_case_is_submitted_while_it_is_being_saved(page: Page) -> None:
    title = "De deur die dicht bleef"
    answers = _write_a_case(page, title)

    press_in_footer(page, SUBMIT)
    page.wait_for_timeout(1_000)
    answers.give()

    expect(page.get_by_text(f"Pagina '{title}' is ter goedkeuring ingediend.")).to_be_visible()
    page.goto(page.url.split("/redactie/")[0] + "/redactie/casuistiek/?q=deur+die+dicht")
    expect(page.get_by_role("link", name=title, exact=True)).to_have_count(1)


def test_a_draft_is_kept_while_it_is_being_saved(page: Page) -> None:
    answers = _write_a_case(page, "De deur die open bleef")
    answers.give()
    page.wait_for_url("**/edit/")
    answers = SlowAnswers(page)
    write_in_section(page, "Situatie", "Sem loopt binnen.", instead=True)
    answers.wait_for_one()

    press_in_footer(page, re.compile("^Bewaar concept$"))
    page.wait_for_timeout(1_000)
    answers.give()

    told = page.get_by_role("status").get_by_role("listitem")
    expect(told).to_have_text(["Pagina 'De deur die open bleef' is gewijzigd."])
    expect(main_heading(page)).to_have_text("Bewerk Casus: De deur die open bleef")
    expect(page.get_by_role("region", name="Situatie")).to_contain_text("Sem loopt binnen.")
