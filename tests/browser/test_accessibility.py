"""axe finds nothing, on every screen, light and dark, small and wide; the main ones in three extreme house styles.

Needs minutes, so it runs once: on PostgreSQL. One window goes past all screens. Each is loaded once, and where it
stands as it stood in light, only what dark changes is looked at again: colours. What axe cannot see is measured
here: sideways scroll at 320 pixels and targets of 44 pixels on the learner's screens.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Portal, Visit, open_window
from tests.browser.looking import REFLOW, axe_faults, moved, runs_out, small_targets, too_wide
from tests.browser.steps_of_a_walk import first_case_in_the_admin, let_scan_begin

pytestmark = pytest.mark.matrix

HOUSES = ("zonnehoek", "amelberga", "buurtlicht")
LEARNER, FILLING_IN, TRAINER, STYLIST = "daan", "samir", "marja", "huisstijl"
ADMIN, TRAINEE, EDITOR = "beheer", "noor", "redactie@regio.example"
COORDINATOR = "coordinator@regio.example"
TALK, FIRST_QUESTION = "/samen/casussen/pak-jij-die-route-even/gesprek/", "text=1. Wat wil jij weten"


@dataclass(frozen=True)
class Screen:
    """A page of the product, who sees it, and by which path."""

    name: str
    path: str
    who: str = LEARNER
    follow: tuple[str, ...] = ()  # links to click from there, by selector
    everywhere: bool = False  # in all three houses, not in one of them by turns

    @property
    def is_learners(self) -> bool:
        """Used on a phone between two rounds: everything to press is at least 44 pixels."""
        return self.who in (LEARNER, FILLING_IN, "")


SCREENS = (
    Screen("sign-in", "/inloggen/", who="", everywhere=True),
    Screen("ways in", "/mijn-gegevens/inloggen/"),
    Screen("password", "/mijn-gegevens/inloggen/wachtwoord/"),
    Screen("confirm", "/mijn-gegevens/inloggen/bevestigen/"),
    Screen("confirm by mail", "/mijn-gegevens/inloggen/bevestigen/mail/"),
    Screen("path", "/leerpad/", everywhere=True),
    Screen("scan question", "/zelfscan/vraag/9/", who=FILLING_IN, everywhere=True),
    Screen("result", "/zelfscan/uitslag/", everywhere=True),
    Screen("search", "/modules/?q=gesprek&competentie=C4", everywhere=True),
    Screen("nothing found", "/modules/?q=bestaatniet&fase=F1"),
    Screen("my work", "/bewijzen/mijn-werk/"),
    Screen("team card", "/bewijzen/teamkaart/"),
    Screen("module", "/modules/voorbereiden-en-kennismaken/", everywhere=True),
    Screen("assignment", "/modules/leerdoelen-en-leerwerkplan/opdracht/", everywhere=True),
    Screen("assignment with a question", "/modules/voorbereiden-en-kennismaken/opdracht/"),
    Screen("assignment handed in", "/modules/jij-als-werkbegeleider/opdracht/"),
    Screen("look along", "/meekijken/", who=TRAINEE),
    Screen("reviews", "/beoordelen/", who=TRAINER, everywhere=True),
    Screen("review", "/beoordelen/", who=TRAINER),
    Screen("film", "/modules/voorbereiden-en-kennismaken/dag-een-twee-versies/", everywhere=True),
    Screen("sort", "/modules/jij-als-werkbegeleider/wie-doet-wat/", everywhere=True),
    Screen("scenario", "/modules/welkom-de-eerste-weken/de-omgevallen-koffie/", everywhere=True),
    Screen("quiz", "/modules/jij-als-werkbegeleider/vijf-vragen/", everywhere=True),
    Screen("case", "/samen/casussen/school-belt-nooit/", everywhere=True),
    Screen("case to play", "/samen/casussen/pak-jij-die-route-even/"),
    Screen("play", "/samen/casussen/pak-jij-die-route-even/spelen/?k=2", who=TRAINER, everywhere=True),
    Screen(
        "end of a play", "/samen/casussen/pak-jij-die-route-even/spelen/?k=0-0", who=TRAINER, everywhere=True
    ),
    Screen("talk", TALK, follow=(FIRST_QUESTION,), everywhere=True),
    Screen("talk of others", TALK, who=TRAINER, follow=(FIRST_QUESTION,)),
    Screen("reports", "/samen/gesprek/meldingen/", who=TRAINER),
    Screen("own texts", "/beheer/inhoud/", who=ADMIN, everywhere=True),
    Screen("own text", "/beheer/inhoud/M02-4/", who=ADMIN),
    Screen("bring in", "/samen/casussen/inbrengen/", everywhere=True),
    Screen("brought in", "/samen/casussen/ingebracht/"),
    Screen("gatherings", "/samen/bijeenkomsten/", everywhere=True),
    Screen("plan a gathering", "/samen/bijeenkomsten/nieuw/"),
    Screen(
        "led",
        "/samen/bijeenkomsten/",
        follow=("[data-state=running] .gathering-title", "a[href$='/leiden/']"),
    ),
    Screen("guide", "/samen/bespreekvormen/respectvol-roddelen/"),
    Screen("board", "/groepen/", who=TRAINER, everywhere=True),
    Screen("start", "/start/", who=""),
    Screen("people list", "/beheer/mensen/inlezen/", who=ADMIN),
    Screen("people", "/beheer/mensen/", who=ADMIN),
    Screen("somebody", "/beheer/mensen/", who=ADMIN, follow=("a.people__name",)),
    Screen("leave", "/beheer/mensen/", who=ADMIN, follow=("a.people__name", "a[href*='uit-dienst']")),
    Screen("correct address", "/beheer/mensen/", who=ADMIN, follow=("a[href$='/adres/']",)),
    Screen("start cards", "/beheer/mensen/startkaarten/", who=ADMIN),
    Screen("teams", "/beheer/teams/", who=ADMIN),
    Screen("work accounts", "/beheer/inloggen/", who=ADMIN),
    Screen("style editor", "/beheer/huisstijl/", who=STYLIST, everywhere=True),
    Screen("style, letters and shape", "/beheer/huisstijl/vorm/", who=STYLIST),
    Screen("style, last look", "/beheer/huisstijl/klaar/", who=STYLIST),
)
VISITS = [
    (house, screen)
    for turn, screen in enumerate(SCREENS)
    for house in (HOUSES if screen.everywhere else HOUSES[turn % 3 :][:1])
]
OPENED_FROM_A_LIST = ("review", "look along")
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
OURS_IN_THE_ADMIN = {
    "map of a case": "/redactie/casuistiek/{case}/kaart/",
    "critical friends": "/redactie/vrienden/{case}/",
    "health": "/redactie/gezondheid/",
    "what came in": "/redactie/casuistiek/ingebracht/",
    "brought in": "/redactie/casuistiek/ingebracht/",
}


@pytest.fixture(scope="module")
def window(chromium: Browser, portal: Portal) -> Iterator[Visit]:
    """The one window: what a house's pages share is fetched once."""
    opened = open_window(chromium, portal)
    yield opened
    opened.context.close()


