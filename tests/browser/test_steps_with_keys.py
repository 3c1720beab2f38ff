"""Every kind of step that asks for a choice is done with Tab, arrows, space and Enter alone, and is kept."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.steps_of_a_walk import CHECK, as_shown, block_of

HOUSE, WHO = "zilverlinde", "joost"  # nobody else answers here
MOST_TABS, MOST_ARROWS = 120, 12
HAS_FOCUS = "(each) => each.contains(document.activeElement)"
SHOWS_FOCUS = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const rings = [document.activeElement, document.activeElement.closest("label")].filter(Boolean).map(getComputedStyle);
  return box.bottom > 0 && box.top < innerHeight
    && rings.some((ring) => ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2);
}"""
CHOSEN = """() => {
  const focused = document.activeElement;
  if (focused instanceof HTMLSelectElement) return focused.selectedOptions[0].text;
  return focused.checked ? focused.closest("label").innerText : "";
}"""


def _tab_to(page: Page, there: Locator) -> None:
    """Press Tab until the focus is `there`, and see it there."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if there.evaluate(HAS_FOCUS):
            break
    assert there.evaluate(HAS_FOCUS), "Tab never came here"
    assert page.evaluate(SHOWS_FOCUS), page.evaluate("document.activeElement.outerHTML")


def _choose(page: Page, there: Locator, text: str) -> None:
    """Of the radio buttons or the list over `there`, the one with this text."""
    _tab_to(page, there)
    wanted = re.compile(rf"\s*{as_shown(text).pattern}\s*")
    if page.evaluate("document.activeElement.type") == "radio":
        page.keyboard.press("Space")
    for _press in range(MOST_ARROWS):
        if wanted.fullmatch(page.evaluate(CHOSEN)):
            break
        page.keyboard.press("ArrowDown")
    assert wanted.fullmatch(page.evaluate(CHOSEN))


def _press(page: Page, name: str) -> None:
    _tab_to(page, page.get_by_role("button", name=name, exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _group(page: Page, text: str) -> Locator:
    return page.get_by_role("group", name=as_shown(text))


def _place(page: Page, places: Iterator[tuple[str, str]], find: Callable[[Page, str], Locator]) -> Locator:
    for item, place in places:
        _choose(page, find(page, item), place)
    _press(page, CHECK)
    return page.get_by_role("heading", name="Alles staat goed")


def _sort(page: Page) -> Locator:
    block = block_of("M01-3")
    names = {each["key"]: each["name"] for each in block["categories"]}
    return _place(page, ((each["text"], names[each["category"]]) for each in block["items"]), _group)


def _put_on_a_line(page: Page) -> Locator:
    block = block_of("M03-2")
    names = {each["key"]: each["name"] for each in block["slots"]}
    return _place(page, ((each["text"], names[each["slots"][0]]) for each in block["items"]), _group)


def _match(page: Page) -> Locator:
    pairs = ((each["left"], each["right"]) for each in block_of("M04-3")["pairs"])
    return _place(page, pairs, lambda on, text: on.get_by_label(as_shown(text)))


def _live_a_scenario(page: Page) -> Locator:
    nodes = {each["key"]: each for each in block_of("M03-3")["nodes"]}
    key = block_of("M03-3")["start"]
    while key:
        choice = nodes[key]["choices"][-1]
        _choose(page, _group(page, nodes[key]["text"]), choice["text"])
        _press(page, "Dit doe ik")
        key = choice.get("next")
    return page.get_by_role("region", name="Zo liep het af")


def _pass_a_quiz(page: Page) -> Locator:
    for question in block_of("M01-5")["questions"]:
        group = _group(page, question.get("question") or question["text"])
        for option in (each for each in question["options"] if each["correct"]):
            if question["kind"] == "several":
                _tab_to(page, group.get_by_role("checkbox", name=as_shown(option["text"])))
                page.keyboard.press("Space")
            else:
                _choose(page, group, option["text"])
                break
        _press(page, CHECK)
    return page.get_by_text("Alle vragen zijn goed.")


KINDS: dict[str, tuple[str, Callable[[Page], Locator]]] = {
    "sort": ("jij-als-werkbegeleider/wie-doet-wat", _sort),
    "match": ("leerdoelen-en-leerwerkplan/waar-in-de-dienst", _match),
    "timeline": ("welkom-de-eerste-weken/te-veel-op-dag-een", _put_on_a_line),
    "scenario": ("welkom-de-eerste-weken/de-omgevallen-koffie", _live_a_scenario),
    "quiz": ("jij-als-werkbegeleider/vijf-vragen", _pass_a_quiz),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_is_done_with_the_keyboard_alone(visit: Callable[..., Visit], kind: str) -> None:
    slug, do = KINDS[kind]
    window: Any = visit()
    window.sign_in(HOUSE, WHO)
    page = window.open(HOUSE, f"/modules/{slug}/")

    done = do(page)

    expect(done).to_be_visible()
    page.reload()
    expect(done).to_be_visible()
