"""The learning path on screen: one button, reasons, and her own choices."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from competences.models import Phase
from competences.services import replan
from modules.models import ModulePage, ModuleProgress
from modules.queries import steps_of
from modules.services import tick_step
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from selfscan.models import PathPreference, PathVersion, ScanRun, TraineeMoment
from selfscan.queries import latest_paths
from selfscan.services.scans import finish_run, start_or_resume_run
from tests.selfscan.scans import answer_all, answers_at

pytestmark = pytest.mark.django_db


def page(response: object) -> str:
    """The text of a page, on one line."""
    return re.sub(r"\s+", " ", response.content.decode())  # type: ignore[attr-defined]


def path_of(text: str) -> list[tuple[str, str]]:
    """The modules on a page in order, with their advice."""
    return re.findall(r'data-module="(M\d\d)" data-advice="(\w+)"', text)


def keys_of(text: str) -> list[str]:
    """The modules on a page in order."""
    return [key for key, _ in path_of(text)]


def module(key: str) -> ModulePage:
    """A module of the curriculum."""
    return ModulePage.objects.get(key=key)


def complete(person: Person, organisation: Organisation, key: str) -> None:
    """Tick every step of a module."""
    for step in steps_of(module(key)):
        tick_step(person=person, step=step, organisation=organisation)


def test_first_visit_has_three_cards_and_two_ways_to_begin(browser: Client) -> None:
    text = page(browser.get("/leerpad/"))
    for heading in ("Waarvoor", "Hoeveel tijd", "Wie ziet wat"):
        assert f"<h2>{heading}</h2>" in text
    assert re.search(r'<a class="button" href="/zelfscan/" id="go">Doe de zelfscan \(15 minuten\)</a>', text)
    first = steps_of(module("M01")).first()
    assert f'href="/modules/jij-als-werkbegeleider/{first.slug}/"' in text
    assert "Begin met module 1 (eerste stap: 5 minuten)" in text
    assert "Wie ziet dit?" in text


def test_path_before_the_scan_is_computed_and_not_kept(browser: Client) -> None:
    found = path_of(page(browser.get("/leerpad/")))
    assert len(found) == 12
    assert found[0] == ("M01", "DOEN")
    assert PathVersion.objects.count() == 0


def test_started_scan_is_what_she_goes_on_with(browser: Client, supervisor: Person) -> None:
    start_or_resume_run(person=supervisor)
    text = page(browser.get("/leerpad/"))
    assert 'href="/zelfscan/" id="go">Ga verder met de zelfscan' in text
    assert "Waarvoor" not in text


def test_after_the_scan_one_button_leads_to_the_exact_step(browser: Client, finished_run: ScanRun) -> None:
    text = page(browser.get("/leerpad/"))
    button = re.findall(r'<a class="button" href="([^"]*)" id="go">Ga verder</a>', text)
    second = steps_of(module("M01"))[0]
    assert button == [f"/modules/jij-als-werkbegeleider/{second.slug}/"]
    assert text.count('class="button" ') == 1


def test_this_month_is_what_the_modules_of_now_still_take(
    browser: Client, finished_run: ScanRun, supervisor: Person
) -> None:
    ModuleProgress.objects.filter(person=supervisor).delete()
    cards = BeautifulSoup(browser.get("/leerpad/").content, "html.parser").select(".path-now__card")
    minutes = [int(re.search(r"(\d+) minuten", card.get_text())[1]) for card in cards]
    assert len(minutes) == 3
    assert f"Deze maand: ongeveer {sum(minutes)} minuten." in page(browser.get("/leerpad/"))

    ModuleProgress.objects.create(person=supervisor, module=module("M01"), steps_done=4, steps_total=5)
    left = minutes[0] // 5 + sum(minutes[1:])
    assert f"Deze maand: ongeveer {left + -left % 5} minuten." in page(browser.get("/leerpad/"))


def test_path_shows_all_modules_with_reasons(browser: Client, finished_run: ScanRun) -> None:
    text = page(browser.get("/leerpad/"))
    assert sorted(keys_of(text)) == [f"M{number:02}" for number in range(1, 13)]
    assert "Je koos bij &#x27;Gericht kijken&#x27;: soms, of met hulp." in text
    assert "Waarom op deze plek" in text
    assert "Wat zou het advies veranderen?" in text
    assert "Module &#x27;Kijken en feedback geven&#x27; komt eerst." in text


def test_path_speaks_u_and_other_words_at_amelberga(
    house: Callable[[str], Organisation], member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    amelberga = house("amelberga")
    person = member(amelberga, Role.SUPERVISOR)
    run = start_or_resume_run(person=person)
    answer_all(run, answers_at(2))
    finish_run(person=run.person)
    text = page(client_at(amelberga, person).get("/leerpad/"))
    assert "U koos bij &#x27;Gericht kijken&#x27;: soms, of met hulp." in text
    assert "aandacht voor gasten moet hebben" in text
    assert not re.search(r"Je koos|voor jou|je antwoord|Je leerpad|Kies je|ziet je", text)


def test_scan_ticks_its_own_step_in_module_one(finished_run: ScanRun, supervisor: Person) -> None:
    progress = ModuleProgress.objects.get(person=supervisor)
    assert (progress.module.key, progress.steps_done) == ("M01", 1)


def test_completed_module_leaves_the_path_and_writes_a_new_version(
    browser: Client, finished_run: ScanRun, supervisor: Person, zonnehoek: Organisation
) -> None:
    complete(supervisor, zonnehoek, "M01")
    newest = latest_paths(supervisor)[0]
    assert (newest.reason, newest.subject) == ("module_completed", "M01")
    text = page(browser.get("/leerpad/"))
    assert ("M01", "KLAAR") in path_of(text)
    assert "Je hebt ‘Jij als werkbegeleider’ online af." in text
    assert "‘Jij als werkbegeleider’ hoeft nu niet meer: klaar." in text


def test_finished_path_says_so(browser: Client, supervisor: Person, zonnehoek: Organisation) -> None:
    run = start_or_resume_run(person=supervisor)
    answer_all(run, answers_at(4))
    finish_run(person=run.person)
    complete(supervisor, zonnehoek, "M01")
    complete(supervisor, zonnehoek, "M11")
    text = page(browser.get("/leerpad/"))
    assert "Alles van dit pad is af" in text
    assert 'href="/samen/"' in text


def test_new_path_follows_a_change_of_phase(
    browser: Client, finished_run: ScanRun, supervisor: Person
) -> None:
    response = browser.post("/leerpad/waar-ik-ben/", {"phase": "F6"})
    assert response["Location"] == "/leerpad/"
    newest = latest_paths(supervisor)[0]
    assert newest.reason == "phase_changed"
    assert "M12" in newest.result["now"]
    assert "We ronden af" in page(browser.get("/leerpad/"))


def test_same_phase_again_writes_no_path(browser: Client, finished_run: ScanRun) -> None:
    browser.post("/leerpad/waar-ik-ben/", {"phase": "F6"})
    browser.post("/leerpad/waar-ik-ben/", {"phase": "F6"})
    assert PathVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("phase", "days", "sentence"),
    [
        ("F1", 20, "Je begeleidt vanaf {day}"),
        ("F5", 400, "Het gesprek is op {day}"),
        ("F6", 0, "Je rondt af op {day}"),
        ("F4", 3, "Datum: {day}"),
    ],
)
def test_path_says_where_she_is_and_when_with_a_way_to_change(
    browser: Client, finished_run: ScanRun, phase: str, days: int, sentence: str
) -> None:
    on = timezone.localdate() + timedelta(days=days)
    browser.post("/leerpad/waar-ik-ben/", {"phase": phase, "on": on.isoformat()})
    said = BeautifulSoup(page(browser.get("/leerpad/")), "html.parser").select_one(".situation")
    assert sentence.format(day=date_format(on, "j F Y")) in [each.get_text() for each in said.select("span")]
    assert said.select_one("a")["href"] == "/leerpad/waar-ik-ben/"


def test_path_tells_the_date_before_the_scan_is_finished_and_no_date_that_has_passed(
    browser: Client, supervisor: Person
) -> None:
    today = timezone.localdate()
    TraineeMoment.objects.create(
        person=supervisor, phase=Phase.objects.get(key="F2"), on=today - timedelta(days=1)
    )
    browser.post("/zelfscan/", {"phase": "F2", "on": today.isoformat()})
    said = BeautifulSoup(page(browser.get("/leerpad/")), "html.parser").select_one(".situation")
    assert [each.get_text() for each in said.select("span:not(.visually-hidden)")] == [
        "Iemand is net begonnen",
        f"Je begeleidt vanaf {date_format(today, 'j F Y')}",
    ]


def test_date_counts_and_can_be_taken_away(
    browser: Client, finished_run: ScanRun, supervisor: Person
) -> None:
    soon = timezone.localdate() + timedelta(days=20)
    browser.post("/leerpad/waar-ik-ben/", {"phase": "F5", "on": soon.isoformat()})
    browser.post("/leerpad/waar-ik-ben/", {"phase": "nobody"})
    newest = latest_paths(supervisor)[0]
    line = next(row for row in newest.result["modules"] if row["key"] == "M11")
    assert ["phase", "2"] in line["terms"]
    moment = TraineeMoment.objects.get()
    browser.post("/leerpad/waar-ik-ben/", {"remove": str(moment.pk)})
    assert TraineeMoment.objects.count() == 0
    line = next(row for row in latest_paths(supervisor)[0].result["modules"] if row["key"] == "M11")
    assert ["phase", "2"] not in line["terms"]


def test_date_of_somebody_else_stays(
    browser: Client, zonnehoek: Organisation, member: Callable[..., Person]
) -> None:
    other = TraineeMoment.objects.create(
        person=member(zonnehoek), phase=Phase.objects.get(key="F5"), on=date(2999, 1, 1)
    )
    for key in (str(other.pk), "9" * 30, "x"):
        assert browser.post("/leerpad/waar-ik-ben/", {"remove": key}).status_code == 302
    assert TraineeMoment.objects.filter(pk=other.pk).exists()


def test_chosen_module_joins_the_path(browser: Client, supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    answer_all(run, answers_at(3))
    finish_run(person=run.person)
    assert keys_of(page(browser.get("/leerpad/")))[:2] == ["M01", "M11"]
    response = browser.post("/leerpad/keuze/M08/", {"choice": "chosen", "reason": "Past bij mijn team"})
    assert response["Location"] == "/leerpad/?aangepast=choice%3AM08"
    text = page(browser.get(response["Location"]))
    told = BeautifulSoup(text, "html.parser").select_one("#module-M08 .notice[autofocus]")
    assert told.get_text(strip=True) == "De keuze is bewaard."
    assert keys_of(text)[:3] == ["M01", "M11", "M08"]
    assert "zelf gekozen" in text
    assert "Past bij mijn team" in text
    assert latest_paths(supervisor)[0].reason == "module_chosen"


def test_private_details_in_a_reason_are_asked_about_once(
    browser: Client, finished_run: ScanRun, supervisor: Person
) -> None:
    address, sent = "/leerpad/keuze/M08/", {"choice": "chosen", "reason": "Overleg: 06 12345678"}

    first = browser.post(address, sent)
    form = BeautifulSoup(page(first), "html.parser").select_one(f'form[action="{address}"]')
    kept_then = PathPreference.objects.filter(person=supervisor).exists()
    second = browser.post(address, sent | {"keep_anyway": form.select_one("[name=keep_anyway]")["value"]})
    later = browser.post(address, sent | {"choice": "parked"})

    assert (first.status_code, kept_then) == (422, False)
    assert form.select_one("#id_reason_error").get_text(strip=True) == (
        "In deze tekst lijkt een telefoonnummer te staan."
    )
    assert form.select_one("#id_reason")["value"] == sent["reason"]
    assert form.select_one("button").get_text(strip=True) == "Toch bewaren"
    assert (second.status_code, later.status_code) == (302, 302)
    assert PathPreference.objects.get(person=supervisor).choices["M08"]["reason"] == sent["reason"]


def test_parked_module_is_set_aside_and_its_advice_stays_readable(
    browser: Client, finished_run: ScanRun
) -> None:
    browser.post("/leerpad/keuze/M06/", {"choice": "parked", "reason": ""})
    text = page(browser.get("/leerpad/"))
    assert "Zelf opzij gezet" in text
    assert ("M06", "DOEN") in path_of(text.split("Zelf opzij gezet")[1])
    browser.post("/leerpad/keuze/M06/", {"choice": "advised"})
    assert "Zelf opzij gezet" not in page(browser.get("/leerpad/"))


@pytest.mark.parametrize("choice", ["chosen", "parked"])
def test_completed_module_is_done_whatever_she_chose_before(
    browser: Client, finished_run: ScanRun, supervisor: Person, zonnehoek: Organisation, choice: str
) -> None:
    browser.post("/leerpad/keuze/M06/", {"choice": choice})
    complete(supervisor, zonnehoek, "M06")
    text = page(browser.get("/leerpad/"))
    path, done = text.split("Eén module is online af")
    assert ("M06", "KLAAR") in path_of(done)
    assert "M06" not in keys_of(path)
    assert "/modules/kijken-en-feedback-geven/" not in path


def test_mandatory_module_resists_and_says_who_decided(browser: Client, finished_run: ScanRun) -> None:
    response = browser.post("/leerpad/keuze/M11/", {"choice": "known"})
    assert response.status_code == 422
    assert "Deze module doet iedereen. Dat spraken de zeven organisaties samen af." in page(response)
    assert PathPreference.objects.filter(choices__has_key="M11").count() == 0


@pytest.mark.parametrize(
    ("key", "offered"),
    [("M11", ["advised", "chosen"]), ("M06", ["advised", "chosen", "parked", "known"])],
)
def test_choice_offers_what_can_be_chosen(
    browser: Client, finished_run: ScanRun, key: str, offered: list[str]
) -> None:
    soup = BeautifulSoup(page(browser.get(f"/leerpad/keuze/{key}/")), "html.parser")
    assert [each["value"] for each in soup.select("input[name=choice]")] == offered
    said = [each.get_text(" ", strip=True) for each in soup.select("main .notice")]
    assert said == (
        [
            "Deze module doet iedereen. Dat spraken de zeven organisaties samen af. Daarom blijft hij op het pad. Eerder doen kan wel."
        ]
        if key == "M11"
        else []
    )


@pytest.mark.parametrize("choice", ["", "skip"])
def test_unknown_choice_is_422(browser: Client, finished_run: ScanRun, choice: str) -> None:
    assert browser.post("/leerpad/keuze/M06/", {"choice": choice}).status_code == 422


@pytest.mark.parametrize("key", ["M99", "m06"])
def test_unknown_module_is_404(browser: Client, finished_run: ScanRun, key: str) -> None:
    assert browser.get(f"/leerpad/keuze/{key}/").status_code == 404


def test_moving_gives_an_own_order_and_the_advice_comes_back(browser: Client, finished_run: ScanRun) -> None:
    advised = keys_of(page(browser.get("/leerpad/")))
    third = advised[2]
    response = browser.post("/leerpad/volgorde/", {"move": f"up:{third}"})
    assert response["Location"] == f"/leerpad/?aangepast=up%3A{third}"
    text = page(browser.get(response["Location"]))
    opened = BeautifulSoup(text, "html.parser").select_one(f"#module-{third} details[open] [autofocus]")
    assert opened["id"] == f"up-{third}"
    assert keys_of(text)[:3] == [advised[0], third, advised[1]]
    assert "Dit is een eigen volgorde." in text
    titles = BeautifulSoup(text, "html.parser").select("#advised li")
    assert [title.text for title in titles] == [module(key).title for key in advised]
    browser.post("/leerpad/volgorde/", {"move": "advice"})
    assert keys_of(page(browser.get("/leerpad/"))) == advised


def test_moving_beyond_the_end_changes_nothing(browser: Client, finished_run: ScanRun) -> None:
    advised = keys_of(page(browser.get("/leerpad/")))
    browser.post("/leerpad/volgorde/", {"move": f"up:{advised[0]}"})
    assert keys_of(page(browser.get("/leerpad/"))) == advised


@pytest.mark.parametrize("move", ["", "up:M99", "sideways:M06", "up"])
def test_unknown_move_is_404(browser: Client, finished_run: ScanRun, move: str) -> None:
    assert browser.post("/leerpad/volgorde/", {"move": move}).status_code == 404


def test_stored_path_is_not_recomputed_when_a_planner_is_told_nothing(
    browser: Client, finished_run: ScanRun, supervisor: Person
) -> None:
    path = PathVersion.objects.get()
    path.result["modules"][0]["why"] = [{"code": "unanswered", "indicator": "I1.1"}]
    PathVersion.objects.filter(pk=path.pk).update(result=path.result)
    assert "Over &#x27;Voorbereid zijn&#x27; weten we nog niets van jou." in page(browser.get("/leerpad/"))


def test_start_route_is_said_so(browser: Client, supervisor: Person) -> None:
    run = start_or_resume_run(person=supervisor)
    answer_all(run, answers_at(None, situation_level=2))
    finish_run(person=run.person)
    text = page(browser.get("/leerpad/"))
    assert keys_of(text)[:4] == ["M01", "M02", "M03", "M04"]
    assert "Mijn eerste leermaatje" in text


def test_replanning_keeps_every_version(finished_run: ScanRun, supervisor: Person) -> None:
    replan(person=supervisor, organisation=None, reason="evidence_added")
    assert PathVersion.objects.filter(person=supervisor).count() == 2
