"""A practice trainer with one supervisor in her group, at De Zonnehoek."""

import pytest

from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.factories import make_cohort, make_member, make_participant


@pytest.fixture
def marja(zonnehoek: Organisation) -> Person:
    """A practice trainer."""
    return make_member(zonnehoek, Role.PRACTICE_TRAINER, name="Marja van der Heijden")


@pytest.fixture
def fatma(zonnehoek: Organisation, marja: Person) -> Person:
    """A supervisor in her group."""
    return make_participant(make_cohort(zonnehoek, marja), "Fatma Yıldırım")
