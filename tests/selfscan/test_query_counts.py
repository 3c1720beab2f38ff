"""How many statements the screens cost: literal, and the same whatever the number of modules or answers.

The demo bar's own statement, which production doesn't have, is left out.
"""

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from competences.models import Competence, EvidenceSource, Phase
from competences.services import NewEvidence, add_evidence, replan
from modules.models import ModulePage
from modules.queries import scored_cases, steps_of
from modules.services import tick_step
from organisations.models import Organisation
from people.models import Person
from portal import urls, urls_region
from selfscan.models import PathVersion, ScanRun
from selfscan.services.paths import set_phase
from selfscan.services.scans import start_or_resume_run
from tests.counting import counting
from tests.curriculum import keep_modules

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
    scored_cases()
    with counting() as statements:
        response = browser.get(path) if form is None else browser.post(path, form)
    assert response.status_code == (200 if form is None else 302)
    return len(statements)


def answer_form(item: str, value: str) -> dict[str, object]:
    """What the form of a question sends."""
    return {"item": item, "answer": value, "uuid": uuid4(), "based_on": 0}


def guide_somebody(person: Person, organisation: Organisation) -> None:
    """She said what she is busy with, and when."""
    soon = timezone.localdate() + timedelta(days=20)
    set_phase(person=person, organisation=organisation, phase=Phase.objects.get(key="F5"), on=soon)


def add_voice(person: Person) -> None:
    """Her practice trainer saw her often, and sees an example in C4."""
    add_evidence(
        person=person,
        organisation=None,
        items=[
            NewEvidence(
                source=EvidenceSource.RATER,
                proficiency_level=4,
                weight=Fraction(2),
                observed_on=timezone.localdate(),
                origin="rater:1",
                competence_id=Competence.objects.get(key="C4").pk,
                details={"relation": "praktijkopleider", "seen": "vaak"},
            )
        ],
        reason="evidence_added",
    )


NUMBERS_OF_MODULES = pytest.mark.parametrize("modules", [1, 12, 50])


@NUMBERS_OF_MODULES
def test_path_before_the_scan(browser: Client, modules: int) -> None:
    keep_modules(modules)
    assert count(browser, "/leerpad/") == 8


def test_path_before_the_scan_with_a_phase_and_a_date(
    browser: Client, supervisor: Person, zonnehoek: Organisation
) -> None:
    guide_somebody(supervisor, zonnehoek)
    assert count(browser, "/leerpad/") == 8


def test_path_with_a_phase_a_date_and_a_second_voice(
    browser: Client, finished_run: ScanRun, supervisor: Person, zonnehoek: Organisation
) -> None:
    guide_somebody(supervisor, zonnehoek)
    add_voice(supervisor)
    assert count(browser, "/leerpad/") == 9


@NUMBERS_OF_MODULES
def test_path_after_the_scan(
    browser: Client, finished_run: ScanRun, supervisor: Person, modules: int
) -> None:
    keep_modules(modules)
    replan(person=supervisor, organisation=None, reason="evidence_added")
    assert browser.get("/leerpad/").content.count(b"data-module=") == modules
    assert count(browser, "/leerpad/") == 9


def test_question(browser: Client, answered_run: ScanRun) -> None:
    assert count(browser, "/zelfscan/vraag/1/") == 6


@NUMBERS_OF_MODULES
def test_first_answer(browser: Client, supervisor: Person, modules: int) -> None:
    keep_modules(modules)
    start_or_resume_run(person=supervisor)
    assert count(browser, "/zelfscan/vraag/2/", answer_form("S02", "3")) == 8


@NUMBERS_OF_MODULES
def test_last_answer(browser: Client, answered_run: ScanRun, modules: int) -> None:
    keep_modules(modules)
    form = answer_form("S32", "b") | {"based_on": 1}
    assert count(browser, "/zelfscan/vraag/32/", form) == 8


@NUMBERS_OF_MODULES
def test_finish(browser: Client, answered_run: ScanRun, supervisor: Person, modules: int) -> None:
    keep_modules(modules)
    assert count(browser, "/zelfscan/controle/", {"doubted": ["C1"]}) == 12
    assert len(PathVersion.objects.get(person=supervisor).result["modules"]) == modules


def test_finish_with_a_phase_a_date_and_a_second_voice(
    browser: Client, answered_run: ScanRun, supervisor: Person, zonnehoek: Organisation
) -> None:
    guide_somebody(supervisor, zonnehoek)
    add_voice(supervisor)
    assert count(browser, "/zelfscan/controle/", {"doubted": ["C1"]}) == 12
    path = PathVersion.objects.get(person=supervisor)
    assert len(path.evidence_ids) == 33
    assert path.result["competences"]["C4"] == {"shown": "23/7", "word": "vakbekwaam"}
    terms = next(row["terms"] for row in path.result["modules"] if row["key"] == "M11")
    assert ["phase", "2"] in terms


def test_finish_that_completes_a_module(
    browser: Client, answered_run: ScanRun, supervisor: Person, zonnehoek: Organisation
) -> None:
    module = ModulePage.objects.get(key="M01")
    for step in steps_of(module):
        if step.code != "M01-2":
            tick_step(person=supervisor, step=step, organisation=zonnehoek)
    assert count(browser, "/zelfscan/controle/", {"doubted": ["C1"]}) == 12
    assert [row["key"] for row in PathVersion.objects.get().result["modules"]][-1] == "M01"


def test_result(browser: Client, finished_run: ScanRun) -> None:
    assert count(browser, "/zelfscan/uitslag/") == 11
