"""How many statements the screens cost: literal, and the same whatever the number of modules or answers.

The demo bar's own statement, which production doesn't have, is left out.
"""

from uuid import uuid4

import pytest
from django.test import Client

from competences.models import Phase
from competences.services import replan
from modules.models import CurriculumPage, ModulePage
from people.models import Person
from portal import urls, urls_region
from selfscan.models import ScanRun
from selfscan.queries import forget_definitions
from selfscan.services.scans import start_or_resume_run
from tests.counting import counting

pytestmark = pytest.mark.django_db
DEMO_URLS_ARE_THERE = (urls, urls_region)  # read before a test says that there is no demo
WARM_UP = ("/leerpad/", "/zelfscan/")


@pytest.fixture(autouse=True)
def _production_has_no_demo_bar(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]  # pytest-django's settings


def count(browser: Client, path: str, form: dict[str, object] | None = None) -> int:
    """How many statements a page or a form costs in a process that has served pages before."""
    for page in WARM_UP:
        browser.get(page)
    with counting() as statements:
        response = browser.get(path) if form is None else browser.post(path, form)
    assert response.status_code == (200 if form is None else 302)
    return len(statements)


def answer_form(item: str, value: str) -> dict[str, object]:
    """What the form of a question sends."""
    return {"item": item, "answer": value, "uuid": uuid4(), "based_on": 0}


@pytest.fixture
def many_modules(db: None) -> None:
    """Fifty modules in the curriculum."""
    curriculum, phase = CurriculumPage.objects.get(), Phase.objects.get(key="F4")
    for number in range(13, 51):
        curriculum.add_child(
            instance=ModulePage(
                key=f"M{number}",
                title=f"Module {number}",
                slug=f"module-{number}",
                phase=phase,
                summary="<p>Kort.</p>",
                learning_outcomes="<ul><li>Iets.</li></ul>",
            )
        )
    forget_definitions()


def test_path_before_the_scan(browser: Client) -> None:
    assert count(browser, "/leerpad/") == 8


def test_path_after_the_scan(browser: Client, finished_run: ScanRun) -> None:
    assert count(browser, "/leerpad/") == 9


def test_path_with_fifty_modules(
    browser: Client, finished_run: ScanRun, supervisor: Person, many_modules: None
) -> None:
    replan(person=supervisor, organisation=None, reason="evidence_added")
    assert browser.get("/leerpad/").content.count(b"data-module=") == 50
    assert count(browser, "/leerpad/") == 9


def test_question(browser: Client, answered_run: ScanRun) -> None:
    assert count(browser, "/zelfscan/vraag/1/") == 6


def test_first_answer(browser: Client, supervisor: Person) -> None:
    start_or_resume_run(person=supervisor)
    assert count(browser, "/zelfscan/vraag/2/", answer_form("S02", "3")) == 7


def test_last_answer(browser: Client, answered_run: ScanRun) -> None:
    form = answer_form("S32", "b") | {"based_on": 1}
    assert count(browser, "/zelfscan/vraag/32/", form) == 7


def test_finish(browser: Client, answered_run: ScanRun) -> None:
    assert count(browser, "/zelfscan/controle/", {"doubted": ["C1"]}) == 12


def test_finish_with_fifty_modules(browser: Client, answered_run: ScanRun, many_modules: None) -> None:
    assert count(browser, "/zelfscan/controle/", {"doubted": ["C1"]}) == 12


def test_result(browser: Client, finished_run: ScanRun) -> None:
    assert count(browser, "/zelfscan/uitslag/") == 11
