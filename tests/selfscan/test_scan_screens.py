"""The screens of the scan, as a browser without JavaScript sees them."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from competences.models import LevelText
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from selfscan.models import PathPreference, PathVersion, ScanAnswer, ScanRun, ScanVersion, TraineeMoment
from selfscan.queries import answers_of
from selfscan.queries.definitions import forget_definitions
from selfscan.services.scans import finish_run, start_or_resume_run
from tests.selfscan.scans import DEFINITION, answer, answer_all, answers_at

pytestmark = pytest.mark.django_db


def page(response: object) -> str:
    """The text of a page."""
    return response.content.decode()  # type: ignore[attr-defined]


QUOTED = re.compile(r"'[^']*'|‘[^’]*’|“[^”]*”")  # what she chose, and titles
INFORMAL = re.compile(r"\b(?:jij|je|jou|jouw|jullie)\b", re.IGNORECASE)


def spoken(browser: Client, path: str) -> str:
    """What a screen itself says: all of it but the content of the curriculum."""
    response = browser.get(path)
    assert response.status_code == 200
    soup = BeautifulSoup(page(response), "html.parser")
    for content in soup.select("[data-content], title"):
        content.decompose()
    return QUOTED.sub("", soup.get_text(" "))


def hidden(text: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found
    return found[1]


def options(text: str) -> list[str]:
    """The values of the answers, in the order on screen."""
    return re.findall(r'name="answer" value="([^"]*)"', text)


def press(browser: Client, number: int, value: str, **extra: str) -> object:
    """Open a question, choose an answer, press the button."""
    text = page(browser.get(f"/zelfscan/vraag/{number}/"))
    form = {name: hidden(text, name) for name in ("item", "uuid", "based_on")}
    return browser.post(f"/zelfscan/vraag/{number}/", form | {"answer": value} | extra)


def test_start_asks_what_she_is_busy_with_and_begins(browser: Client, supervisor: Person) -> None:
    text = page(browser.get("/zelfscan/"))
    assert "Waar ben je nu mee bezig?" in text
    assert text.count('name="phase"') == 7
    response = browser.post("/zelfscan/", {"phase": "F4", "on": ""})
    assert (response.status_code, response["Location"]) == (302, "/zelfscan/vraag/1/")
    assert PathPreference.objects.get(person=supervisor).phase.key == "F4"


def test_start_keeps_a_date_with_the_phase_chosen_with_it(browser: Client, supervisor: Person) -> None:
    on = timezone.localdate() + timezone.timedelta(days=10)
    browser.post("/zelfscan/", {"phase": "F5", "on": on.isoformat()})
    moment = TraineeMoment.objects.get(person=supervisor)
    assert (moment.phase.key, moment.on) == ("F5", on)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Kies wat nu het beste past."),
        ({"phase": "F9"}, "Kies een van deze antwoorden."),
        ({"phase": "F4", "on": "morgen"}, "Vul een datum in, bijvoorbeeld 10-12-2026."),
        ({"phase": "F4", "on": "2020-01-01"}, "Deze datum is al voorbij."),
        (
            {"phase": "F4", "on": "2031-01-12"},
            "Deze datum is over meer dan twee jaar. Kijk of het jaar klopt.",
        ),
        ({"phase": "nobody", "on": "2999-01-01"}, "Kies ook wat er op deze datum is."),
    ],
)
def test_start_says_what_is_missing(browser: Client, form: dict[str, str], sentence: str) -> None:
    response = browser.post("/zelfscan/", form)
    assert response.status_code == 422
    fields = BeautifulSoup(page(response), "html.parser")
    assert [each for each in fields.select("form .field__error") if sentence in each.get_text()]
    assert fields.select_one("#id_on")["value"] == form.get("on", "")
    assert ScanRun.objects.count() == 0


def test_date_of_exactly_two_years_ahead_is_the_last_one(browser: Client, supervisor: Person) -> None:
    today = timezone.localdate()
    last = today.replace(year=today.year + 2, day=min(today.day, 28))
    assert browser.post("/zelfscan/", {"phase": "F1", "on": last.isoformat()}).status_code == 302
    too_far = last + timezone.timedelta(days=4)
    assert browser.post("/zelfscan/", {"phase": "F1", "on": too_far.isoformat()}).status_code == 422
    assert [moment.on for moment in TraineeMoment.objects.all()] == [last]


def test_question_shows_subject_place_and_scale(browser: Client, supervisor: Person) -> None:
    start_or_resume_run(person=supervisor)
    text = page(browser.get("/zelfscan/vraag/9/"))
    assert 'data-item="S09"' in text
    assert "Onderwerp 3 van 8" in text
    assert "vraag 9 van 32" in text
    assert options(text) == ["1", "2", "3", "4", "0"]
    assert text.count("<h1") == 1


def test_situation_has_a_stable_shuffled_order_of_its_own_for_each_person(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    orders = []
    for _ in range(6):
        person = member(zonnehoek, Role.SUPERVISOR)
        browser = client_at(zonnehoek, person)
        start_or_resume_run(person=person)
        first, second = (options(page(browser.get("/zelfscan/vraag/4/"))) for _ in range(2))
        assert first == second
        assert sorted(first) == ["a", "b", "c", "d"]
        orders.append(tuple(first))
    assert len(set(orders)) > 1


def test_answer_is_kept_and_the_next_question_follows(browser: Client, supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    response = press(browser, 1, "3")
    assert (response.status_code, response["Location"]) == (302, "/zelfscan/vraag/2/")
    assert answers_of(run)["S01"].proficiency_level == 3


def test_back_shows_the_answer_and_lets_her_change_it(browser: Client, supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    press(browser, 1, "3")
    text = page(browser.get("/zelfscan/vraag/1/"))
    assert re.search(r'value="3" required\s+data-key="3"\s+checked', text)
    press(browser, 1, "0")
    assert answers_of(run)["S01"].proficiency_level is None


def test_another_device_goes_on_where_she_was(
    browser: Client, supervisor: Person, zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    start_or_resume_run(person=supervisor)
    press(browser, 1, "3")
    press(browser, 2, "2")
    other = client_at(zonnehoek, supervisor)
    assert "2 van 32 klaar" in page(other.get("/zelfscan/"))
    response = other.post("/zelfscan/", {"phase": "F4"})
    assert response["Location"] == "/zelfscan/vraag/3/"


@pytest.mark.parametrize(
    ("number", "changes", "sentence"),
    [
        (1, {"answer": "5"}, "Dit antwoord hoort niet bij deze vraag."),
        (1, {"answer": "a"}, "Dit antwoord hoort niet bij deze vraag."),
        (1, {"answer": ""}, "Kies eerst een antwoord."),
        (4, {"answer": "3"}, "Dit antwoord hoort niet bij deze vraag."),
        (4, {"answer": "0"}, "Dit antwoord hoort niet bij deze vraag."),
        (1, {"answer": "3", "item": "S99"}, "Deze vraag kennen we niet."),
        (1, {"answer": "3", "item": "S02"}, "Deze vraag kennen we niet."),
        (1, {"answer": "3", "uuid": "x"}, "Er ging iets mis met dit formulier."),
        (1, {"answer": "3", "based_on": "-1"}, "Er ging iets mis met dit formulier."),
        (1, {"answer": "3", "based_on": "9" * 30}, "Er ging iets mis met dit formulier."),
        (1, {"answer": "\x00"}, "Null-tekens zijn niet toegestaan."),
    ],
)
def test_wrong_answer_is_422_with_a_sentence_and_keeps_nothing(
    browser: Client, supervisor: Person, number: int, changes: dict[str, str], sentence: str
) -> None:
    start_or_resume_run(person=supervisor)
    response = press(browser, number, changes.pop("answer"), **changes)
    assert response.status_code == 422
    assert sentence in page(response)
    assert ScanAnswer.objects.count() == 0


def test_wrong_answer_keeps_the_answer_that_was_there(browser: Client, supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    press(browser, 1, "3")
    press(browser, 1, "9")
    assert answers_of(run)["S01"].proficiency_level == 3


def test_stale_answer_is_409_keeps_the_choice_and_one_more_press_wins(
    browser: Client, supervisor: Person
) -> None:
    run = start_or_resume_run(person=supervisor)
    first_tab = page(browser.get("/zelfscan/vraag/1/"))
    press(browser, 1, "4")
    form = {name: hidden(first_tab, name) for name in ("item", "uuid", "based_on")}
    stale = browser.post("/zelfscan/vraag/1/", form | {"answer": "2"})
    text = page(stale)
    assert stale.status_code == 409
    assert "Deze vraag is intussen ergens anders beantwoord." in text
    assert re.search(r'value="2" required\s+data-key="2"\s+checked', text)
    assert answers_of(run)["S01"].proficiency_level == 4
    again = {name: hidden(text, name) for name in ("item", "uuid", "based_on")}
    assert browser.post("/zelfscan/vraag/1/", again | {"answer": "2"}).status_code == 302
    assert answers_of(run)["S01"].proficiency_level == 2


def test_same_press_twice_is_one_answer(browser: Client, supervisor: Person) -> None:
    start_or_resume_run(person=supervisor)
    text = page(browser.get("/zelfscan/vraag/1/"))
    form = {name: hidden(text, name) for name in ("item", "uuid", "based_on")} | {"answer": "3"}
    first, second = (browser.post("/zelfscan/vraag/1/", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert ScanAnswer.objects.count() == 1


@pytest.mark.parametrize("number", [0, 33])
def test_question_that_does_not_exist_is_404(browser: Client, supervisor: Person, number: int) -> None:
    start_or_resume_run(person=supervisor)
    assert browser.get(f"/zelfscan/vraag/{number}/").status_code == 404


@pytest.mark.parametrize("path", ["/zelfscan/vraag/1/", "/zelfscan/controle/", "/zelfscan/uitslag/"])
def test_without_a_scan_the_start_comes_first(browser: Client, path: str) -> None:
    response = browser.get(path)
    assert (response.status_code, response["Location"]) == (302, "/zelfscan/")


def test_after_a_subject_the_provisional_path_is_offered_and_not_kept(
    browser: Client, supervisor: Person
) -> None:
    run = start_or_resume_run(person=supervisor)
    for key in ("S01", "S02", "S03"):
        answer(run, key, 1)
    answer(run, "S04", "c")
    assert "Bekijk je voorlopige leerpad" not in page(browser.get("/zelfscan/vraag/4/"))
    assert "Bekijk je voorlopige leerpad" in page(browser.get("/zelfscan/vraag/5/"))
    text = page(browser.get("/zelfscan/voorlopig/"))
    assert 'data-module="M03" data-advice="DOEN"' in re.sub(r"\s+", " ", text)
    assert "na 4 van 32 vragen" in text
    assert "Waarom, en veranderen" not in text
    assert PathVersion.objects.count() == 0


def test_check_page_shows_open_questions_and_doubt(browser: Client, supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    answer(run, "S01", 3)
    text = page(browser.get("/zelfscan/controle/"))
    assert "31 vragen zijn nog open." in text
    assert text.count('name="doubted"') == 8
    assert "Meestal, zonder hulp" in text


def test_changing_from_the_check_page_comes_back_there(browser: Client, answered_run: ScanRun) -> None:
    response = press(browser, 1, "3", check="1")
    assert response["Location"] == "/zelfscan/controle/"


def test_finishing_leads_to_the_result_with_doubt_counted(browser: Client, answered_run: ScanRun) -> None:
    response = browser.post("/zelfscan/controle/", {"doubted": ["C1", "C3"]})
    assert (response.status_code, response["Location"]) == (302, "/zelfscan/uitslag/")
    answered_run.refresh_from_db()
    assert answered_run.doubted == ["C1", "C3"]
    assert answered_run.finished_at is not None
    assert PathVersion.objects.count() == 1


def test_finishing_twice_is_finishing_once(browser: Client, answered_run: ScanRun) -> None:
    browser.post("/zelfscan/controle/", {})
    response = browser.post("/zelfscan/controle/", {})
    assert response["Location"] == "/zelfscan/uitslag/"
    assert PathVersion.objects.count() == 1


def test_answer_that_comes_after_the_end_is_told_so_and_keeps_the_choice(
    browser: Client, answered_run: ScanRun
) -> None:
    text = page(browser.get("/zelfscan/vraag/1/"))
    form = {name: hidden(text, name) for name in ("item", "uuid", "based_on")} | {"answer": "4"}
    browser.post("/zelfscan/controle/", {})
    response = browser.post("/zelfscan/vraag/1/", form)
    assert response.status_code == 409
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one("[role=alert] strong").get_text() == "Deze zelfscan is al afgerond."
    assert soup.select_one("[role=alert] a.button")["href"] == "/zelfscan/"
    assert [each["value"] for each in soup.select("input[name=answer][checked]")] == ["4"]
    assert soup.select("#next") == []
    assert ScanAnswer.objects.filter(run=answered_run).count() == 33
    assert answers_of(answered_run)["S01"].proficiency_level == 2


def test_finishing_without_an_answer_is_422(browser: Client, supervisor: Person) -> None:
    start_or_resume_run(person=supervisor)
    response = browser.post("/zelfscan/controle/", {})
    assert response.status_code == 422
    assert "Er is nog geen enkel antwoord." in page(response)


def test_doubt_about_an_unknown_subject_is_422_with_a_sentence(
    browser: Client, answered_run: ScanRun
) -> None:
    response = browser.post("/zelfscan/controle/", {"doubted": ["C9", "C2"]})
    assert response.status_code == 422
    assert "Een van de onderwerpen kennen we niet." in page(response)
    ticked = BeautifulSoup(response.content, "html.parser").select("input[name=doubted][checked]")
    assert [each["value"] for each in ticked] == ["C2"]
    assert ScanRun.objects.get().finished_at is None


def test_result_shows_words_and_a_table_and_no_figures(browser: Client, finished_run: ScanRun) -> None:
    text = page(browser.get("/zelfscan/uitslag/"))
    for competence in DEFINITION.competences:
        assert f'data-competence="{competence.key}" data-proficiency="groeiend"' in text
        assert text.count(competence.title) >= 2
    assert "<table" in text
    assert not re.search(r"\b\d[.,/]\d\b", re.sub(r"<[^>]*>", "", text))


def test_result_of_little_evidence_is_empty(browser: Client, supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    answer(run, "S01", 3)
    browser.post("/zelfscan/controle/", {})
    text = page(browser.get("/zelfscan/uitslag/"))
    assert 'data-competence="C1" data-proficiency=""' in text
    assert "Nog te weinig bekend" in text


def test_second_result_stands_beside_the_first_with_both_dates(
    browser: Client, finished_run: ScanRun, supervisor: Person
) -> None:
    assert "Zo gaat het nu" in page(browser.get("/zelfscan/uitslag/"))
    ScanRun.objects.update(finished_at="2026-01-05T12:00:00Z")
    second = start_or_resume_run(person=supervisor)
    answer_all(second, answers_at(4))
    finish_run(person=second.person)
    text = re.sub(r"\s+", " ", page(browser.get("/zelfscan/uitslag/")))
    assert '<th scope="col">5 januari 2026</th>' in text
    assert text.count("<td>Groeiend</td> <td>Voorbeeld</td>") == 8


def test_wiping_asks_first_and_leaves_the_path_page_as_at_the_start(
    browser: Client, finished_run: ScanRun
) -> None:
    assert "Dit kan niet terug." in page(browser.get("/zelfscan/wissen/"))
    assert ScanRun.objects.count() == 1
    response = browser.post("/zelfscan/wissen/")
    assert response["Location"] == "/leerpad/"
    assert ScanRun.objects.count() == 0
    assert "Doe de zelfscan (15 minuten)" in page(browser.get("/leerpad/"))


@pytest.fixture
def _another_scan() -> Iterator[None]:
    """What this process keeps of the scan is forgotten afterwards."""
    yield
    forget_definitions()


@pytest.mark.usefixtures("_another_scan")
def test_the_scan_counts_its_own_questions(browser: Client, supervisor: Person) -> None:
    def shown() -> list[str]:
        facts = re.findall(r"<li><strong>.*?</li>", page(browser.get("/zelfscan/")), re.DOTALL)
        return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in facts[:2]]

    whole = shown()
    version = ScanVersion.objects.latest("pk")
    version.items.exclude(key__in=["S01", version.items.exclude(options=None).first().key]).delete()
    forget_definitions()

    assert whole == [
        "32 vragen 24 korte zinnen en 8 situaties",
        "15 minuten stoppen en later verder mag altijd",
    ]
    assert shown() == [
        "2 vragen 1 korte zin en 1 situatie",
        "1 minuut stoppen en later verder mag altijd",
    ]
    assert "Doe de zelfscan (1 minuut)" in page(browser.get("/leerpad/"))
    start_or_resume_run(person=supervisor)
    press(browser, 1, "3")
    assert "Ga verder, 1 van 2 klaar" in page(browser.get("/zelfscan/"))


def test_question_speaks_the_words_of_the_organisation(
    house: Callable[[str], Organisation],
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    person = member(house("zonnehoek"), Role.SUPERVISOR)
    browser = client_at(house("zonnehoek"), person)
    start_or_resume_run(person=person)
    assert "Het leermaatje kiest zelf leerdoelen." in page(browser.get("/zelfscan/vraag/6/"))


@pytest.mark.parametrize("key", ["amelberga", "zilverlinde"])
def test_screens_say_u_around_the_content(
    key: str,
    house: Callable[[str], Organisation],
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    organisation = house(key)
    person = member(organisation, Role.SUPERVISOR)
    browser, run = client_at(organisation, person), start_or_resume_run(person=person)
    answer_all(run, answers_at(2))
    paths = ["/zelfscan/", "/zelfscan/vraag/1/", "/zelfscan/vraag/5/", "/zelfscan/voorlopig/"]
    paths += ["/zelfscan/controle/", "/zelfscan/wissen/", "/leerpad/waar-ik-ben/"]
    said = {path: spoken(browser, path) for path in paths}
    finish_run(person=run.person)
    said |= {
        path: spoken(browser, path) for path in ("/zelfscan/uitslag/", "/leerpad/", "/leerpad/keuze/M06/")
    }
    informal = {path: INFORMAL.findall(text) for path, text in said.items()}
    assert informal == {path: [] for path in said}


def test_result_of_an_indicator_takes_the_words_of_a_competence(
    browser: Client, finished_run: ScanRun
) -> None:
    path = PathVersion.objects.get()
    path.result["estimates"]["I1.1"]["shown"] = "7/2"
    PathVersion.objects.filter(pk=path.pk).update(result=path.result)
    parts = BeautifulSoup(page(browser.get("/zelfscan/uitslag/")), "html.parser").select("dt")
    text = LevelText.objects.get(indicator__key="I1.1", proficiency_level=3).text
    assert " ".join(parts[0].get_text().split()) == "Voorbereid zijn: Vakbekwaam"
    assert parts[0].find_next("dd").get_text() == text


def test_screens_write_nothing_on_get(browser: Client, answered_run: ScanRun) -> None:
    before = (ScanRun.objects.count(), ScanAnswer.objects.count(), PathVersion.objects.count())
    for path in (
        "/zelfscan/",
        "/zelfscan/vraag/1/",
        "/zelfscan/voorlopig/",
        "/zelfscan/controle/",
        "/leerpad/",
    ):
        assert browser.get(path).status_code == 200
    assert (ScanRun.objects.count(), ScanAnswer.objects.count(), PathVersion.objects.count()) == before


@pytest.mark.parametrize("role", [Role.PRACTICE_TRAINER, Role.TEAM_LEADER, Role.ORG_ADMIN, Role.LEARNER])
@pytest.mark.parametrize("path", ["/leerpad/", "/zelfscan/", "/zelfscan/vraag/1/", "/zelfscan/uitslag/"])
def test_only_supervisors_get_here(
    zonnehoek: Organisation,
    member: Callable[..., Person],
    client_at: Callable[..., Client],
    role: Role,
    path: str,
) -> None:
    assert client_at(zonnehoek, member(zonnehoek, role)).get(path).status_code == 403
    assert client_at(zonnehoek).get(path).status_code == 302


def test_another_person_never_sees_her_run(
    zonnehoek: Organisation,
    finished_run: ScanRun,
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    other = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR))
    assert other.get("/zelfscan/uitslag/")["Location"] == "/zelfscan/"
    assert other.post("/zelfscan/vraag/1/", {"item": "S01", "answer": "4", "uuid": uuid4()})["Location"] == (
        "/zelfscan/"
    )
