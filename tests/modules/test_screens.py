"""Library, module, cases, evidence, wiping, feedback: what is there, for whom, in how many queries."""

import datetime as dt
import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client

from modules.models import (
    AnswerSlot,
    CasePage,
    ModulePage,
    ModuleProgress,
    StepFeedback,
    StepPage,
)
from modules.queries import module_facts, module_of, steps_of
from modules.services import tick_step
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.counting import counting
from tests.curriculum import keep_modules
from tests.modules.pages import Screen

INFORMAL = re.compile(r"\b(?:jij|je|jou|jouw|jullie)\b", re.IGNORECASE)
Open = Callable[..., Screen]
Find = Callable[[str], StepPage]


def soup_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def queries(action: Callable[[], Any], *, status: int = 200) -> int:
    """How many statements an action takes, as SPEED counts them; the demo bar's own one is left out."""
    with counting() as statements:
        assert action().status_code == status
    return len([sql for sql in statements if "'member'" not in sql])


def finish(person: Person, organisation: Organisation, *modules: ModulePage) -> None:
    for module in modules:
        for step in steps_of(module):
            tick_step(person=person, step=step, organisation=organisation, on=dt.date(2026, 11, 16))


# Library ------------------------------------------------------------------------------------------


def test_library_shows_all_modules_by_phase(browser: Client) -> None:
    page = soup_of(browser.get("/modules/"))
    assert [card["data-module"] for card in page.select("[data-module]")] == [
        key
        for phase in page.select("[data-phase]")
        for key in [c["data-module"] for c in phase.select("[data-module]")]
    ]
    assert len(page.select("[data-module]")) == ModulePage.objects.live().count() == 12


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("eerste-gesprek", ["M02-4", "M02-5"]),
        ("feedback", ["M06-4"]),
        ("lastig-gesprek", ["M07-3", "M09-3"]),
        ("beoordeling", ["M11-3", "M11-5", "M12-2"]),
    ],
)
def test_top_row_leads_to_cards_and_lists(browser: Client, key: str, codes: list[str]) -> None:
    page = soup_of(browser.get(f"/modules/?nu={key}"))
    assert [card["data-step"] for card in page.select("#kaarten [data-step]")] == codes


@pytest.mark.parametrize(
    "query", ["", '"', "'", "%", "*", "a AND", "(", "x" * 5000, "\x00", "NEAR(", "🦄", "-", "fase:F1"]
)
def test_search_never_fails(browser: Client, query: str) -> None:
    for path in ("/modules/", "/samen/casussen/"):
        response = browser.get(path, {"q": query, "fase": query, "tijd": query, "nu": query, "plek": query})
        assert response.status_code == 200


# Module -------------------------------------------------------------------------------------------


def test_back_links_lead_to_what_the_main_menu_marks(
    browser: Client, other: Callable[[Role], Client], step: Find
) -> None:
    """A learner's modules and steps are part of her path; who only reads comes from the library."""
    found = step("M02-3")
    module_path = f"/modules/{module_of(found).slug}/"
    for reader, home in ((browser, "/leerpad/"), (other(Role.PRACTICE_TRAINER), "/modules/")):
        page = soup_of(reader.get(f"{module_path}{found.slug}/"))
        assert page.select_one(".breadcrumb a")["href"] == module_path
        assert page.select_one(".site-nav [aria-current]")["href"] == home
        page = soup_of(reader.get(module_path))
        assert page.select_one(".breadcrumb a")["href"] == home
        assert page.select_one(".site-nav [aria-current]")["href"] == home
        assert soup_of(reader.get("/modules/")).select_one(".site-nav [aria-current]")["href"] == "/modules/"


def test_module_before_halfway_and_after(
    browser: Client, daan: Person, zonnehoek: Organisation, module: Callable[[str], ModulePage], step: Find
) -> None:
    path = f"/modules/{module('M02').slug}/"
    page = soup_of(browser.get(path))
    assert page.select_one("#ga-verder").get_text(strip=True) == "Begin met stap 1 (6 min)"
    assert [row["data-step"] for row in page.select(".steps [data-step]")] == [
        f"M02-{n}" for n in range(1, 7)
    ]
    for code in ("M02-1", "M02-2", "M02-3"):
        tick_step(person=daan, step=step(code), organisation=zonnehoek)
    page = soup_of(browser.get(path))
    assert page.select_one("#ga-verder").get_text(strip=True) == "Ga verder bij stap 4 (12 min)"
    assert page.select_one("#ga-verder")["href"].endswith("/maak-je-eigen-startlijst/")
    assert page.select_one("[aria-current=step] .steps__here").get_text() == "hier ben je"
    assert len(page.select(".steps__item--done")) == 3
    finish(daan, zonnehoek, module("M02"))
    page = soup_of(browser.get(path))
    assert (page.select_one("#ga-verder"), page.select_one(".steps__here")) == (None, None)
    assert "online af op 16 november 2026" in page.get_text() or "online af op" in page.get_text()


