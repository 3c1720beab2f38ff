"""Leading: one step at a time, kept on the server; two people who lead never skip one."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from gatherings.enums import Move, State
from gatherings.models import Gathering
from gatherings.rules import seconds_in_step, suggested_minutes
from gatherings.services import move
from modules.models import CasePage
from tests.counting import queries_of
from tests.gatherings.conftest import Company
from tests.gatherings.pages import page_of, shown, soup_of

NOW = dt.datetime(2026, 11, 25, 14, 0, tzinfo=dt.UTC)


@pytest.fixture
def afternoon() -> Iterator[time_machine.Traveller]:
    """Three o'clock in the afternoon, standing still, before anybody of the company begins to work here."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def press(company: Company, gathering: Gathering, what: str, *, revision: int | None = None) -> int:
    gathering.refresh_from_db()
    response = company.as_daan.post(
        page_of(gathering, "leiden/stap/"),
        {"what": what, "revision": gathering.revision if revision is None else revision},
    )
    gathering.refresh_from_db()
    return response.status_code


def test_begin_lands_on_the_first_step_and_a_second_press_too(
    company: Company, plan: Callable[..., Gathering]
) -> None:
    gathering = plan()

    for _press in range(2):
        response = company.as_daan.post(page_of(gathering, "begin/"), follow=True)
        page = soup_of(response)
        assert page.select_one("[data-led]")["data-step"] == "1"
        assert page.select_one("h1").get_text() == (
            "De inbrenger vertelt kort wat er gebeurde, tot het moment van kiezen."
        )
    gathering.refresh_from_db()
    assert gathering.state is State.RUNNING


def test_begun_before_its_day_it_is_held_today(
    afternoon: time_machine.Traveller, company: Company, plan: Callable[..., Gathering]
) -> None:
    gathering = plan(held_on=timezone.localdate() + dt.timedelta(days=3))

    company.as_daan.post(page_of(gathering, "begin/"))

    gathering.refresh_from_db()
    assert gathering.held_on == timezone.localdate()


def test_on_and_back_and_a_closed_laptop_comes_back_where_it_was(
    company: Company, running: Gathering
) -> None:
    for what in ("next", "next", "previous", "next"):
        press(company, running, what)

    page = soup_of(company.as_daan.get(page_of(running, "leiden/")))
    assert page.select_one("[data-led]")["data-step"] == "3"
    assert "Ga verder met leiden" in shown(company.as_daan, page_of(running))
    other_laptop = company.as_marja  # a trainer who takes part may lead too
    assert soup_of(other_laptop.get(page_of(running, "leiden/"))).select_one("[data-led]")["data-step"] == "3"


def test_two_who_lead_do_not_skip_a_step(company: Company, running: Gathering) -> None:
    form = {"what": "next", "revision": running.revision}
    address = page_of(running, "leiden/stap/")

    first = company.as_daan.post(address, form)
    second = company.as_marja.post(address, form)

    page = soup_of(second)
    assert (first.status_code, second.status_code) == (302, 409)
    assert page.select_one("[role=alert] p").get_text() == (
        "Er ging al iemand verder. Hieronder staat de stap van nu."
    )
    assert page.select_one("[data-led]")["data-step"] == "2"
    again = page.select_one("form[data-next] input[name=revision]")["value"]
    assert company.as_marja.post(address, {"what": "next", "revision": again}).status_code == 302
    running.refresh_from_db()
    assert running.step == 2


@pytest.mark.parametrize("what", ["", "springen", "next; drop"])
@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999"])
def test_nonsense_changes_nothing(company: Company, running: Gathering, what: str, revision: str) -> None:
    response = company.as_daan.post(page_of(running, "leiden/stap/"), {"what": what, "revision": revision})

    running.refresh_from_db()
    assert (response.status_code, running.step, running.revision) == (302, 0, 1)


def test_it_goes_no_further_than_the_last_and_the_first_step(company: Company, running: Gathering) -> None:
    press(company, running, "previous")
    assert running.step == 0
    for _each in range(8):
        press(company, running, "next")
    assert running.step == 5
    page = soup_of(company.as_daan.get(page_of(running, "leiden/")))
    assert page.select_one("a[data-next]")["href"] == page_of(running, "afronden/")


def test_the_clock_tells_and_never_goes_on_by_itself(
    afternoon: time_machine.Traveller, company: Company, running: Gathering
) -> None:
    afternoon.shift(dt.timedelta(minutes=3))
    clock = soup_of(company.as_daan.get(page_of(running, "leiden/"))).select_one("[data-clock]")
    assert (clock["data-spent"], clock["data-seconds"]) == ("180", "600")
    assert clock.get_text() == "Ongeveer 10 minuten, tot 15:10"

    afternoon.shift(dt.timedelta(minutes=22))
    page = soup_of(company.as_daan.get(page_of(running, "leiden/")))
    assert page.select_one("[data-clock]").get_text() == (
        "De tijd voor deze stap is om. Ga verder als iedereen zover is."
    )
    assert page.select_one("[data-led]")["data-step"] == "1"


def test_a_pause_does_not_count(running: Gathering) -> None:
    began = running.step_began_at
    held = move(gathering=running, what=Move.PAUSE, revision=1, now=began + dt.timedelta(seconds=70))
    assert (held.is_paused, held.step_seconds) == (True, 70)
    held = move(gathering=running, what=Move.RESUME, revision=2, now=began + dt.timedelta(seconds=500))
    spent = seconds_in_step(
        counted=held.step_seconds,
        began_at=held.step_began_at,
        is_paused=held.is_paused,
        now=began + dt.timedelta(seconds=510),
    )
    assert spent == 80


def test_without_a_clock_there_is_none(company: Company, running: Gathering) -> None:
    press(company, running, "timers_off")
    assert soup_of(company.as_daan.get(page_of(running, "leiden/"))).select("[data-clock]") == []
    press(company, running, "timers_on")
    assert len(soup_of(company.as_daan.get(page_of(running, "leiden/"))).select("[data-clock]")) == 1


def test_the_note_of_the_case_is_for_a_trainer_only(company: Company, running: Gathering) -> None:
    note = "Regels over medicijnen verschillen per organisatie"

    assert note in BeautifulSoup(CasePage.objects.get(key="K06").guide_note, "html.parser").get_text()
    assert note in shown(company.as_marja, page_of(running, "leiden/"))
    assert note not in shown(company.as_daan, page_of(running, "leiden/"))


def test_it_goes_on_in_the_form_it_began_in(company: Company, running: Gathering) -> None:
    from modules.models import CaseIndexPage

    CaseIndexPage.objects.update(discussion_forms="[]")

    assert soup_of(company.as_daan.get(page_of(running, "leiden/"))).select_one("h1").get_text() == (
        "De inbrenger vertelt kort wat er gebeurde, tot het moment van kiezen."
    )


def test_queries(company: Company, running: Gathering) -> None:
    assert queries_of(company.as_daan, page_of(running, "leiden/")) == 8


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, 60), (1, 1), (47, 47), (120, 120), (121, 60), (4000, 60)]
)
def test_what_is_suggested_as_its_length(minutes: int, expected: int) -> None:
    started = timezone.now()

    assert suggested_minutes(started, started + dt.timedelta(minutes=minutes, seconds=59), 60) == expected
