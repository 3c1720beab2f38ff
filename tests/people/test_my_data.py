"""`/mijn-gegevens/`: what is kept of me, who sees it, my name, wiping."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from gatherings.models import Takeaway
from modules.models import AnswerSlot, BroughtCase, CasePage, HandIn, ModulePage, StepPage
from modules.services import start_play
from organisations.enums import REGION_ROLES, Role
from organisations.models import Organisation
from organisations.words import role_name
from people.models import Person
from people.registry import personal_data
from selfscan.models import ScanAnswer, ScanRun, ScanShare
from tests.factories import make_cohort, make_member, make_participant, make_scan_done
from tests.modules.talking import put_answer


def _text(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def _answer_something(person: Person, organisation: Organisation) -> None:
    put_answer(organisation, person, CasePage.objects.get(key="K02"), "KANARIE")
    AnswerSlot.objects.create(
        person=person,
        page=StepPage.objects.first(),
        step_code="M01-1",
        block_id=uuid.uuid4(),
        question_key="v1",
        payload={"answers": {"v1": "KANARIE"}},
    )
    start_play(person=person, case=CasePage.objects.get(key="K01"))
    Takeaway.objects.create(
        person=person, gathering=None, title="Een casus", held_on=dt.date(2026, 11, 3), text="KANARIE"
    )
    BroughtCase.objects.create(
        person=person,
        organisation=organisation,
        uuid=uuid.uuid4(),
        title="KANARIE",
        happened="KANARIE",
        dilemma="KANARIE",
        question="KANARIE",
    )
    HandIn.objects.create(person=person, module=ModulePage.objects.first(), module_key="M01", text="KANARIE")
    run = make_scan_done(person)
    item = run.version.items.first()
    assert item is not None
    ScanAnswer.objects.create(
        person=person, run=run, item=item, proficiency_level=2, uuid=uuid.uuid4(), revision=1
    )


@pytest.mark.parametrize("role", list(Role))
def test_it_works_for_every_role(
    zonnehoek: Organisation, region: Organisation, client_at: Callable[..., Client], role: Role
) -> None:
    organisation = region if role in REGION_ROLES else zonnehoek
    person = make_member(organisation, role, name="Iemand Hier")

    text = _text(client_at(organisation, person).get("/mijn-gegevens/").content)

    assert f"Mijn rollen {role_name(organisation, role)}" in text
    seen_by = text.split("Naam en e-mailadres ik ")[1].split(": beheert dit")[0]
    others = "de organisatiebeheerder"
    if role is Role.SUPERVISOR:
        others = (
            "de leercoach van de eigen groep collega’s in dezelfde bijeenkomst (zoeken geeft hun alleen de naam) "
            f"de huiscoach van het eigen team (alleen de naam) {others}"
        )
    elif role in (Role.PRACTICE_TRAINER, Role.TEAM_LEADER, Role.LEARNER):
        supervisors = (
            "werkbegeleiders, als zij iemand kiezen om mee te doen of mee te kijken (alleen de naam)"
        )
        others = f"{supervisors} {others}"
    if role is Role.PRACTICE_TRAINER:
        others = f"elke leercoach van de eigen organisatie (alleen de naam) {others}"
    assert seen_by == others
    assert ("Antwoorden in de zelfscan alleen ik" in text) is (role is Role.SUPERVISOR)
    writes = role in (Role.SUPERVISOR, Role.PRACTICE_TRAINER)
    assert ("werkbegeleiders die dezelfde vraag beantwoorden" in text) is writes


def test_who_sees_what_follows_from_the_rules(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    person = make_member(zonnehoek, name="Fatma Yildirim")

    text = _text(client_at(zonnehoek, person).get("/mijn-gegevens/").content)

    for line in (
        "Antwoorden in de zelfscan alleen ik",
        "Of de zelfscan gedaan is ik de leercoach van de eigen groep "
        "de regiocoördinator: alleen aantallen, vanaf 5 mensen",
        "Uitslag van de zelfscan, in woorden ik de leercoach van de eigen groep: alleen na delen",
        "Het leerpad: welke modules, in welke volgorde alleen ik",
        "Antwoorden, gedachten en toetsen in modules alleen ik",
    ):
        assert line in text


def test_my_own_name(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    person = make_member(zonnehoek, name="Fatma Y")
    client = client_at(zonnehoek, person)

    response = client.post("/mijn-gegevens/", {"name": "  Fatma   Yıldırım "}, follow=True)

    person.refresh_from_db()
    assert person.name == "Fatma Yıldırım"
    assert "De naam is bewaard." in _text(response.content)


@pytest.mark.parametrize(("name", "message"), [("", "Vul een naam in."), ("x" * 121, "120")])
def test_a_name_that_cannot_be_kept(
    zonnehoek: Organisation, client_at: Callable[..., Client], name: str, message: str
) -> None:
    person = make_member(zonnehoek, name="Fatma Y")

    response = client_at(zonnehoek, person).post("/mijn-gegevens/", {"name": name})

    person.refresh_from_db()
    assert (response.status_code, person.name) == (422, "Fatma Y")
    assert message in _text(response.content)
    assert f'value="{name}"' in response.content.decode() or not name


def test_sharing_with_the_trainer_of_my_group_and_no_other(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    marja = make_member(zonnehoek, Role.PRACTICE_TRAINER, name="Marja van der Heijden")
    make_member(zonnehoek, Role.PRACTICE_TRAINER, name="Wil Verhoeven")
    person = make_participant(make_cohort(zonnehoek, marja), "Fatma Y")
    make_scan_done(person)
    client = client_at(zonnehoek, person)

    text = _text(client.get("/mijn-gegevens/").content)
    assert "Deel mijn uitslag met Marja van der Heijden" in text
    assert "Wil Verhoeven" not in text

    client.post("/zelfscan/uitslag/delen/", {"trainer": marja.pk, "share": "on"})
    text = _text(client.get("/mijn-gegevens/").content)
    assert "Stop met delen met Marja van der Heijden" in text

    client.post("/zelfscan/uitslag/delen/", {"trainer": marja.pk, "share": "off"})
    assert ScanShare.objects.filter(person=person, ends_at=None).count() == 0


def test_wiping_takes_my_answers_and_nobody_elses(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    person, other = make_member(zonnehoek, name="Fatma Y"), make_member(zonnehoek, name="Daan B")
    for each in (person, other):
        _answer_something(each, zonnehoek)
    client = client_at(zonnehoek, person)
    assert "Antwoorden in modules: 1" in _text(client.get("/mijn-gegevens/").content)

    for kind in personal_data():
        address = f"/mijn-gegevens/wissen/{kind.name}/"
        assert client.get(address).status_code == 200
        assert kind.count(person) == 1
        response = client.post(address, follow=True)
        assert f"Gewist: {kind.label}." in _text(response.content)
        assert (kind.count(person), kind.count(other)) == (0, 1)

    assert ScanRun.objects.filter(person=person).count() == 0
    assert "Er zijn nu geen antwoorden van jou bewaard." in _text(client.get("/mijn-gegevens/").content)


def test_an_unknown_kind_is_not_found(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    client = client_at(zonnehoek, make_member(zonnehoek))

    assert client.post("/mijn-gegevens/wissen/alles/").status_code == 404


def test_a_stranger_is_sent_to_sign_in(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    response = client_at(zonnehoek).post("/mijn-gegevens/wissen/module-answers/")

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/inloggen/")


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.ORG_ADMIN, "Nodig het nieuwe adres uit bij Mensen, met dezelfde rol."),
        (Role.SUPERVISOR, "De beheerder kan een nieuwe uitnodiging sturen."),
    ],
)
def test_who_repairs_an_address_is_somebody_else_for_all_but_the_administrator(
    zonnehoek: Organisation, client_at: Callable[..., Client], role: str, sentence: str
) -> None:
    text = _text(client_at(zonnehoek, make_member(zonnehoek, role)).get("/mijn-gegevens/").content)

    assert f"Klopt het adres niet meer? {sentence}" in text
    assert text.count("Klopt het adres niet meer?") == 1
