"""What stands below each other stands in line, and an open list stays inside a narrow window."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import PHONE
from tests.browser.looking import too_wide

LEFT_OF_TEXT = """(element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return Math.round(range.getBoundingClientRect().left);
}"""
LONGEST_OPTION = """(select) => {
  const probe = document.createElement("span");
  probe.style.cssText = `position: absolute; white-space: nowrap; font: ${getComputedStyle(select).font}`;
  document.body.append(probe);
  const widths = [...select.options].map((option) => {
    probe.textContent = option.textContent;
    return probe.getBoundingClientRect().width;
  });
  probe.remove();
  return Math.max(...widths);
}"""


def _left(found: Locator) -> int:
    left: int = found.evaluate(LEFT_OF_TEXT)
    return left


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga"])
def test_quiet_buttons_begin_where_their_neighbours_do(visit: Callable[..., Any], house: str) -> None:
    window = visit(viewport=PHONE)
    page = window.sign_in(house, "marja")
    page.get_by_role("link", name="Najaar").click()
    page.get_by_role("link", name="Wijzig de groep").click()
    footer = page.locator(".site-footer")
    heading = page.get_by_role("heading", level=1)

    assert _left(footer.get_by_role("button", name="Uitloggen")) == _left(heading) == 16
    page.go_back()
    begins: dict[int, Locator] = {}
    for link in page.locator(".actions.no-print a").all():
        box = link.bounding_box()
        assert box is not None
        begins.setdefault(round(box["y"]), link)
    quiet = [each for each in begins.values() if "button--quiet" in str(each.get_attribute("class"))]
    assert quiet
    assert {_left(each) for each in quiet} == {16}


def test_the_open_bar_of_the_demo_stays_inside_a_phone(visit: Callable[..., Any]) -> None:
    page = visit(viewport=PHONE).sign_in("zonnehoek", "marja")
    page.locator(".demo-bar summary").click()

    assert page.locator(".demo-bar select").first.is_visible()
    assert too_wide(page) == []


@pytest.mark.parametrize("width", [700, 1000])
@pytest.mark.parametrize(
    "step", ["iedereen-leert-anders/wat-helpt-wie", "leerdoelen-en-leerwerkplan/waar-in-de-dienst"]
)
def test_the_choices_of_a_match_fit_in_their_list(visit: Callable[..., Any], step: str, width: int) -> None:
    window = visit(viewport={"width": width, "height": 800})
    window.sign_in("zonnehoek", "fatma")
    page = window.open("zonnehoek", f"/modules/{step}/")
    choice = page.locator(".placing select").first
    box = choice.bounding_box()

    assert box is not None
    assert choice.evaluate(LONGEST_OPTION) <= box["width"]
    assert box["x"] + box["width"] <= width
