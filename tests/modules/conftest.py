"""A supervisor with a browser, and the loaded curriculum by code and by type."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from modules.models import ModulePage, StepPage
from modules.queries import module_of
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.modules.pages import Screen


@pytest.fixture
def daan(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A supervisor at De Zonnehoek who has done nothing yet."""
    return member(zonnehoek, Role.SUPERVISOR, name="Daan Bakker")


@pytest.fixture
def browser(zonnehoek: Organisation, daan: Person, client_at: Callable[..., Client]) -> Client:
    """Her browser, without JavaScript."""
    return client_at(zonnehoek, daan)


@pytest.fixture
def step(db: None) -> Callable[[str], StepPage]:
    """`step("M02-4")`, or `step("quiz")` for the first step of a type."""

    def find(wanted: str) -> StepPage:
        steps = StepPage.objects.live().order_by("path")
        if wanted[:1] == "M" and "-" in wanted:
            return steps.get(code=wanted)
        return next(each for each in steps if each.step_type == wanted)

    return find


@pytest.fixture
def module(db: None) -> Callable[[str], ModulePage]:
    """`module("M02")`."""
    return lambda key: ModulePage.objects.get(key=key)


@pytest.fixture
def screen(browser: Client, step: Callable[[str], StepPage]) -> Callable[..., Screen]:
    """`screen("quiz")`: the page of the first step of a type, opened in her browser."""

    def open_step(wanted: str | StepPage, client: Client | None = None) -> Screen:
        found = wanted if isinstance(wanted, StepPage) else step(wanted)
        return Screen(client or browser, f"/modules/{module_of(found).slug}/{found.slug}/")

    return open_step


@pytest.fixture
def other(zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]) -> Any:
    """`other(Role.PRACTICE_TRAINER)`: the browser of somebody in another role."""
    return lambda role: client_at(zonnehoek, member(zonnehoek, role))