@pytest.fixture(scope="module")
def signed_in() -> dict[tuple[str, str], Any]:
    """Cookies of who signed in before, so that each signs in once."""
    return {}


@pytest.fixture
def open_screen(window: Visit, signed_in: dict[tuple[str, str], Any]) -> Iterator[Callable[..., Page]]:
    """`open_screen("zonnehoek", screen)`: the page on a phone, with somebody signed in who may see it."""

    def begin(house: str, screen: Screen) -> Page:
        _become(window, house, screen.who, signed_in)
        page: Page = window.open(house, screen.path)
        assert window.status == 200, f"{screen.path}: {window.status}"
        for selector in screen.follow:
            page.locator(selector).first.click()
            page.wait_for_load_state()
        if screen.name in OPENED_FROM_A_LIST:
            page.get_by_role("main").locator("li.card").get_by_role("link").first.click()
            page.wait_for_url(f"**{screen.path}*/")
        if screen.name == "board":
            page.get_by_role("link", name="Najaar").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Groep Najaar")
        return page

    yield begin
    noted = [*window.faults, *window.foreign]
    window.faults.clear()
    window.foreign.clear()
    assert noted == []


def _become(window: Visit, house: str, who: str, signed_in: dict[tuple[str, str], Any]) -> None:
    """On a phone, in light, and this person; nobody when `who` is empty."""
    window.page.set_viewport_size(PHONE)
    window.page.emulate_media(color_scheme="light")
    window.context.clear_cookies()
    if not who:
        return
    if (house, who) in signed_in:
        window.context.add_cookies(signed_in[house, who])
        return
    window.sign_in(house, who)
    if who == FILLING_IN:
        let_scan_begin(window.open(house, "/zelfscan/"))
    signed_in[house, who] = window.context.cookies()


