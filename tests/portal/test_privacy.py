"""`/privacy/`: the works council's page says what the product does, because it is made of the same tables."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from itertools import cycle
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, Revision

from organisations import rules
from organisations.enums import REGION_ROLES, Role
from organisations.models import Organisation
from organisations.rules import SIGHT, Sight, Subject
from people.enums import Verb
from people.models import AuditEntry, Person
from people.registry import everything_kept
from people.rules import TERMS, Term, months_before
from portal.access import ACCESS, Access
from portal.checks import ownership_of
from portal.privacy import TERM_OF_SUBJECT, stored_lines
from tests.counting import queries_of
from tests.factories import make_member
from theming.models import Theme


def _text(client: Client) -> str:
    page = client.get("/privacy/").content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("role", list(Role))
def test_every_member_reads_it(
    zonnehoek: Organisation, region: Organisation, client_at: Callable[..., Client], role: Role
) -> None:
    organisation = region if role in REGION_ROLES else zonnehoek
    client = client_at(organisation, make_member(organisation, role, name="KANARIE"))

    text = _text(client)

    assert "Antwoorden in de zelfscan de medewerker zelf Bewaard: 24 maanden na invullen" in text
    assert ("/groepen/…/" in text, "KANARIE" in text) == (True, False)


def test_a_stranger_is_sent_to_sign_in(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    response = client_at(zonnehoek).get("/privacy/")

    assert (response.status_code, response["Location"]) == (302, "/inloggen/?next=/privacy/")


def test_in_the_words_of_the_house(
    house: Callable[[str], Organisation], client_at: Callable[..., Client]
) -> None:
    for key, word in (("zonnehoek", "leercoach"), ("maasbries", "praktijkopleider")):
        organisation = house(key)
        text = _text(client_at(organisation, make_member(organisation)))
        assert f"de {word} van de eigen groep: alleen na delen" in text


def test_it_follows_the_tables(
    zonnehoek: Organisation, client_at: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_at(zonnehoek, make_member(zonnehoek))
    before = _text(client)
    wider = {**SIGHT[Role.ORG_ADMIN], Subject.SCAN_ANSWERS: Sight.STATUS}
    monkeypatch.setattr(rules, "SIGHT", {**SIGHT, Role.ORG_ADMIN: wider})
    monkeypatch.setitem(ACCESS, "learning_path", Access(frozenset({Role.STYLE_MANAGER})))
    monkeypatch.setitem(TERMS, "audit", Term("Het logboek", "7 weken", 2))  # type: ignore[arg-type]

    after = _text(client)

    for line in (
        "Antwoorden in de zelfscan de medewerker zelf de organisatiebeheerder Bewaard:",
        "Huisstijlbeheerder /leerpad/",
        "Het logboek 7 weken",
    ):
        assert (line in before, line in after) == (False, True)


def test_nothing_that_is_kept_is_left_out() -> None:
    assert set(TERM_OF_SUBJECT) == set(Subject)
    told = {title for line in stored_lines() for title in line.told_as}
    assert told == {str(kept.title) for kept in everything_kept()}


def test_a_style_and_its_versions_are_an_organisations() -> None:
    assert [str(ownership_of(model)) for model in (Theme, Revision, Page)] == [
        "organisation",
        "organisation",
        "shared",
    ]


# How often records were looked at -------------------------------------------------------------------

FEW = "door of over minder dan 5 mensen"
NOVEMBER = dt.datetime(2027, 11, 20, 12, tzinfo=dt.UTC)


def _looked(
    actors: list[Person], subjects: list[Person], role: str, *, months_ago: int = 0, **extra: Any
) -> None:
    """By turns."""
    for actor, subject in zip(cycle(actors), subjects, strict=False):
        AuditEntry.objects.create(
            actor=actor,
            subject=subject,
            details={"role": role},
            moment=months_before(NOVEMBER, months_ago),
            **{"verb": Verb.READ_STATUS, "organisation_key": "zonnehoek"} | extra,
        )


def _rows(client: Client) -> list[list[str]]:
    table = BeautifulSoup(client.get("/privacy/").content, "html.parser").select("section table tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in table]


def _file(client: Client) -> list[list[str]]:
    text = client.get("/privacy/inzage.csv").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


@pytest.fixture
def trainers(zonnehoek: Organisation) -> list[Person]:
    """Five of them: enough to name their role."""
    return [make_member(zonnehoek, Role.PRACTICE_TRAINER, name=f"Trainer {n}") for n in range(5)]


@pytest.fixture
def people(zonnehoek: Organisation) -> list[Person]:
    """Five supervisors."""
    return [make_member(zonnehoek, name=f"Medewerker {n}") for n in range(5)]


@time_machine.travel(NOVEMBER, tick=False)
def test_how_often_records_were_looked_at_is_told_in_numbers(
    zonnehoek: Organisation, client_at: Callable[..., Client], trainers: list[Person], people: list[Person]
) -> None:
    trainer, admin = trainers[0], make_member(zonnehoek, Role.ORG_ADMIN, name="Bea Beheer")
    _looked(trainers, [*people, *people[:2]], Role.PRACTICE_TRAINER)
    _looked(trainers, people, Role.PRACTICE_TRAINER, months_ago=3)
    _looked(trainers, people * 2, Role.PRACTICE_TRAINER, organisation_key="amelberga")
    _looked([trainer], [trainer], Role.PRACTICE_TRAINER)
    _looked(trainers, people, Role.PRACTICE_TRAINER, verb=Verb.INVITED)
    _looked([admin], people, Role.ORG_ADMIN, verb=Verb.READ_ACCOUNT)
    client = client_at(zonnehoek, people[0])

    rows, whole = _rows(client), _file(client)

    status, account = "Bekeek voortgang en account", "Bekeek account en rol"
    small = "Rollen met weinig mensen, samen"
    assert rows == [
        ["november 2027", status, "Leercoach", "7"],
        ["november 2027", account, small, FEW],
    ]
    assert whole == [
        ["2027-11", status, "Leercoach", "7"],
        ["2027-11", account, small, FEW],
        ["2027-08", status, "Leercoach", "5"],
    ]
    page = client.get("/privacy/").content.decode() + client.get("/privacy/inzage.csv").content.decode()
    assert [str(each) in page for each in (trainer, admin, *people[1:])] == [False] * 6


@time_machine.travel(NOVEMBER, tick=False)
def test_a_count_over_fewer_than_five_people_is_not_told(
    zonnehoek: Organisation, client_at: Callable[..., Client], trainers: list[Person], people: list[Person]
) -> None:
    _looked(trainers, people[:4] * 4, Role.PRACTICE_TRAINER)
    client = client_at(zonnehoek, people[0])

    assert [row[-1] for row in _rows(client) + _file(client)] == [FEW] * 2


@time_machine.travel(NOVEMBER, tick=False)
def test_a_role_that_reads_as_a_formula_is_a_text_in_the_file(
    zonnehoek: Organisation, client_at: Callable[..., Client], trainers: list[Person], people: list[Person]
) -> None:
    zonnehoek.words = {"trainer": {"singular": "=1+1", "plural": "x", "article": "de"}}
    zonnehoek.save()
    _looked(trainers, people, Role.PRACTICE_TRAINER)

    assert _file(client_at(zonnehoek, people[0]))[0][2] == "'=1+1"


@pytest.mark.parametrize("number", [1, 3])
def test_queries(zonnehoek: Organisation, client_at: Callable[..., Client], number: int) -> None:
    person = make_member(zonnehoek)
    for ago in range(number):
        _looked([make_member(zonnehoek)], [person], Role.PRACTICE_TRAINER, months_ago=ago)
    client = client_at(zonnehoek, person)

    assert (queries_of(client, "/privacy/"), queries_of(client, "/privacy/inzage.csv")) == (8, 6)
