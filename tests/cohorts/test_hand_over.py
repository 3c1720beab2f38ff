"""Giving a group another trainer: by whoever looks after it, and by the administrator."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cohorts.models import CohortTrainer
from organisations.enums import Role
from people.enums import Verb
from people.models import AuditEntry, Person
from tests.cohorts.conftest import House
from tests.factories import make_cohort, make_member, make_membership, make_participant, make_person


@pytest.fixture
def els(here: House) -> Person:
    """Another practice trainer of the same organisation."""
    return make_member(here.organisation, Role.PRACTICE_TRAINER, name="Els de Wit")


@pytest.fixture
def admin(here: House, client_at: Callable[..., Client]) -> Client:
    """The browser of who manages people there."""
    return client_at(here.organisation, make_member(here.organisation, Role.ORG_ADMIN, name="Bea Heer"))


def _page(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def _names(page: BeautifulSoup) -> list[str]:
    """Who stands there as looking after the group."""
    return [each.get_text(" ", strip=True).split(" Haal weg")[0] for each in page.select("[data-person]")]


def test_a_trainer_hands_her_group_over_in_two_steps(
    here: House, els: Person, client_at: Callable[..., Client]
) -> None:
    address = f"/groepen/{here.cohort.pk}/begeleiders/"
    link = _page(here.client, f"/groepen/{here.cohort.pk}/").find("a", string="Wie begeleidt")
    assert link["href"] == address
    choices = [each.get_text() for each in _page(here.client, address).select("#id_trainer option")]
    assert choices == ["Maak een keuze", "Els de Wit"]

    for _twice in range(2):
        response = here.client.post(address, {"trainer": els.pk})
        assert response["Location"] == address
    assert _names(_page(here.client, address)) == ["Marja van der Heijden", "Els de Wit"]
    response = here.client.post(address, {"remove": here.trainer.pk})

    assert response["Location"] == "/groepen/"
    assert here.client.get(address).status_code == 404
    assert _names(_page(client_at(here.organisation, els), address)) == ["Els de Wit"]
    log = AuditEntry.objects.filter(verb__in=[Verb.GAVE_GROUP, Verb.TOOK_GROUP]).order_by("pk")
    assert [(each.verb, each.subject_id, each.actor_id) for each in log] == [
        ("gave_group", els.pk, here.trainer.pk),
        ("took_group", here.trainer.pk, here.trainer.pk),
    ]


def test_a_group_is_never_left_alone(here: House, admin: Client) -> None:
    gone = make_member(here.organisation, Role.SUPERVISOR, name="Was Trainer")
    CohortTrainer.objects.create(organisation=here.organisation, cohort=here.cohort, person=gone)

    response = admin.post(f"/beheer/groepen/{here.cohort.pk}/", {"remove": here.trainer.pk}, follow=True)

    assert "Dan begeleidt niemand deze groep. Zet eerst een ander erbij." in response.content.decode()
    page = _page(admin, f"/beheer/groepen/{here.cohort.pk}/")
    assert _names(page) == ["Marja van der Heijden", "Was Trainer werkt hier niet meer"]


def test_an_administrator_gives_a_group_to_another_and_sees_nobody_in_it(
    here: House, els: Person, admin: Client
) -> None:
    make_participant(here.cohort, "Fatma Yıldırım")
    address = f"/beheer/groepen/{here.cohort.pk}/"
    assert (
        _page(admin, "/beheer/").find("a", string="Groepen en wie ze begeleidt")["href"] == "/beheer/groepen/"
    )

    admin.post(address, {"trainer": els.pk})
    admin.post(address, {"remove": here.trainer.pk})

    cards = [
        each.get_text(" ", strip=True) for each in _page(admin, "/beheer/groepen/").select("[data-cohort]")
    ]
    assert cards == ["Najaar Els de Wit Wie begeleidt : Najaar"]
    mains = [_page(admin, each).select_one("main").get_text() for each in ("/beheer/groepen/", address)]
    assert "Fatma" not in "".join(mains)
    assert admin.get(f"/groepen/{here.cohort.pk}/").status_code == 403


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.TEAM_LEADER])
def test_only_a_practice_trainer_can_be_chosen(here: House, els: Person, role: str) -> None:
    other = make_member(here.organisation, role, name="Geen Opleider")

    response = here.client.post(f"/groepen/{here.cohort.pk}/begeleiders/", {"trainer": other.pk})

    assert response.status_code == 422
    assert "Deze persoon staat niet in de lijst." in response.content.decode()
    assert CohortTrainer.objects.filter(cohort=here.cohort).count() == 1


def test_who_never_signed_in_here_cannot_be_chosen_and_keeps_her_name(here: House) -> None:
    invited = make_person("Naam Van Elders", activated=True)
    make_membership(
        here.organisation, invited, Role.PRACTICE_TRAINER, display_name="Getypt Hier", activated_at=None
    )
    address = f"/groepen/{here.cohort.pk}/begeleiders/"

    response = here.client.post(address, {"trainer": invited.pk})

    assert response.status_code == 422
    assert "Elders" not in response.content.decode()
    assert "Er is hier niemand anders die een groep kan begeleiden." in _page(here.client, address).get_text()


def test_nobody_touches_anothers_group(here: House, elsewhere: House, els: Person, admin: Client) -> None:
    colleagues = make_cohort(here.organisation, els, name="Van Els")

    answers = [
        here.client.get(f"/groepen/{colleagues.pk}/begeleiders/"),
        here.client.post(f"/groepen/{colleagues.pk}/begeleiders/", {"trainer": here.trainer.pk}),
        here.client.get(f"/groepen/{elsewhere.cohort.pk}/begeleiders/"),
        admin.get(f"/beheer/groepen/{elsewhere.cohort.pk}/"),
        admin.post(f"/beheer/groepen/{here.cohort.pk}/", {"remove": elsewhere.trainer.pk}),
    ]

    assert {each.status_code for each in answers} == {404}
    assert here.client.get("/beheer/groepen/").status_code == 403


def test_who_is_the_only_one_reads_where_to_hand_over(here: House) -> None:
    page = _page(here.client, "/mijn-gegevens/verwijderen/")
    text = " ".join(page.get_text(" ").split())

    assert (
        "Jij bent de enige die de groep Najaar begeleidt. Draag de groep eerst over:"
        " kies op de pagina van de groep een andere begeleider." in text
    )