def _in_light_and_dark(page: Page, *, targets: bool) -> dict[str, list[str]]:
    """On a phone and wide: what axe finds, whose text runs out of its box, and which `targets` are small."""
    faults: dict[str, list[str]] = {}
    for viewport in (PHONE, DESKTOP):
        width = viewport["width"]
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="light")
        faults[f"axe, {width} light"] = axe_faults(page)
        faults[f"runs out of its box, {width}"] = runs_out(page)
        if targets:
            faults[f"small targets, {width}"] = small_targets(page)
        moved(page)
        page.emulate_media(color_scheme="dark")
        faults[f"dark changes more than colours, {width}"] = moved(page)
        faults[f"axe, {width} dark"] = axe_faults(page, only_colours=True)
    return faults


@pytest.mark.parametrize(
    ("house", "screen"), VISITS, ids=[f"{screen.name.replace(' ', '-')}-{house}" for house, screen in VISITS]
)
def test_nothing_stands_in_the_way(open_screen: Any, screen: Screen, house: str) -> None:
    page = open_screen(house, screen)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    faults = _in_light_and_dark(page, targets=screen.is_learners)
    page.set_viewport_size(REFLOW)
    faults["too wide at 320"] = too_wide(page)
    faults["runs out of its box, 320"] = runs_out(page)

    assert {where: what for where, what in faults.items() if what} == {}


@pytest.mark.parametrize("step", MORE_STEPS, ids=lambda step: step.rpartition("/")[2])
def test_every_other_kind_of_step_is_accessible_too(open_screen: Any, step: str) -> None:
    page = open_screen("zonnehoek", Screen("step", f"/modules/{step}/"))
    faults = axe_faults(page) + small_targets(page)
    page.set_viewport_size(REFLOW)

    assert faults + too_wide(page) == []


@pytest.mark.parametrize("name", OURS_IN_THE_ADMIN)
def test_our_pages_of_the_editors_admin_are_accessible(open_screen: Any, name: str) -> None:
    """Wagtail's own head and menu around them included."""
    page = open_screen("", Screen("cases", "/redactie/casuistiek/?q=route", who=EDITOR))
    case = first_case_in_the_admin(page)
    page = open_screen("", Screen(name, OURS_IN_THE_ADMIN[name].format(case=case), who=EDITOR))
    if name == "brought in":
        page.get_by_role("main").get_by_role("link", name="Een compliment waar iedereen bij was").click()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    faults = _in_light_and_dark(page, targets=False)

    assert {where: what for where, what in faults.items() if what} == {}


@pytest.mark.parametrize(("path", "who"), [("/", ""), ("/cijfers/", COORDINATOR)], ids=["tiles", "figures"])
def test_the_pages_of_the_region_are_accessible(open_screen: Any, path: str, who: str) -> None:
    page = open_screen("", Screen("region", path, who=who))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    faults = _in_light_and_dark(page, targets=False)
    page.set_viewport_size(REFLOW)
    faults["too wide at 320"] = too_wide(page)

    assert {where: what for where, what in faults.items() if what} == {}


def test_a_pasted_list_to_check_is_accessible(open_screen: Any) -> None:
    page = open_screen("amelberga", Screen("board", "/groepen/", who=TRAINER))
    page.get_by_role("link", name="Mensen toevoegen").click()
    page.get_by_label("Namen en e-mailadressen").fill("Ria; ria@huis\nBas; bas.l@huis.example\nYara")
    page.get_by_role("button", name="Controleer de lijst").click()
    expect(page.get_by_role("alert")).to_be_focused()
    faults = axe_faults(page)
    page.set_viewport_size(DESKTOP)
    faults += axe_faults(page)
    page.set_viewport_size(REFLOW)

    assert faults + runs_out(page) + too_wide(page) == []


def test_forms_with_faults_are_accessible(open_screen: Any) -> None:
    page = open_screen("zonnehoek", Screen("sign-in", "/inloggen/", who=""))
    page.get_by_label("E-mailadres").fill("iemand@zonnehoek.example")
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe_faults(page) == []

    page = open_screen("zonnehoek", Screen("sort", "/modules/voorbereiden-en-kennismaken/bol-of-bbl/"))
    page.get_by_role("button", name="Kijk na").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe_faults(page) == []
