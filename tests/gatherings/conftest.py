"""A gathering at De Zonnehoek: Daan makes it, Fatma and the trainer Marja take part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from gatherings.models import Gathering
from gatherings.queries import offered_forms
from gatherings.services import add_people, plan_gathering, start_gathering
from modules.models import CasePage
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.factories import make_cohort, make_member, make_participant


@dataclass(frozen=True)
class Company:
    """Who are there, and their browsers."""

    organisation: Organisation
    daan: Person
    fatma: Person
    marja: Person
    as_daan: Client
    as_fatma: Client
    as_marja: Client


@pytest.fixture
def company(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Company:
    """Two supervisors and a practice trainer; Fatma is in the trainer's group."""
    daan = make_member(zonnehoek, name="Daan Brouwers")
    marja = make_member(zonnehoek, Role.PRACTICE_TRAINER, name="Marja van der Heijden")
    fatma = make_participant(make_cohort(zonnehoek, marja), "Fatma Yıldırım")
    browsers = (client_at(zonnehoek, each) for each in (daan, fatma, marja))
    return Company(zonnehoek, daan, fatma, marja, *browsers)


@pytest.fixture
def plan(company: Company) -> Callable[..., Gathering]:
    """`plan()`: a planned gathering of Daan's about a case, with Fatma and Marja in it."""

    def make(*, leader: Person | None = None, with_others: bool = True, **values: Any) -> Gathering:
        case = CasePage.objects.get(key="K06")
        offered = offered_forms()[0]
        gathering = plan_gathering(
            **{
                "organisation": company.organisation,
                "leader": leader or company.daan,
                "uuid": uuid4(),
                "title": case.title,
                "story": "",
                "case": case,
                "form_key": offered.key,
                "form": offered.form,
                "held_on": timezone.localdate(),
                "starts_at": None,
                "guests": 0,
                "has_timers": True,
                **values,
            }
        )
        if with_others:
            add_people(gathering=gathering, people=[company.fatma.pk, company.marja.pk])
        return gathering

    return make


@pytest.fixture
def running(plan: Callable[..., Gathering]) -> Gathering:
    """The same, begun."""
    return start_gathering(gathering=plan())