def test_module_says_what_belongs_to_work_and_what_is_not_kept_yet(
    browser: Client, module: Callable[[str], ModulePage]
) -> None:
    text = soup_of(browser.get(f"/modules/{module('M03').slug}/")).get_text(" ", strip=True)
    assert "Volgt via de leercoach." in text
    assert "De bespreking volgt via de leercoach." in text
    assert (
        "dan tellen ook de opdracht, de training en de casuïstiek mee. Training en casuïstiek worden hier nog niet bijgehouden."
        in text
    )


def test_assignment_is_ticked_and_cleared(
    browser: Client, daan: Person, module: Callable[[str], ModulePage]
) -> None:
    path = f"/modules/{module('M02').slug}/"
    for wanted in ("ja", "nee"):
        form = soup_of(browser.get(path)).select_one("#opdracht form")
        assert form.select_one("[name=gedaan]")["value"] == wanted
        response = browser.post(form["action"], {"gedaan": wanted})
        assert (response.status_code, response["Location"]) == (302, path + "#opdracht")
        assert bool(ModuleProgress.objects.get(person=daan).assignment_done_on) == (wanted == "ja")


def test_reader_sees_no_buttons_on_a_module(other: Any, module: Callable[[str], ModulePage]) -> None:
    client = other(Role.PRACTICE_TRAINER)
    page = soup_of(client.get(f"/modules/{module('M02').slug}/"))
    assert (page.select_one("#ga-verder"), page.select_one("#opdracht form")) == (None, None)
    for name in ("opdracht", "wissen"):
        assert client.post(f"/modules/{module('M02').slug}/{name}/").status_code == 403


def test_unpublished_module_and_step_are_404(
    browser: Client, module: Callable[[str], ModulePage], step: Find
) -> None:
    found = module("M02")
    step("M02-1").unpublish()
    assert browser.get(f"/modules/{found.slug}/dag-een-twee-versies/").status_code == 404
    found.unpublish()
    assert browser.get(f"/modules/{found.slug}/").status_code == 404
    assert browser.get(f"/modules/{found.slug}/bol-of-bbl/").status_code == 404


