"""Fixtures that the tests of the scan share."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from selfscan.models import ScanRun
from selfscan.queries import forget_definitions
from selfscan.rules.facts import Definition
from selfscan.services.scans import finish_run, start_or_resume_run
from tests.selfscan.scans import DEFINITION, answer_all, answers_at


@pytest.fixture
def definition() -> Definition:
    """The definition in the project's fixtures."""
    return DEFINITION


@pytest.fixture
def document() -> Callable[..., Mapping[str, Any]]:
    """A document for the command: all statements and situations at level 2 unless said otherwise."""

    def make(**extra: Any) -> Mapping[str, Any]:
        return {"scan": DEFINITION.version, "today": "2026-11-22", "answers": answers_at(2)} | extra

    return make


@pytest.fixture(autouse=True)
def _read_definitions_anew() -> None:
    """Other tests may have changed what this process keeps."""
    forget_definitions()


@pytest.fixture
def supervisor(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A supervisor at De Zonnehoek who has done nothing yet."""
    return member(zonnehoek, Role.SUPERVISOR, name="Fatma Yildirim")


@pytest.fixture
def browser(zonnehoek: Organisation, supervisor: Person, client_at: Callable[..., Client]) -> Client:
    """Her browser."""
    return client_at(zonnehoek, supervisor)


@pytest.fixture
def answered_run(supervisor: Person) -> ScanRun:
    """Her open run with every question answered at level 2."""
    run = start_or_resume_run(person=supervisor)
    answer_all(run, answers_at(2))
    return run


@pytest.fixture
def finished_run(answered_run: ScanRun) -> ScanRun:
    """The same run, finished."""
    finish_run(person=answered_run.person)
    return answered_run
