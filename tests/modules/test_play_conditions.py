"""A case with conditions and a jump in time, written in the admin and played: each way sees the choices that it opened."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from modules.editing import sync_editor_permissions
from modules.models import CasePage, CasePlay
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.factories import make_member
from tests.modules.test_author_case import add_address, case_form

pytestmark = pytest.mark.django_db

URLCONF = "portal.urls_region"
CASE = "/samen/casussen/sem-zegt-niets/"
PLAY = f"{CASE}spelen/"
ASK, WAIT = "Je vraagt wat er is.", "Je wacht af."
GO_ON, STILL_ASK = "Je gaat verder op wat hij zei.", "Je vraagt het alsnog."
CALM, HEATED, TOO_HIGH = "Je blijft rustig.", "Je verheft je stem.", "Je geeft hem de groep."
LEAVE = "Je gaat eerst koffie halen."


def choice(
    text: str, goes_to: str, conditions: list[dict[str, Any]] | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "text": text,
        "goes_to": goes_to,
        "feedback": "Zo gaat het verder.",
        "mark": "",
        "conditions": conditions or [],
        **more,
    }


def asks(test: str, of: str, value: int | str = "") -> list[dict[str, Any]]:
    return [{"test": test, "of": of, "value": value}]


KITCHEN = {
    "name": "Keuken",
    "later": "",
    "text": "Sem kijkt je aan.",
    "choices": [
        choice(ASK, "gang", mark="Gevraagd", effects=["Vertrouwen"]),
        choice(WAIT, "gang", effects=["Vertrouwen"]),
    ],
}
HALL = {
    "name": "Gang",
    "later": "twee weken later",
    "text": "Sem staat in de gang.",
    "choices": [
        choice(GO_ON, "goed", asks("chosen", "gevraagd")),
        choice(STILL_ASK, "goed", asks("not_chosen", "gevraagd")),
        choice(CALM, "goed", asks("at_least", "vertrouwen", 60)),
        choice(HEATED, "mis", asks("at_most", "vertrouwen", 0)),
        choice(TOO_HIGH, "goed", asks("at_least", "vertrouwen", 61)),
        choice(LEAVE, "mis", effects=["Vertrouwen"]),
    ],
}
ENDINGS = [
    {"name": name, "kind": kind, "title": title, "text": "Zo loopt het af.", "key_point": "Vraag eerst."}
    for name, kind, title in (("goed", "strong", "Goed gevraagd"), ("mis", "missed", "Niet gevraagd"))
]
# Waiting costs more trust than there is: the meter stops at nought.
WAITING_COSTS = {"scenes-0-value-choices-1-value-effects-0-value-change": "-60"}


@pytest.fixture
def case(region: Organisation, client_at: Callable[..., Client]) -> CasePage:
    """Written by an author in the admin, submitted, and approved by an editor."""
    browsers = []
    for role in (Role.CASE_AUTHOR, Role.EDITOR):
        person = make_member(region, role)
        sync_editor_permissions(person)
        browsers.append(client_at(region, person))
    author, editor = browsers
    form = case_form([KITCHEN, HALL], ENDINGS, meters=("Vertrouwen",)) | WAITING_COSTS
    author.post(add_address(), form | {"action-submit": "1"})
    page = CasePage.objects.get(slug="sem-zegt-niets")
    task = page.current_workflow_task_state
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk], urlconf=URLCONF
    )
    editor.post(approve, {"comment": ""})
    page.refresh_from_db()
    assert page.live
    return page


def page_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def offered(page: BeautifulSoup) -> dict[str, str]:
    """The choices on the page: what they say, and their key."""
    return {
        " ".join(label.get_text().split()): label.input["value"]
        for label in page.select('label.choice:has(input[name="choice"])')
    }


def take(browser: Client, text: str) -> BeautifulSoup:
    """Choose by what a choice says, as the form does; what stands there after that."""
    page = page_of(browser.get(PLAY))
    step = page.select_one('input[name="step"]')["value"]
    browser.post(f"{PLAY}kies/", {"step": step, "choice": offered(page)[text]})
    return page_of(browser.get(PLAY))


WAYS = {
    "asked": (ASK, [GO_ON, CALM, LEAVE], GO_ON, "Goed gevraagd", "60 van 100"),
    "waited": (WAIT, [STILL_ASK, HEATED, LEAVE], HEATED, "Niet gevraagd", "0 van 100"),
    "asked and left": (ASK, [GO_ON, CALM, LEAVE], LEAVE, "Niet gevraagd", "70 van 100"),
}


@pytest.mark.parametrize("name", WAYS)
def test_what_was_chosen_before_opens_and_closes_choices(browser: Client, case: CasePage, name: str) -> None:
    first, then, last, ending, trust = WAYS[name]
    browser.post(f"{PLAY}begin/")
    assert list(offered(page_of(browser.get(PLAY)))) == [ASK, WAIT]

    hall = take(browser, first)
    assert [each.get_text(strip=True) for each in hall.select("#scene .tag")] == ["twee weken later"]
    assert list(offered(hall)) == then
    assert hall.find("meter") is None

    end = take(browser, last)
    assert end.select_one("#einde").get_text() == ending
    assert [each.get_text(strip=True) for each in end.select(".meters dt, .meters dd span")] == [
        "Vertrouwen",
        trust,
    ]
    parts = end.select(".route__part")
    assert [bool(each.select_one(".tag")) for each in parts] == [False, True]
    assert [each.select_one(".route__choice [data-content]").get_text(strip=True) for each in parts] == [
        first,
        last,
    ]


def test_a_choice_that_is_closed_is_not_taken_when_it_is_sent_anyway(
    browser: Client, daan: Person, case: CasePage
) -> None:
    browser.post(f"{PLAY}begin/")
    take(browser, WAIT)
    closed = next(each.key for each in case.script.scenes[1].choices if GO_ON in each.text)

    refused = browser.post(f"{PLAY}kies/", {"step": 1, "choice": closed})

    assert refused.status_code == 422
    assert "Kies eerst wat er moet gebeuren." in page_of(refused).find("main").get_text()
    assert list(offered(page_of(refused))) == [STILL_ASK, HEATED, LEAVE]
    assert len(CasePlay.objects.get(person=daan).choices) == 1


def test_it_goes_on_where_she_was_with_what_she_opened(
    browser: Client, zonnehoek: Organisation, daan: Person, case: CasePage, client_at: Callable[..., Client]
) -> None:
    browser.post(f"{PLAY}begin/")
    take(browser, ASK)

    later = client_at(zonnehoek, daan)
    later.post(f"{PLAY}begin/")

    assert list(offered(page_of(later.get(PLAY)))) == [GO_ON, CALM, LEAVE]


def test_who_only_reads_walks_the_same_ways(other: Callable[[Role], Client], case: CasePage) -> None:
    trainer = other(Role.PRACTICE_TRAINER)

    def choices(tried: str) -> list[str]:
        page = page_of(trainer.get(PLAY, {"k": tried}))
        return [" ".join(each.get_text().split()) for each in page.select("a.choice")]

    assert [choices(tried) for tried in ("", "0", "1")] == [
        [ASK, WAIT],
        [GO_ON, CALM, LEAVE],
        [STILL_ASK, HEATED, LEAVE],
    ]
    ends = page_of(trainer.get(PLAY, {"k": "1-1"}))
    assert ends.select_one("#einde").get_text() == "Niet gevraagd"
    assert trainer.get(PLAY, {"k": "1-3"}).status_code == 404


def test_a_wording_that_changes_leaves_an_open_play_its_conditions(
    browser: Client, daan: Person, case: CasePage
) -> None:
    browser.post(f"{PLAY}begin/")
    take(browser, ASK)
    for block in case.scenes:
        for each in block.value["choices"]:
            each["conditions"].clear()
    case.save_revision().publish()

    assert list(offered(page_of(browser.get(PLAY)))) == [GO_ON, CALM, LEAVE]
