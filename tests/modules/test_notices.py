"""What an editor reads above the form: how far a change reaches, and who publishes."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from modules.editing import sync_editor_permissions
from modules.models import CasePage, LocalText, ModulePage, StepPage
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.models import Person
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(region: Organisation) -> Person:
    person = make_member(region, Role.EDITOR)
    sync_editor_permissions(person)
    return person


@pytest.fixture
def told(region: Organisation, editor: Person, client_at: Callable[..., Client]) -> Callable[..., list[str]]:
    """`told(page)`: the sentences above its form."""
    client = client_at(region, editor)

    def read(page: CasePage | ModulePage | StepPage) -> list[str]:
        address = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf="portal.urls_region")
        shown = BeautifulSoup(client.get(address).content, "html.parser")
        return [each.get_text(" ", strip=True) for each in shown.select("[data-notices] p")]

    return read


def say(organisation: Organisation, page: StepPage, text: str) -> None:
    with use_organisation(organisation):
        LocalText.objects.create(
            organisation=organisation, page=page, step_code=page.code, step_title=page.title, text=text
        )


def test_a_change_of_a_step_meets_own_texts(
    told: Callable[..., list[str]], house: Callable[..., Organisation]
) -> None:
    page = StepPage.objects.get(code="M02-4")
    assert told(page) == ["Deze wijziging komt bij 7 organisaties."]
    say(house("zonnehoek"), page, "Eigen.")
    say(house("amelberga"), page, "")
    seven = "Deze wijziging komt bij 7 organisaties."
    assert told(page) == [f"{seven} 1 heeft hier een eigen aanvulling. Die blijft staan."]
    say(house("vlierborg"), page, "Ook eigen.")
    assert told(page) == [f"{seven} 2 hebben hier een eigen aanvulling. Die blijft staan."]
    assert told(page.get_parent().specific) == told(page)


def test_who_wrote_a_case_last_reads_that_another_publishes(
    told: Callable[..., list[str]], editor: Person
) -> None:
    case = CasePage.objects.get(key="K01")
    assert told(case)[1:] == ["Wie iets aan deze casus verandert, publiceert hem niet zelf."]
    case.title = "Anders"
    case.save_revision(user=editor)
    assert told(case)[1:] == [
        "Een ander publiceert deze casus: je schreef zelf als laatste. Leg hem voor aan de redactie."
    ]
