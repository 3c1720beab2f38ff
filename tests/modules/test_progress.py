"""Ticking steps: roll-ups, online done, the self-scan's own ticks, the path that is planned anew."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from competences import services as evidence
from modules.models import AnswerSlot, ModulePage, ModuleProgress, StepPage, StepProgress
from modules.queries import next_step, progress_of, steps_of
from modules.services import (
    NotFinished,
    complete_selfscan_steps,
    complete_step,
    tick_assignment,
    tick_step,
)
from modules.services import answering as services
from organisations.models import Organisation
from people.models import Person
from tests.modules.pages import FOR_NOW, NEXT, Screen

Open = Callable[..., Screen]
Find = Callable[[str], StepPage]
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What planners hear, as (reason, subject)."""
    heard: list[tuple[str, str]] = []

    def planner(*, person: Person, organisation: Any, reason: str, subject: str) -> None:
        heard.append((reason, subject))

    monkeypatch.setattr(evidence, "_planners", [planner])
    return heard


@pytest.fixture
def tick(daan: Person, zonnehoek: Organisation) -> Callable[..., ModuleProgress]:
    """Tick a step for her."""
    return lambda page, on=TODAY: tick_step(person=daan, step=page, organisation=zonnehoek, on=on)


def rolled_up(progress: ModuleProgress) -> tuple[int, int, dt.date | None, str]:
    """What a roll-up row says."""
    last = progress.last_step.code if progress.last_step else ""
    return progress.steps_done, progress.steps_total, progress.online_done_on, last


def codes_done(person: Person) -> list[str]:
    """The codes of the steps that she completed."""
    found = StepProgress.objects.filter(person=person).order_by("step__code")
    return list(found.values_list("step__code", flat=True))


def test_module_is_online_done_with_its_last_step(
    daan: Person, tick: Callable[..., Any], module: Callable[[str], ModulePage], planned: list[Any]
) -> None:
    *first, last = steps_of(module("M02"))
    for page in first:
        tick(page)
    progress = progress_of(daan)["M02"]
    assert (progress.steps_done, progress.steps_total, progress.online_done_on) == (5, 6, None)
    assert planned == []
    tick(last)
    progress.refresh_from_db()
    assert (progress.steps_done, progress.online_done_on) == (6, TODAY)
    assert planned == [("module_completed", "M02")]


def test_second_tick_changes_nothing(
    daan: Person, tick: Callable[..., Any], module: Callable[[str], ModulePage], planned: list[Any]
) -> None:
    for page in steps_of(module("M02")):
        tick(page)
    tick(page, TODAY + dt.timedelta(days=3))
    assert progress_of(daan)["M02"].online_done_on == TODAY
    assert set(StepProgress.objects.values_list("completed_on", flat=True)) == {TODAY}
    assert len(planned) == 1


def test_next_step_is_the_first_that_is_open(
    daan: Person, tick: Callable[..., Any], module: Callable[[str], ModulePage], step: Find
) -> None:
    tick(step("M02-1"))
    tick(step("M02-3"))
    assert next_step(daan, module("M02")).code == "M02-2"
    for page in steps_of(module("M02")):
        tick(page)
    assert next_step(daan, module("M02")) is None


def test_unpublished_step_is_not_needed(
    daan: Person, tick: Callable[..., Any], module: Callable[[str], ModulePage]
) -> None:
    *first, last = steps_of(module("M02"))
    last.unpublish()
    for page in first:
        tick(page)
    assert progress_of(daan)["M02"].online_done_on == TODAY


def test_quiz_is_not_ticked_before_all_is_right(daan: Person, zonnehoek: Organisation, step: Find) -> None:
    with pytest.raises(NotFinished):
        complete_step(person=daan, step=step("quiz"), organisation=zonnehoek)
    assert not StepProgress.objects.exists()


def test_finished_scan_ticks_its_step(daan: Person) -> None:
    progress = complete_selfscan_steps(person=daan, finished_on=TODAY)
    assert StepProgress.objects.get().step.code == "M01-2"
    assert list(progress) == ["M01"]
    assert rolled_up(progress_of(daan)["M01"]) == rolled_up(progress["M01"]) == (1, 5, None, "M01-2")


def test_scan_after_the_start_of_the_last_module_ticks_its_step_too(
    daan: Person, tick: Callable[..., Any], step: Find
) -> None:
    tick(step("M12-1"))
    later = dt.date.today() + dt.timedelta(days=1)
    before = dt.date.today() - dt.timedelta(days=1)
    complete_selfscan_steps(person=daan, finished_on=before)
    assert codes_done(daan) == ["M01-2", "M12-1"]
    complete_selfscan_steps(person=daan, finished_on=later)
    assert codes_done(daan) == ["M01-2", "M12-1", "M12-3"]


def test_scan_that_ticks_the_last_open_step_makes_its_module_online_done(
    daan: Person, tick: Callable[..., Any], module: Callable[[str], ModulePage], planned: list[Any]
) -> None:
    for page in steps_of(module("M01")):
        if page.code != "M01-2":
            tick(page)
    progress = complete_selfscan_steps(person=daan, finished_on=TODAY)
    assert progress["M01"].online_done_on == progress_of(daan)["M01"].online_done_on == TODAY
    assert planned == []  # whoever finishes a scan plans itself


