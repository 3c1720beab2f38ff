"""axe finds nothing, on the screens that matter, in three extreme house styles, light and dark, small and wide.

Needs minutes, so it runs once: on PostgreSQL. What axe cannot see is measured here: sideways scroll at 320
pixels and targets of 44 pixels on the learner's screens.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps_of_a_walk import begin_scan

pytestmark = pytest.mark.matrix
Visits = Callable[..., Any]

HOUSES = ("zonnehoek", "amelberga", "buurtlicht")
REFLOW = {"width": 320, "height": 640}
LEARNER, FILLING_IN, TRAINER, STYLIST = "daan", "samir", "marja", "huisstijl"
ADMIN = "beheer"

AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "iframes": False,
}
RUN_AXE = """async (options) => {
  const found = await axe.run(document, options);
  return found.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)}`));
}"""
SMALL_TARGETS = """() => {
  const targets = "button, .button, nav a, summary, select, .choice, input:not([type=hidden])";
  return [...document.querySelectorAll(targets)]
    .filter((each) => !each.closest(".demo-bar") && !each.closest("label") && each.checkVisibility())
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
    .map(([each, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`);
}"""
RUNS_OUT = """() => [...document.querySelectorAll(
    ".button, .choice, .tag, .card, .notice, .site-nav__item, .site-header__brand, .site-header__name, h1, h2, td, th")]
  .filter((each) => each.checkVisibility() && !each.closest(".demo-bar, .visually-hidden"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
  .map((each) => `${each.scrollWidth} in ${each.clientWidth}: ${each.outerHTML.slice(0, 120)}`)"""
IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDEST = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((each) => each.outerHTML.slice(0, 100)).slice(0, 5)"""


@dataclass(frozen=True)
class Screen:
    """A page of the product, who sees it, and by which path."""

    name: str
    path: str
    who: str = LEARNER

    @property
    def is_learners(self) -> bool:
        """Used on a phone between two rounds: everything to press is at least 44 pixels."""
        return self.who in (LEARNER, FILLING_IN, "")


SCREENS = (
    Screen("sign-in", "/inloggen/", who=""),
    Screen("ways in", "/mijn-gegevens/inloggen/"),
    Screen("password", "/mijn-gegevens/inloggen/wachtwoord/"),
    Screen("confirm", "/mijn-gegevens/inloggen/bevestigen/"),
    Screen("confirm by mail", "/mijn-gegevens/inloggen/bevestigen/mail/"),
    Screen("path", "/leerpad/"),
    Screen("scan question", "/zelfscan/vraag/9/", who=FILLING_IN),
    Screen("result", "/zelfscan/uitslag/"),
    Screen("module", "/modules/voorbereiden-en-kennismaken/"),
    Screen("film", "/modules/voorbereiden-en-kennismaken/dag-een-twee-versies/"),
    Screen("sort", "/modules/jij-als-werkbegeleider/wie-doet-wat/"),
    Screen("scenario", "/modules/welkom-de-eerste-weken/de-omgevallen-koffie/"),
    Screen("quiz", "/modules/jij-als-werkbegeleider/vijf-vragen/"),
    Screen("case", "/samen/casussen/school-belt-nooit/"),
    Screen("case to play", "/samen/casussen/pak-jij-die-route-even/"),
    Screen("play", "/samen/casussen/pak-jij-die-route-even/spelen/?k=2", who=TRAINER),
    Screen("end of a play", "/samen/casussen/pak-jij-die-route-even/spelen/?k=0-0", who=TRAINER),
    Screen("board", "/groepen/", who=TRAINER),
    Screen("start", "/start/", who=""),
    Screen("people list", "/beheer/mensen/inlezen/", who=ADMIN),
    Screen("start cards", "/beheer/mensen/startkaarten/", who=ADMIN),
    Screen("teams", "/beheer/teams/", who=ADMIN),
    Screen("work accounts", "/beheer/inloggen/", who=ADMIN),
    Screen("style editor", "/beheer/huisstijl/", who=STYLIST),
)
# The other kinds of step: once, in one house.
MORE_STEPS = (
    "jij-als-werkbegeleider/je-eerste-werkbegeleider",
    "jij-als-werkbegeleider/doe-de-zelfscan",
    "jij-als-werkbegeleider/dit-wil-ik-leren",
    "voorbereiden-en-kennismaken/niveau-2-3-4-en-hbo",
    "voorbereiden-en-kennismaken/maak-je-eigen-startlijst",
    "voorbereiden-en-kennismaken/zes-vragen-voor-het-eerste-gesprek",
    "welkom-de-eerste-weken/te-veel-op-dag-een",
    "leerdoelen-en-leerwerkplan/maak-het-kleiner",
    "leerdoelen-en-leerwerkplan/waar-in-de-dienst",
    "leerdoelen-en-leerwerkplan/leerwerkplan-op-een-blad",
)


@pytest.fixture(scope="module")
def signed_in() -> dict[tuple[str, str], Any]:
    """Cookies of who signed in before, so that each signs in once."""
    return {}


@pytest.fixture
def open_screen(visit: Visits, signed_in: dict[tuple[str, str], Any]) -> Callable[[str, Screen], Page]:
    """`open_screen("zonnehoek", screen)`: the page on a phone, with somebody signed in who may see it."""

    def begin(house: str, screen: Screen) -> Page:
        key = (house, screen.who)
        if screen.who and key not in signed_in:
            first = visit()
            first.sign_in(house, screen.who)
            if screen.who == FILLING_IN:
                _begin_a_scan(first.open(house, "/zelfscan/"))
            signed_in[key] = first.context.storage_state()
        page: Page = visit(storage_state=signed_in.get(key)).open(house, screen.path)
        if screen.name == "board":
            page.get_by_role("link", name="Najaar").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Groep Najaar")
        return page

    return begin


def _begin_a_scan(page: Page) -> None:
    if page.get_by_role("button", name="Begin met de zelfscan").count():
        begin_scan(page, busy_with="Ik begeleid nu niemand")
        page.wait_for_url("**/zelfscan/vraag/1/")


def _axe(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN_AXE, AXE_OPTIONS)
    return found


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name.replace(" ", "-"))
def test_nothing_stands_in_the_way(open_screen: Any, screen: Screen, house: str) -> None:
    page = open_screen(house, screen)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    faults: dict[str, list[str]] = {}
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        for mode in ("light", "dark"):
            page.emulate_media(color_scheme=mode)
            faults[f"axe, {viewport['width']} {mode}"] = _axe(page)
        faults[f"runs out of its box, {viewport['width']}"] = page.evaluate(RUNS_OUT)
        if screen.is_learners:
            faults[f"small targets, {viewport['width']}"] = page.evaluate(SMALL_TARGETS)
    page.set_viewport_size(REFLOW)
    faults["too wide at 320"] = page.evaluate(WIDEST) if page.evaluate(IS_TOO_WIDE) else []
    faults["runs out of its box, 320"] = page.evaluate(RUNS_OUT)

    assert {where: what for where, what in faults.items() if what} == {}


@pytest.mark.parametrize("step", MORE_STEPS, ids=lambda step: step.rpartition("/")[2])
def test_every_other_kind_of_step_is_accessible_too(open_screen: Any, step: str) -> None:
    page = open_screen("zonnehoek", Screen("step", f"/modules/{step}/"))
    faults = _axe(page) + page.evaluate(SMALL_TARGETS)
    page.set_viewport_size(REFLOW)

    assert faults + (page.evaluate(WIDEST) if page.evaluate(IS_TOO_WIDE) else []) == []


def test_forms_with_faults_are_accessible(open_screen: Any) -> None:
    page = open_screen("zonnehoek", Screen("sign-in", "/inloggen/", who=""))
    page.get_by_label("E-mailadres").fill("iemand@zonnehoek.example")
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert _axe(page) == []

    page = open_screen("zonnehoek", Screen("sort", "/modules/voorbereiden-en-kennismaken/bol-of-bbl/"))
    page.get_by_role("button", name="Kijk na").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert _axe(page) == []