def test_formal_house_is_addressed_formally(
    house: Callable[[str], Organisation], member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    amelberga = house("amelberga")
    client = client_at(amelberga, member(amelberga))
    page = soup_of(client.get("/modules/jij-als-werkbegeleider/"))
    assert page.select_one(".steps__here").get_text() == "hier bent u"


def test_facts_for_the_planner(db: None) -> None:
    facts = {module.key: module for module in module_facts()}
    assert list(facts) == [f"M{number:02}" for number in range(1, 13)]
    assert facts["M01"].core == ("I8.1", "I8.4", "I6.4")
    assert (facts["M01"].also, facts["M02"].advised, facts["M01"].exemption) == (("I8.2",), ("M01",), "none")


# Wiping and feedback ------------------------------------------------------------------------------


def test_own_answers_are_wiped_after_a_question(
    screen: Open,
    browser: Client,
    zonnehoek: Organisation,
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    page = screen("story")
    page.press(**{page.names()[0]: "Weg ermee"})
    others = Screen(client_at(zonnehoek, member(zonnehoek)), page.path)
    others.press(**{others.names()[0]: "Blijft"})
    path = "/modules/jij-als-werkbegeleider/wissen/"
    assert (browser.get(path).status_code, AnswerSlot.objects.count()) == (200, 2)
    response = browser.post(path)
    assert (response.status_code, response["Location"]) == (302, "/modules/jij-als-werkbegeleider/")
    assert list(AnswerSlot.objects.values_list("payload__answers", flat=True)) == [
        {others.names()[0][2:]: "Blijft"}
    ]
    assert browser.post("/modules/antwoorden-wissen/").status_code == 302


def test_feedback_has_no_name(screen: Open, browser: Client) -> None:
    page = screen("story")
    response = browser.post(page.path + "hielp/", {"answer": "somewhat", "tip": " Korter graag "})
    assert response["Location"] == page.path + "?bedankt=1#bedankt"
    thanks = soup_of(browser.get(page.path + "?bedankt=1")).select_one("#bedankt")
    assert (thanks["role"], thanks["tabindex"]) == ("status", "-1")
    assert thanks.get_text() == "Bedankt. Dit gaat zonder naam naar de redactie."
    feedback = StepFeedback.objects.get()
    assert (feedback.answer, feedback.tip, feedback.page.code) == ("somewhat", "Korter graag", "M01-1")
    assert {field.name for field in StepFeedback._meta.fields} == {"id", "page", "answer", "tip", "week"}


@pytest.mark.parametrize("data", [{}, {"answer": "misschien"}, {"answer": "yes", "tip": "x" * 1001}])
def test_feedback_that_cannot_be_is_422(screen: Open, browser: Client, data: dict[str, str]) -> None:
    response = browser.post(screen("story").path + "hielp/", data)
    assert (response.status_code, StepFeedback.objects.count()) == (422, 0)
    assert soup_of(response).select_one("#hielp .field__error") is not None


def test_a_tip_that_seems_to_hold_a_birth_date_is_asked_about_once(screen: Open, browser: Client) -> None:
    address = screen("story").path + "hielp/"
    sent = {"answer": "no", "tip": "Mevrouw is geboren op 3 mei 1938"}

    first = browser.post(address, sent)
    form = soup_of(first).select_one("#hielp")
    assert (first.status_code, StepFeedback.objects.count()) == (422, 0)
    assert form.select_one("#id_tip_error").get_text(strip=True) == (
        "In deze tekst lijkt een geboortedatum te staan."
    )
    assert (form.select_one("textarea").text.strip(), form.select_one("button").get_text(strip=True)) == (
        sent["tip"],
        "Toch bewaren",
    )

    browser.post(address, sent | {"keep_anyway": form.select_one("[name=keep_anyway]")["value"]})
    assert StepFeedback.objects.get().tip == sent["tip"]


# Cases and evidence -------------------------------------------------------------------------------


def test_cases_are_found_by_phase_and_word(browser: Client) -> None:
    def keys(**query: str) -> list[str]:
        return [
            card["data-case"]
            for card in soup_of(browser.get("/samen/casussen/", query)).select("[data-case]")
        ]

    assert len(keys()) == CasePage.objects.live().count() == 8
    assert set(keys(fase="F4")) < set(keys())
    assert keys(q="insuline") == ["K01"]


@pytest.mark.parametrize(("role", "sees"), [(Role.SUPERVISOR, False), (Role.PRACTICE_TRAINER, True)])
def test_guide_note_is_for_who_guides(other: Any, role: str, sees: bool) -> None:
    case = CasePage.objects.get(key="K01")
    page = other(role).get(f"/samen/casussen/{case.slug}/").content.decode()
    assert ("Let op of de groep meteen naar oplossingen springt" in page) is sees
    assert "Voor wie het gesprek begeleidt" in page or not sees


def test_evidence_is_honest_when_empty_and_dated_when_not(
    browser: Client, daan: Person, zonnehoek: Organisation, module: Callable[[str], ModulePage]
) -> None:
    page = soup_of(browser.get("/bewijzen/"))
    assert page.select_one(".lead").get_text() == "0 van de 12 modules online af."
    finish(daan, zonnehoek, module("M02"))
    page = soup_of(browser.get("/bewijzen/"))
    assert [row["data-module"] for row in page.select("[data-module]")] == ["M02"]
    assert "online af op 16 november 2026" in page.select_one("[data-module]").get_text(" ", strip=True)


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.LEARNER, Role.STYLE_MANAGER])
@pytest.mark.parametrize("path", ["/modules/", "/samen/", "/samen/casussen/", "/bewijzen/"])
def test_roles_that_do_not_read_the_curriculum_are_refused(other: Any, role: str, path: str) -> None:
    assert other(role).get(path).status_code == 403


# Figures ------------------------------------------------------------------------------------------

STEP, MODULE, LIBRARY, FIRST_SAVE, NEXT_SAVE = 9, 10, 9, 8, 7


