"""A trainer with a group at De Zonnehoek, and the same at another organisation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from cohorts.models import Cohort
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.factories import make_cohort, make_member


@dataclass(frozen=True)
class House:
    """An organisation with a trainer, her group and her browser."""

    organisation: Organisation
    trainer: Person
    cohort: Cohort
    client: Client


@pytest.fixture
def here(zonnehoek: Organisation, client_at: Callable[..., Client]) -> House:
    """Marja and her group at De Zonnehoek, the current organisation."""
    trainer = make_member(zonnehoek, Role.PRACTICE_TRAINER, name="Marja van der Heijden")
    cohort = make_cohort(zonnehoek, trainer)
    return House(zonnehoek, trainer, cohort, client_at(zonnehoek, trainer))


@pytest.fixture
def elsewhere(house: Callable[[str], Organisation], client_at: Callable[..., Any]) -> House:
    """A trainer and her group at another organisation."""
    organisation = house("amelberga")
    trainer = make_member(organisation, Role.PRACTICE_TRAINER, name="Kanarie Elders")
    cohort = make_cohort(organisation, trainer, name="Kanariegroep")
    return House(organisation, trainer, cohort, client_at(organisation, trainer))
