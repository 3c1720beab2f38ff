"""“Wie heeft mijn gegevens bekeken?”: who, when, what; not what I looked at myself."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from organisations.enums import REGION_ROLES, Role
from organisations.models import Organisation
from people.enums import Verb
from people.models import AuditEntry, Person
from tests.counting import queries_of
from tests.factories import make_member
from tests.people.pages import page_of


def _looks(page: str) -> list[str]:
    rows = re.findall(r'<li class="looks__row">(.*?)</li>', page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def _put(verb: Verb, actor: Person, subject: Person, *, days_ago: int = 0, key: str = "zonnehoek") -> None:
    AuditEntry.objects.create(
        verb=verb,
        actor=actor,
        subject=subject,
        organisation_key=key,
        details={"role": Role.PRACTICE_TRAINER},
        moment=timezone.now() - dt.timedelta(days=days_ago),
    )


def test_who_looked_when_and_at_what(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    other = make_member(zonnehoek, name="Iemand Anders")
    _put(Verb.READ_STATUS, marja, fatma, days_ago=3)
    for _again in range(2):
        client_at(zonnehoek, marja).get(page_of(marja, fatma))
    _put(Verb.READ_ACCOUNT, fatma, fatma)
    _put(Verb.READ_ACCOUNT, marja, other)
    _put(Verb.READ_STATUS, marja, fatma, days_ago=800)
    _put(Verb.READ_STATUS, make_member(zonnehoek, name="KANARIE"), fatma, key="amelberga")

    page = client_at(zonnehoek, fatma).get("/mijn-gegevens/").content.decode()

    who = "Marja van der Heijden (leercoach) bekeek voortgang en account"
    days = [timezone.localdate() - dt.timedelta(days=ago) for ago in (0, 3)]
    assert _looks(page) == [f"{date_format(day, 'j F Y')} {who}" for day in days]
    assert "KANARIE" not in page


def test_the_list_of_the_group_is_not_told_and_the_page_says_so(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    trainer = client_at(zonnehoek, marja)
    board = page_of(marja, fatma).removesuffix(f"{fatma.pk}/")

    statuses = [trainer.get(address).status_code for address in (board, "/groepen/mensen/")]

    page = " ".join(client_at(zonnehoek, fatma).get("/mijn-gegevens/").content.decode().split())
    assert (statuses, _looks(page)) == ([200, 200], [])
    assert "De lijst van de groep zelf telt niet mee: die ziet de leercoach bij elk bezoek." in page


def test_somebody_whose_account_is_gone_has_no_name(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    gone = make_member(zonnehoek, name="Weg Gegaan")
    _put(Verb.READ_STATUS, gone, fatma)
    gone.delete()

    page = client_at(zonnehoek, fatma).get("/mijn-gegevens/").content.decode()

    assert [row.split(" ", 3)[3] for row in _looks(page)] == [
        "iemand van wie het account weg is (leercoach) bekeek voortgang en account"
    ]


@pytest.mark.parametrize("role", list(Role))
def test_nobody_looked_yet(
    zonnehoek: Organisation, region: Organisation, client_at: Callable[..., Client], role: Role
) -> None:
    organisation = region if role in REGION_ROLES else zonnehoek
    page = client_at(organisation, make_member(organisation, role)).get("/mijn-gegevens/").content.decode()

    assert "Nog niemand heeft jouw gegevens apart bekeken." in page


def test_many_looks_cost_as_many_queries_as_one(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    client = client_at(zonnehoek, fatma)
    counts = []
    for number in range(3):
        _put(Verb.READ_STATUS, make_member(zonnehoek), fatma, days_ago=number)
        counts.append(queries_of(client, "/mijn-gegevens/"))

    assert counts == [16, 16, 16]
