"""Sending an answer: two tabs, nonsense, other people, and what a browser's script gets back."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from modules.models import AnswerSlot, StepPage, Submission
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.modules.pages import Screen

Open = Callable[..., Screen]
Find = Callable[[str], StepPage]
READERS = (Role.PRACTICE_TRAINER, Role.ORG_ADMIN)


def test_second_tab_is_told_keeps_its_text_and_wins_with_one_more_press(screen: Open) -> None:
    first, second = screen("reflection"), screen("reflection")
    name = first.names()[0]
    first.press(**{name: "Uit het eerste tabblad"})
    second.press(**{name: "Uit het tweede tabblad"})
    assert second.status == 409
    assert second.filled()[name] == "Uit het tweede tabblad"
    assert second.filled()["based_on"] == "1"
    assert "Uit het eerste tabblad" in second.text(".notice--warning dl")
    second.press()
    assert (second.status, AnswerSlot.objects.get().answers[name[2:]]) == (200, "Uit het tweede tabblad")
    assert Submission.objects.count() == 3


def test_second_tab_of_a_quiz_keeps_its_choice(screen: Open) -> None:
    first, second = screen("quiz"), screen("quiz")
    options = [option["value"] for option in first.form.select("input[name=answer]")]
    first.press(answer=options[0])
    second.press(answer=options[1])
    assert (second.status, second.filled()["answer"]) == (409, [options[1]])
    assert second.press().status == 200


def test_form_from_the_browsers_history_does_not_lose_its_new_text(screen: Open) -> None:
    page = screen("story")
    sent = page.filled() | {page.names()[0]: "Eerst"}
    page.send(sent)
    page.send(sent | {page.names()[0]: "Later"})
    assert (page.status, page.filled()[page.names()[0]]) == (409, "Later")
    page.press()
    assert next(iter(AnswerSlot.objects.get().answers.values())) == "Later"


def test_repeated_request_gets_the_first_answer_again(screen: Open) -> None:
    page = screen("story")
    sent = page.filled() | {page.names()[0]: "Eerst"}
    assert [page.send(sent).status for _time in range(3)] == [200, 200, 200]
    assert (AnswerSlot.objects.get().revision, Submission.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"uuid": "geen-uuid"},
        {"uuid": ""},
        {"based_on": "-1"},
        {"based_on": "veel"},
        {"based_on": "99999999999999999999"},
        {"round": "0"},
        {"round": "7"},
        {"round": "x"},
        {"block_id": "weg"},
        {"block_id": str(uuid4())},
        {"question_key": "weg"},
        {"question_key": "fields" * 40},
    ],
)
@pytest.mark.parametrize("kind", ["story", "quiz", "sort", "scenario", "checklist", "conversation_card"])
def test_nonsense_is_422_and_keeps_nothing(screen: Open, kind: str, change: dict[str, str]) -> None:
    page = screen(kind)
    page.send(page.filled() | change)
    assert (page.status, AnswerSlot.objects.count(), Submission.objects.count()) == (422, 0, 0)
    assert page.text("#klopt-niet")


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("quiz", {"answer": "weg"}),
        ("quiz", {"answer": ""}),
        ("scenario", {"answer": "weg"}),
        ("checklist", {"points": ["weg"]}),
        ("checklist", {"own": "x" * 301}),
        ("conversation_card", {"chosen": ["weg"]}),
        ("story", {"FIRST": "x" * 20_001}),
        ("story", {"FIRST": "nul\x00teken"}),
        ("sort", {"FIRST": "weg"}),
        ("match", {"FIRST": "weg"}),
        ("timeline", {"FIRST": "weg"}),
    ],
)
def test_answer_that_cannot_be_is_422(screen: Open, kind: str, answers: dict[str, Any]) -> None:
    page = screen(kind)
    if "FIRST" in answers:
        answers = {page.names()[0]: answers["FIRST"]}
    page.press(**answers)
    assert (page.status, AnswerSlot.objects.count()) == (422, 0)
    assert page.soup.select("#antwoord .field__error")


def test_empty_request_is_422(screen: Open) -> None:
    assert screen("story").send({}).status == 422


@pytest.mark.parametrize("path", ["antwoord/", "klaar/", "hielp/"])
@pytest.mark.parametrize("where", ["/modules/weg/weg/", "/modules/jij-als-werkbegeleider/weg/"])
def test_unknown_step_is_404(browser: Client, where: str, path: str) -> None:
    assert browser.post(where + path).status_code == 404
    assert browser.get(where).status_code == 404


def test_step_of_another_module_is_404(browser: Client) -> None:
    assert browser.get("/modules/samen-opleiden/je-eerste-werkbegeleider/").status_code == 404


@pytest.mark.parametrize("path", ["antwoord/", "klaar/", "hielp/"])
def test_address_of_a_button_opened_by_itself_leads_to_its_step(
    browser: Client, screen: Open, path: str
) -> None:
    page = screen("story").path
    response = browser.get(page + path)
    assert (response.status_code, response["Location"]) == (302, page)


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("kind", ["story", "quiz", "sort", "scenario", "film", "exercise", "template"])
def test_other_roles_read_without_forms(screen: Open, other: Any, role: str, kind: str) -> None:
    page = screen(kind, other(role))
    assert (page.status, page.form) == (200, None)
    assert "alleen om te lezen" in page.text(".notice--info")


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("path", ["antwoord/", "klaar/"])
def test_other_roles_may_not_answer_or_tick(screen: Open, other: Any, role: str, path: str) -> None:
    client = other(role)
    page = screen("story")
    assert client.post(page.path + path, page.filled()).status_code == 403
    assert not AnswerSlot.objects.exists()


def test_nobody_sees_what_another_wrote(
    screen: Open, zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    page = screen("story")
    page.press(**{page.names()[0]: "KANARIE"})
    assert "KANARIE" in screen("story").html
    assert "KANARIE" not in screen("story", client_at(zonnehoek, member(zonnehoek))).html


def test_stranger_is_sent_to_sign_in(
    screen: Open, zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    path = screen("story").path
    response = client_at(zonnehoek).get(path)
    assert (response.status_code, response["Location"]) == (302, f"/inloggen/?next={path}")


JSON = {"headers": {"Accept": "application/json"}}


def test_script_gets_revision_and_time(screen: Open) -> None:
    page = screen("reflection")
    response = page.client.post(page.path + "antwoord/", page.filled() | {page.names()[0]: "Tekst"}, **JSON)
    assert response.status_code == 200
    answer = response.json()
    assert (answer["revision"], answer["message"][:11], answer["url"]) == (
        1,
        "Bewaard om ",
        page.path + "#werk",
    )


PHONE = "Bel haar zoon: 06 12345678"
TOLD = (
    "In deze tekst lijkt een telefoonnummer te staan. Het is bewaard. Is het van jezelf? Dan mag het blijven "
    "staan. Is het van een bewoner, familie of een collega? Haal het dan liever weg."
)


@pytest.mark.parametrize("kind", ["story", "checklist", "conversation_card"])
def test_private_details_in_an_answer_are_kept_and_told(screen: Open, kind: str) -> None:
    page = screen(kind)
    name = "own" if kind == "checklist" else page.names()[0]
    assert page.text("[data-remark][hidden]") == page.text("[data-remark]") == ""

    told = page.client.post(page.path + "antwoord/", page.filled() | {name: PHONE}, **JSON).json()
    assert (told["revision"], told["remark"]) == (1, TOLD)
    assert page.open().text("[data-remark]:not([hidden])") == TOLD

    assert page.press(**{name: "Bel haar zoon"}).text("[data-remark]:not([hidden])") == ""
    assert AnswerSlot.objects.get().revision == 2


@pytest.mark.parametrize("script", [False, True])
def test_who_goes_on_at_once_is_told_on_the_next_page(screen: Open, script: bool) -> None:
    page = screen("story")
    sent, onward = page.filled() | {page.names()[0]: PHONE}, {"verder": "stap"}

    if script:  # kept already, and went on before the remark could be read
        page.client.post(page.path + "antwoord/", sent, **JSON)
        sent |= onward | {"ongelezen": "ja"}
        page.show(page.client.post(page.path + "klaar/", sent, follow=True))
    else:
        page.send(sent | onward)

    assert AnswerSlot.objects.count() == 1
    assert page.response.redirect_chain[0][0] != page.path
    assert page.text(".messages .notice--warning").endswith(f": {TOLD}")


def test_script_is_told_of_a_newer_one_and_of_nonsense(screen: Open) -> None:
    page = screen("reflection")
    page.client.post(page.path + "antwoord/", page.filled(), **JSON)
    stale = page.client.post(page.path + "antwoord/", page.filled() | {"uuid": str(uuid4())}, **JSON)
    assert (stale.status_code, stale.json()["revision"]) == (409, 1)
    nonsense = page.client.post(page.path + "antwoord/", {"uuid": "x"}, **JSON)
    assert (nonsense.status_code, set(nonsense.json())) == (422, {"message", "errors"})


def test_draft_of_a_sort_is_kept_without_being_checked(screen: Open) -> None:
    page = screen("sort")
    name = page.names()[0]
    place = page.form.select_one(f"input[name='{name}']")["value"]
    page.client.post(page.path + "antwoord/", page.filled() | {name: place}, **JSON)
    page.open()
    assert page.filled()[name] == [place]
    assert page.soup.select(".result") == []


def test_changed_wording_leaves_the_answer_readable(screen: Open, step: Find) -> None:
    reflection = step("reflection")
    page = screen("reflection")
    page.press(**{page.names()[0]: "Mijn antwoord van toen"})
    then = AnswerSlot.objects.get().asked["questions"][0]["text"]
    raw = reflection.body.get_prep_value()
    raw[0]["value"]["fields"][0]["value"]["label"] = "<p>Een heel andere vraag</p>"
    reflection.body = raw
    reflection.save_revision().publish()
    page.open()
    assert page.filled()[page.names()[0]] == "Mijn antwoord van toen"
    assert then in page.text("details .lines")
    assert "Een heel andere vraag" in page.text("#antwoord label")


def test_answer_to_a_removed_field_stays_readable(screen: Open, step: Find) -> None:
    reflection = step("reflection")
    page = screen("reflection")
    page.press(**{page.names()[0]: "KANARIE"})
    raw = reflection.body.get_prep_value()
    del raw[0]["value"]["fields"][0]
    reflection.body = raw
    reflection.save_revision().publish()
    assert "KANARIE" in page.open().text("details .lines")
