"""A branching case on the path: a promise before it is played, evidence that is named afterwards."""

import pytest
from django.test import Client

from modules.casework.rules import choose, first_state
from modules.casework.script import Script
from modules.models import CasePage
from modules.services import choose_in_case, start_play
from organisations.models import Organisation
from people.models import Person
from selfscan.models import PathVersion
from selfscan.services.scans import finish_run, start_or_resume_run
from tests.selfscan.scans import answer_all, answers_at

pytestmark = pytest.mark.django_db
STRONG, UNSAFE = "Veilig én leerzaam", "Het liep goed af. Dit keer."


def way_to(script: Script, title: str) -> list[str]:
    """The shortest row of choices that ends here."""
    waiting = [(first_state(script), [])]
    while waiting:
        state, keys = waiting.pop(0)
        ending, scene = script.ending(state.at), script.scene(state.at)
        if ending and ending.title == title:
            return keys
        waiting += [(choose(script, state, c.key), [*keys, c.key]) for c in (scene.choices if scene else ())]
    raise AssertionError(f"Nothing leads to {title}.")


def finish_scan(person: Person, level: int) -> None:
    """All statements and situations at one level."""
    run = start_or_resume_run(person=person)
    answer_all(run, answers_at(level))
    finish_run(person=person)


def play(person: Person, organisation: Organisation, case: CasePage, title: str) -> None:
    """Play a case to the end with this title."""
    start_play(person=person, case=case)
    for step, choice in enumerate(way_to(case.script, title)):
        choose_in_case(person=person, case=case, organisation=organisation, step=step, choice=choice)


def line_of(person: Person, module: str) -> dict[str, object]:
    """What the newest path says of a module."""
    newest = PathVersion.objects.filter(person=person).latest("pk")
    return next(line for line in newest.result["modules"] if line["key"] == module)


def test_the_promise_of_a_case_comes_true(
    zonnehoek: Organisation, supervisor: Person, browser: Client
) -> None:
    finish_scan(supervisor, 2)
    promised = line_of(supervisor, "M05")["would_change"]
    case = CasePage.objects.get(key="K01")
    assert promised == {
        "code": "would_case",
        "case": case.pk,
        "title": case.title,
        "kind": "strong",
        "advice": promised["advice"],
    }
    assert f"Speel je de casus &#x27;{case.title}&#x27;" in browser.get("/leerpad/").content.decode()

    play(supervisor, zonnehoek, case, STRONG)

    line = line_of(supervisor, "M05")
    assert line["advice"] == promised["advice"]
    assert line["would_change"] != promised
    assert f"Speel je de casus &#x27;{case.title}&#x27;" not in browser.get("/leerpad/").content.decode()


def test_what_a_case_showed_is_told_as_such(
    zonnehoek: Organisation, supervisor: Person, browser: Client
) -> None:
    finish_scan(supervisor, 2)
    case = CasePage.objects.get(key="K01")
    play(supervisor, zonnehoek, case, UNSAFE)

    page = " ".join(browser.get("/leerpad/").content.decode().split())

    assert (
        f"In de casus &#x27;{case.title}&#x27; liet je bij &#x27;Veilige zorg bewaken&#x27; zien: beginnend."
        in page
    )
    assert "Een trainer keek mee" not in page
    assert "Je speelde een casus." in page
