"""Making and changing groups, leaving them."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone

from cohorts.models import Cohort, Enrolment
from people.models import OutgoingMail, Person
from tests.cohorts.conftest import House
from tests.factories import make_cohort, make_participant


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_first_group(here: House) -> None:
    Cohort.objects.all().delete()
    assert "Je hebt nog geen groep." in _text(here.client.get("/groepen/"))

    response = here.client.post("/groepen/nieuw/", {"name": " Voor  jaar ", "starts": "2026-11-01"})

    cohort = Cohort.objects.get()
    assert response["Location"] == f"/groepen/{cohort.pk}/toevoegen/"
    assert (cohort.name, cohort.starts, cohort.ends) == ("Voor jaar", dt.date(2026, 11, 1), None)
    assert "Voor jaar 0 werkbegeleiders vanaf 1 november 2026" in _text(here.client.get("/groepen/"))
    assert "Er zit nog niemand in deze groep." in _text(here.client.get(f"/groepen/{cohort.pk}/"))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "najaar", "starts": "2026-11-01"}, "Er is al een groep met deze naam."),
        ({"name": "Nieuw", "starts": "2026-11-01", "ends": "2026-10-01"}, "Deze datum ligt voor het begin."),
        ({"name": "Nieuw", "starts": "morgen"}, "Dit is geen datum."),
        ({"name": "n" * 81, "starts": "2026-11-01"}, "80"),
    ],
)
def test_a_group_that_cannot_be_made(here: House, fields: dict[str, str], message: str) -> None:
    response = here.client.post("/groepen/nieuw/", fields)

    assert (response.status_code, Cohort.objects.count()) == (422, 1)
    assert message in _text(response)
    assert f'value="{fields["name"]}"' in response.content.decode()


def test_a_group_changes_and_ends(here: House) -> None:
    fields = {"name": "Herfst", "starts": "2020-01-01", "ends": "2020-06-30"}

    here.client.post(f"/groepen/{here.cohort.pk}/wijzigen/", fields)

    text = _text(here.client.get("/groepen/"))
    assert "1 groep die klaar is Herfst 1 januari 2020 tot en met 30 juni 2020" in text


def test_somebody_leaves_the_group_and_keeps_her_account(here: House) -> None:
    person = make_participant(here.cohort, "Ria Kuipers")
    address = f"/groepen/{here.cohort.pk}/{person.pk}/weg/"
    assert "Ria Kuipers uit de groep Najaar halen?" in _text(here.client.get(address))

    response = here.client.post(address, follow=True)

    assert "Ria Kuipers zit niet meer in deze groep." in _text(response)
    enrolment = Enrolment.objects.get(person=person)
    assert enrolment.ends == timezone.localdate() - dt.timedelta(days=1)
    assert Person.objects.filter(pk=person.pk, is_active=True).count() == 1
    assert here.client.get(address).status_code == 404


def test_an_invitation_again_but_not_twice_a_day(here: House) -> None:
    person = make_participant(here.cohort, "Petra Derks", invited_days_ago=20)
    address = f"/groepen/{here.cohort.pk}/{person.pk}/uitnodigen/"

    first, second = here.client.post(address, follow=True), here.client.post(address, follow=True)

    assert "De uitnodiging voor Petra Derks is opnieuw verstuurd." in _text(first)
    assert "Heeft je nodig 0" in _text(first)
    assert "Er is niets verstuurd: Petra Derks kreeg vandaag al een mail" in _text(second)
    assert OutgoingMail.objects.count() == 1


def test_two_groups_of_one_trainer(here: House) -> None:
    other = make_cohort(here.organisation, here.trainer, name="Voorjaar")
    for name in ("Ria", "Bas"):
        make_participant(other, name)

    text = _text(here.client.get("/groepen/"))

    assert "Najaar 0 werkbegeleiders" in text
    assert "Voorjaar 2 werkbegeleiders" in text
