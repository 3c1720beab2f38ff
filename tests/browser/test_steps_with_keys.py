"""Every kind of step that asks something is done with the keyboard alone, up to the step that follows.

The focus is seen wherever it goes and goes downwards; what came of an answer has the focus, or is said.
"""

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.keyboard import Keyboard
from tests.browser.steps_of_a_walk import CHECK, as_shown, block_of, main_heading

HOUSE = "zilverlinde"
WINDOWS: dict[str, tuple[ViewportSize, str]] = {"phone": (PHONE, "joost"), "desktop": (DESKTOP, "fleur")}
WRITTEN = "Ik laat meer stilte."


def _group(page: Page, text: str) -> Locator:
    return page.get_by_role("group", name=as_shown(text))


def _check(keys: Keyboard, name: str = CHECK) -> None:
    keys.press(keys.page.get_by_role("button", name=name, exact=True))


def _expect_outcome(page: Page, name: str) -> None:
    """The outcome says this, and has the focus: it is read out, and Tab goes on from there."""
    outcome = page.get_by_role("region", name=name)
    expect(outcome).to_be_visible()
    expect(outcome).to_be_focused()


def _radio(group: Locator, text: str) -> Locator:
    return group.get_by_role("radio", name=as_shown(text))


def _place(keys: Keyboard, places: Iterable[tuple[str, int]]) -> None:
    for item, place in places:
        group = _group(keys.page, item)
        keys.choose(group, group.get_by_role("radio").nth(place))
    _check(keys)


def _sort(keys: Keyboard) -> None:
    """The first card wrong: that one comes back."""
    block = block_of("M01-3")
    categories = [each["key"] for each in block["categories"]]
    (item, right), *others = [(each["text"], categories.index(each["category"])) for each in block["items"]]
    _place(keys, [(item, (right + 1) % len(categories)), *others])
    _expect_outcome(keys.page, f"{len(others)} van de {len(block['items'])} goed")
    _place(keys, [(item, right)])
    _expect_outcome(keys.page, "Alles staat goed")


def _match(keys: Keyboard) -> None:
    for pair in block_of("M04-3")["pairs"]:
        keys.choose_from_list(keys.page.get_by_label(as_shown(pair["left"])), as_shown(pair["right"]))
    _check(keys)
    _expect_outcome(keys.page, "Alles staat goed")


def _put_on_a_line(keys: Keyboard) -> None:
    block = block_of("M03-2")
    slots = [each["key"] for each in block["slots"]]
    _place(keys, ((each["text"], slots.index(each["slots"][0])) for each in block["items"]))
    _expect_outcome(keys.page, "Alles staat goed")


def _tick_a_list(keys: Keyboard) -> None:
    """Two points and an own one; back with Shift+Tab to take the second away again."""
    page = keys.page
    for place in range(2):
        keys.tick(page.get_by_role("checkbox").nth(place))
    keys.write(page.get_by_label("Eigen punten"), WRITTEN)
    keys.to(page.get_by_role("checkbox").nth(1), back=True)
    page.keyboard.press("Space")
    _expect_kept(page)
    page.reload()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(page.get_by_label("Eigen punten")).to_have_value(WRITTEN)


def _reflect(keys: Keyboard) -> None:
    fields = keys.page.locator("#antwoord textarea")
    for place in range(fields.count()):
        keys.write(fields.nth(place), WRITTEN)
    _expect_kept(keys.page)
    keys.page.reload()
    for place in range(fields.count()):
        expect(fields.nth(place)).to_have_value(WRITTEN)


def _expect_kept(page: Page) -> None:
    """It is said that everything is kept, and the focus stays where it was."""
    held = page.evaluate("document.activeElement.id || document.activeElement.value")
    expect(page.locator("#live")).to_contain_text("Bewaard om")
    assert page.evaluate("document.activeElement.id || document.activeElement.value") == held


def _live_a_scenario(keys: Keyboard) -> None:
    block = block_of("M05-5")
    nodes = {each["key"]: each for each in block["nodes"]}
    key = block["start"]
    while key:
        choice = nodes[key]["choices"][-1]
        first_words = nodes[key]["text"].partition("\n")[0]
        group = _group(keys.page, first_words)
        keys.choose(group, _radio(group, choice["text"]))
        _check(keys, "Dit doe ik")
        told = keys.page.get_by_role("listitem").filter(has_text=as_shown(choice["text"]))
        expect(told.last).to_be_focused()
        key = choice.get("next")
    expect(keys.page.get_by_role("region", name="Zo liep het af")).to_be_visible()


def _pass_a_quiz(keys: Keyboard) -> None:
    for question in block_of("M09-6")["questions"]:
        group = _group(keys.page, question.get("question") or question["text"])
        for option in (each for each in question["options"] if each["correct"]):
            if question["kind"] == "several":
                keys.tick(group.get_by_role("checkbox", name=as_shown(option["text"])))
            else:
                keys.choose(group, _radio(group, option["text"]))
        _check(keys)
        told = keys.page.get_by_role("listitem").filter(has_text="Goed")
        expect(told.last).to_be_focused()
    expect(keys.page.get_by_text("Alle vragen zijn goed.")).to_be_visible()


# Where the step stands, how it is done, and the page that comes after it.
KINDS: dict[str, tuple[str, Callable[[Keyboard], None], str]] = {
    "sort": ("jij-als-werkbegeleider/wie-doet-wat", _sort, "Dit wil ik leren"),
    "match": (
        "leerdoelen-en-leerwerkplan/waar-in-de-dienst",
        _match,
        "Twee minuten bij de start van de dienst",
    ),
    "timeline": ("welkom-de-eerste-weken/te-veel-op-dag-een", _put_on_a_line, "De omgevallen koffie"),
    "checklist": (
        "voorbereiden-en-kennismaken/maak-je-eigen-startlijst",
        _tick_a_list,
        "Zes vragen voor het eerste gesprek",
    ),
    "reflection": ("coachen-en-laten-nadenken/wat-doe-jij-als-het-stil-wordt", _reflect, "Vijf vragen"),
    "scenario": ("voordoen-samen-doen-loslaten/drukke-ochtend", _live_a_scenario, "Vijf vragen"),
    "quiz": ("als-het-schuurt/vijf-vragen-als-het-schuurt", _pass_a_quiz, "Als het schuurt"),
}


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, visit: Callable[..., Visit]) -> Visit:
    """Somebody who did no step yet, on a phone or at a desk."""
    size, who = WINDOWS[request.param]
    opened = visit(viewport=size)
    opened.sign_in(HOUSE, who)
    return opened


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_is_done_with_the_keyboard_alone(window: Visit, kind: str) -> None:
    address, do, follows = KINDS[kind]
    page = window.open(HOUSE, f"/modules/{address}/")
    keys = Keyboard(page)
    keys.tab()
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")

    do(keys)
    keys.press(page.locator("#volgende"))

    expect(main_heading(page)).to_have_text(follows)