def test_step_ticked_while_the_scan_waits_for_the_module_counts(
    daan: Person, tick: Callable[..., Any], step: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick(step("M01-1"))

    def wait_for_the_lock(person: Person, *, lock: bool) -> dict[str, ModuleProgress]:
        found = progress_of(person, lock=lock)
        tick(step("M01-3"))
        return found

    monkeypatch.setattr(services, "progress_of", wait_for_the_lock)
    complete_selfscan_steps(person=daan, finished_on=TODAY)
    assert codes_done(daan) == ["M01-1", "M01-2", "M01-3"]
    assert progress_of(daan)["M01"].steps_done == 3


def test_module_begun_at_the_moment_that_the_scan_is_finished_counts(
    daan: Person, tick: Callable[..., Any], step: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick(step("M01-1"))
    reads = [lambda: {}, lambda: progress_of(daan, lock=True)]
    monkeypatch.setattr(services, "progress_of", lambda person, *, lock: reads.pop(0)())
    complete_selfscan_steps(person=daan, finished_on=TODAY)
    assert rolled_up(progress_of(daan)["M01"]) == (2, 5, None, "M01-2")


def test_last_scan_step_is_ticked_with_later(screen: Open, step: Find) -> None:
    page = screen(step("M12-3"))
    assert page.text("#volgende") == "Ik doe dit later"
    page.client.post(page.path + "klaar/", dict([NEXT]))
    assert StepProgress.objects.get().step.code == "M12-3"


def test_first_scan_step_is_not_ticked_by_a_button(screen: Open, step: Find) -> None:
    page = screen(step("M01-2"))
    assert page.soup.select_one("#volgende") is None
    assert page.client.post(page.path + "klaar/", dict([NEXT])).status_code == 422
    assert not StepProgress.objects.exists()


def test_next_step_button_saves_ticks_and_goes_on(screen: Open, step: Find) -> None:
    page = screen("story")
    page.press(NEXT, **{page.names()[0]: "Rustig"})
    assert page.text("h1") == step("M01-2").title
    assert AnswerSlot.objects.get().answers[AnswerSlot.objects.get().asked["questions"][0]["key"]] == "Rustig"
    assert StepProgress.objects.get().step.code == "M01-1"


def test_next_step_button_passes_what_is_done(screen: Open, step: Find) -> None:
    for done in ("M01-3", "M01-4"):
        page = screen(step(done))
        landed = page.show(page.client.post(page.path + "klaar/", dict([NEXT]), follow=True))
    before = screen(step("M01-2"))

    assert [each.step.code for each in StepProgress.objects.order_by("pk")] == ["M01-3", "M01-4"]
    assert landed.text("h1") == step("M01-5").title
    assert before.soup.select_one(".onward a.button--secondary")["href"].endswith(f"/{step('M01-5').slug}/")


def test_next_step_button_without_text_keeps_no_empty_answer(screen: Open) -> None:
    page = screen("story")
    page.press(NEXT)
    assert (AnswerSlot.objects.count(), StepProgress.objects.count()) == (0, 1)


def test_stale_text_stays_on_the_page_and_the_step_open(screen: Open) -> None:
    first, second = screen("story"), screen("story")
    first.press(**{first.names()[0]: "Eerst"})
    second.press(NEXT, **{second.names()[0]: "Later"})
    assert (second.status, second.filled()[second.names()[0]]) == (409, "Later")
    assert not StepProgress.objects.exists()


def test_done_for_now_ticks_and_leads_to_the_path(screen: Open) -> None:
    page = screen("explanation")
    response = page.client.post(page.path + "klaar/", dict([FOR_NOW]))
    assert (response.status_code, response["Location"]) == (302, "/leerpad/")
    assert StepProgress.objects.count() == 1


def test_last_step_leads_to_the_module_that_says_it_is_done(
    browser: Client,
    daan: Person,
    tick: Callable[..., Any],
    module: Callable[[str], ModulePage],
    step: Find,
    screen: Open,
) -> None:
    # A module that does not end with a quiz: its quiz is unpublished.
    last = steps_of(module("M02")).last()
    last.unpublish()
    *first, ending = steps_of(module("M02"))
    for page in first:
        tick(page)
    page = screen(step(ending.code))
    assert page.text("#volgende") == "Rond de module af"
    page.press(NEXT)
    assert page.text(".notice--success") == "Klaar! Alle stappen van deze module zijn af."
    assert page.text(".tag--ok").startswith("✓ online af op")


def test_assignment_has_its_own_tick(daan: Person, module: Callable[[str], ModulePage]) -> None:
    assert tick_assignment(person=daan, module=module("M02"), done=True).assignment_done_on
    assert tick_assignment(person=daan, module=module("M02"), done=False).assignment_done_on is None
    assert ModuleProgress.objects.count() == 1