@pytest.mark.parametrize("modules", [1, 12, 50])
def test_pages_take_the_same_number_of_queries_with_one_module_and_with_fifty(
    browser: Client, daan: Person, zonnehoek: Organisation, modules: int
) -> None:
    step_path, module_path = (
        "/modules/jij-als-werkbegeleider/wie-doet-wat/",
        "/modules/jij-als-werkbegeleider/",
    )

    def counts() -> list[int]:
        return [
            queries(lambda path=path: browser.get(path)) for path in (step_path, module_path, "/modules/")
        ]

    keep_modules(modules)
    assert counts() == [STEP, MODULE, LIBRARY]
    finish(daan, zonnehoek, *ModulePage.objects.live())
    assert counts() == [STEP, MODULE, LIBRARY]


@pytest.mark.parametrize("modules", [1, 12, 50])
def test_saving_takes_few_queries_the_first_time_and_later(screen: Open, modules: int) -> None:
    keep_modules(modules)
    page = screen("story")

    def save() -> int:
        return queries(lambda: page.client.post(page.path + "antwoord/", page.filled()), status=302)

    first = save()
    page.open()
    assert (first, save()) == (FIRST_SAVE, NEXT_SAVE)


def test_step_pages_are_light(browser: Client, screen: Open) -> None:
    def weight(url: str) -> int:
        if url.startswith("/static/"):
            return len(gzip.compress(Path(finders.find(url.removeprefix("/static/"))).read_bytes()))
        return len(gzip.compress(browser.get(url).content))

    for kind in ("timeline", "template", "film", "quiz"):
        page = screen(kind)
        assert len(gzip.compress(page.response.content)) <= 15 * 1024
        assert len(page.soup.find_all(True)) <= 600
        scripts = [weight(tag["src"]) for tag in page.soup.select("script[src]")]
        styles = [weight(tag["href"]) for tag in page.soup.select("link[rel=stylesheet]")]
        assert 0 < sum(scripts) <= 25 * 1024
        assert 0 < sum(styles) <= 20 * 1024


def test_saving_in_a_later_round_takes_as_few(screen: Open) -> None:
    page = screen("quiz")

    def save() -> int:
        data = page.filled() | {"answer": page.form.select_one("input[name=answer]")["value"]}
        return queries(lambda: page.client.post(page.path + "antwoord/", data), status=302)

    counts = []
    while page.filled()["round"] == "1":
        counts.append(save())
        page.open()
    assert (set(counts), save()) == ({FIRST_SAVE}, FIRST_SAVE)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PRACTICE_TRAINER])
def test_screens_say_u_around_the_content(
    house: Callable[[str], Organisation],
    member: Callable[..., Person],
    client_at: Callable[..., Client],
    role: str,
) -> None:
    amelberga = house("amelberga")
    browser = client_at(amelberga, member(amelberga, role))
    one_of_each_type = {each.step_type: each for each in StepPage.objects.live().order_by("-path")}
    paths = [f"/modules/{module_of(each).slug}/{each.slug}/" for each in one_of_each_type.values()]
    paths += ["/modules/", "/modules/?nu=feedback", "/modules/?q=feedback", "/modules/antwoorden-wissen/"]
    paths += ["/modules/jij-als-werkbegeleider/", "/modules/jij-als-werkbegeleider/wissen/", "/bewijzen/"]
    paths += ["/samen/", "/samen/casussen/", f"/samen/casussen/{CasePage.objects.earliest('path').slug}/"]
    talk = f"/samen/casussen/{CasePage.objects.earliest('path').slug}/gesprek/"
    paths += [talk, f"{talk}{CasePage.objects.earliest('path').questions[0].id}/"]
    said = {}
    for path in paths:
        soup = soup_of(browser.get(path))
        for content in soup.select("[data-content], title"):
            content.decompose()
        said[path] = INFORMAL.findall(soup.get_text(" "))
    assert said == {path: [] for path in paths}


def test_fields_name_the_clients_of_the_organisation(
    house: Callable[[str], Organisation], member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    amelberga = house("amelberga")
    browser = client_at(amelberga, member(amelberga))
    page = StepPage.objects.live().get(code="M01-1")
    text = browser.get(f"/modules/jij-als-werkbegeleider/{page.slug}/").content.decode()
    assert "Schrijf geen namen of gegevens van gasten op." in text
