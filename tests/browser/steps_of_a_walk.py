"""What several walks do: fill the scan in, sort, pass a quiz, write a case. Right answers come from the fixtures."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Locator, Page, expect

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
QUESTIONS = 32
NEXT, LAST = "Volgende", "Bewaar en controleer"
CHECK = "Kijk na"


def main_heading(page: Page) -> Locator:
    """The one heading of level 1."""
    return page.get_by_role("heading", level=1)


def begin_scan(page: Page, *, busy_with: str) -> None:
    """From the scan's first page to its first question."""
    page.get_by_role("radio", name=busy_with).check()
    page.get_by_role("button", name="Begin met de zelfscan").click()


def let_scan_begin(page: Page) -> None:
    """From the scan's first page to its first question, unless she has begun already."""
    if page.get_by_role("button", name="Begin met de zelfscan").count():
        begin_scan(page, busy_with="Ik begeleid nu niemand")
        page.wait_for_url("**/zelfscan/vraag/1/")


def expect_question(page: Page, number: int) -> None:
    """The question with this number is on screen, its page loaded."""
    page.wait_for_url(f"**/zelfscan/vraag/{number}/")
    expect(page.get_by_text(f"vraag {number} van {QUESTIONS}", exact=True)).to_be_visible()


def answer_by_hand(page: Page, numbers: Iterable[int], *, pick: int) -> None:
    """Answer these questions one by one with the answer that stands at place `pick` (from 0)."""
    for number in numbers:
        expect_question(page, number)
        page.get_by_role("radio").nth(pick).check()
        page.get_by_role("button", name=NEXT if number < QUESTIONS else LAST).click()


def answer_with_keys(page: Page, numbers: Iterable[int], *, keys: str) -> None:
    """Answer these questions with a number key and Enter; `keys` repeats."""
    for place, number in enumerate(numbers):
        expect_question(page, number)
        expect(page.get_by_text("Daarna Enter.")).to_be_visible()
        page.keyboard.press(keys[place % len(keys)])
        expect(page.get_by_role("radio", checked=True)).to_have_count(1)
        page.keyboard.press("Enter")


@cache
def block_of(code: str) -> dict[str, Any]:
    """The block of a step as the fixtures have it, right answers included: `block_of("M01-3")`."""
    data = yaml.safe_load((FIXTURES / "steps" / f"{code[:3]}.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(step["block"] for step in data["steps"] if step["code"] == code)
    return found


def styles_of_the_fixtures() -> dict[str, dict[str, Any]]:
    """The knobs of each organisation's style, as the demo starts with them."""
    data = yaml.safe_load((FIXTURES / "organisations.yaml").read_text(encoding="utf-8"))
    return {each["id"]: each["style"] for each in data["organisations"]}


def as_shown(text: str) -> re.Pattern[str]:
    """A fixture's text as a pattern: each organisation fills its own words in."""
    return re.compile(".+".join(re.escape(part) for part in re.split(r"\{\{[^}]+\}\}", text)))


def sort_items(page: Page, code: str, *, wrong: int = 0) -> None:
    """Give every item on screen its place, the first `wrong` ones a wrong one, and have it checked."""
    block = block_of(code)
    places = [each["key"] for each in block["categories"]]
    shown = [item for item in block["items"] if page.get_by_role("group", name=item["text"]).count()]
    for number, item in enumerate(shown):
        right = places.index(item["category"])
        pick = (right + 1) % len(places) if number < wrong else right
        page.get_by_role("group", name=item["text"]).get_by_role("radio").nth(pick).check()
    page.get_by_role("button", name=CHECK).click()


def answer_quiz_question(page: Page, question: dict[str, Any], *, right: bool = True) -> None:
    """Answer the question on screen rightly or wrongly and have it checked."""
    group = page.get_by_role("group", name=as_shown(question.get("question") or question["text"]))
    role = "checkbox" if question["kind"] == "several" else "radio"
    for option in question["options"]:
        if option["correct"] == right:
            group.get_by_role(role, name=as_shown(option["text"])).check()
            if role == "radio" or not right:
                break
    page.get_by_role("button", name=CHECK).click()


def open_new_case(page: Page) -> None:
    """From the editors' admin to the form of a new case."""
    page.wait_for_url("**/redactie/**")
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Casuïstiek").click()
    page.get_by_role("link", name="Casus toevoegen").click()


def first_case_in_the_admin(page: Page) -> str:
    """The number of the first case on a list in the editors' admin."""
    link = page.get_by_role("main").locator("a[href*='/redactie/pages/'][href$='/edit/']").first
    found = re.search(r"/pages/(\d+)/edit/", link.get_attribute("href") or "")
    assert found, "the list holds a case"
    return found.group(1)


def write_in_section(page: Page, section: str, text: str, *, instead: bool = False) -> None:
    """Type at the end of a rich text field of the editors' admin, or `instead` of what stands there."""
    region = page.get_by_role("region", name=section)
    region.get_by_role("textbox").click()
    page.keyboard.press("Control+A" if instead else "Control+End")
    page.keyboard.type(text)
    # The editor hands its text to the form a moment later.
    expect(region.locator("input[type=hidden]").first).to_have_value(re.compile(re.escape(text.strip())))


def press_in_footer(page: Page, name: re.Pattern[str]) -> None:
    """Press a button at the foot of the editors' form: the first one, or one of the others behind it."""
    footer = page.get_by_role("navigation", name="Acties (footer)").last
    button = footer.get_by_role("button", name=name)
    if not button.is_visible():
        footer.get_by_role("button", name="Meer acties").click()
    button.click()
