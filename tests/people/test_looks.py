"""“Wie heeft mijn gegevens bekeken?”: who, when, what; not what I looked at myself."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from cohorts.models import CohortTrainer
from organisations.enums import REGION_ROLES, Role
from organisations.models import Membership, Organisation
from people.enums import Verb
from people.models import AuditEntry, Person
from tests.counting import queries_of
from tests.factories import make_member
from tests.organisations.lists import csv_of, send
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


def _list_of(marja: Person, fatma: Person) -> str:
    return page_of(marja, fatma).removesuffix(f"{fatma.pk}/")


@pytest.mark.parametrize("other", [False, True])
def test_who_saw_me_on_a_list_is_told_once_a_day(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person, other: bool
) -> None:
    trainer = client_at(zonnehoek, marja)
    board = "/groepen/mensen/" if other else _list_of(marja, fatma)

    for address in (board, f"{board}?q=fat", board):
        assert trainer.get(address).status_code == 200
    trainer.get(board, headers={"HX-Request": "true"})

    assert AuditEntry.objects.filter(verb=Verb.LISTED, subject=fatma).count() == 1
    page = client_at(zonnehoek, fatma).get("/mijn-gegevens/").content.decode()
    today = date_format(timezone.localdate(), "j F Y")
    assert _looks(page) == [
        f"{today} Marja van der Heijden (leercoach) bekeek het overzicht van groep Najaar"
    ]


@pytest.mark.parametrize("choice", ["?q=bestaatniet", "?filter=heeft-je-nodig"])
@pytest.mark.parametrize("other", [False, True])
def test_whom_a_search_or_filter_leaves_out_was_not_seen(
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    marja: Person,
    fatma: Person,
    choice: str,
    other: bool,
) -> None:
    board = "/groepen/mensen/" if other else _list_of(marja, fatma)

    page = client_at(zonnehoek, marja).get(f"{board}{choice}").content.decode()

    assert not AuditEntry.objects.filter(verb=Verb.LISTED).exists()
    assert (fatma.email in page, str(fatma) in page) == (False, False)


def test_a_list_that_is_seen_every_day_is_one_line(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    trainer = client_at(zonnehoek, marja)
    for day in ("2027-02-03", "2027-02-04", "2027-02-05"):
        with time_machine.travel(f"{day} 10:00:00+01:00", tick=False):
            trainer.get(_list_of(marja, fatma))
            if day == "2027-02-04":
                trainer.get(page_of(marja, fatma))

    with time_machine.travel("2027-02-06 10:00:00+01:00", tick=False):
        browser = client_at(zonnehoek, fatma)
        page = browser.get("/mijn-gegevens/").content.decode()
        looked = next(
            part
            for part in browser.get("/mijn-gegevens/download/").json()["parts"]
            if part["name"] == "looked"
        )

    who = "Marja van der Heijden (leercoach) bekeek"
    assert _looks(page) == [
        f"5 februari 2027 {who} het overzicht van groep Najaar, en op 2 dagen ervoor",
        f"4 februari 2027 {who} voortgang en account",
    ]
    assert [(row["day"], row["what"]) for row in looked["rows"]] == [
        ("2027-02-05", "bekeek het overzicht van groep Najaar"),
        ("2027-02-04", "bekeek voortgang en account"),
        ("2027-02-04", "bekeek het overzicht van groep Najaar"),
        ("2027-02-03", "bekeek het overzicht van groep Najaar"),
    ]


def test_an_administrator_sees_people_on_her_list_and_not_herself(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    admin = make_member(zonnehoek, Role.ORG_ADMIN, name="Bea Beheer")

    for _again in range(2):
        client_at(zonnehoek, admin).get("/beheer/mensen/?q=fatma")
    client_at(zonnehoek, admin).get("/beheer/mensen/?q=bea")

    page = client_at(zonnehoek, fatma).get("/mijn-gegevens/").content.decode()
    today = date_format(timezone.localdate(), "j F Y")
    assert _looks(page) == [
        f"{today} Bea Beheer (organisatiebeheerder) bekeek de lijst van mensen in de organisatie"
    ]
    assert AuditEntry.objects.filter(verb=Verb.LISTED).count() == 1


@pytest.mark.parametrize(
    ("role", "address", "what"),
    [
        (Role.PRACTICE_TRAINER, "/groepen/{cohort}/{person}/adres/", "bekeek account en rol"),
        (Role.PRACTICE_TRAINER, "/groepen/{cohort}/{person}/weg/", "bekeek account en rol"),
        (Role.PRACTICE_TRAINER, "/groepen/{cohort}/startkaarten/", "bekeek de lijst voor startkaarten"),
        (Role.ORG_ADMIN, "/beheer/mensen/startkaarten/", "bekeek de lijst voor startkaarten"),
        (Role.ORG_ADMIN, "/beheer/mensen/{membership}/stoppen/", "bekeek account en rol"),
        (Role.ORG_ADMIN, "/beheer/mensen/{membership}/adres/", "bekeek account en rol"),
        (Role.ORG_ADMIN, "/beheer/mensen/uit-dienst/{person}/", "bekeek account en rol"),
    ],
)
def test_the_pages_on_which_something_is_done_to_somebody_are_looks_too(
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    marja: Person,
    fatma: Person,
    role: Role,
    address: str,
    what: str,
) -> None:
    membership = Membership.objects.get(person=fatma)
    Membership.objects.filter(pk=membership.pk).update(activated_at=None)
    looker = marja if role == Role.PRACTICE_TRAINER else make_member(zonnehoek, role, name="Bea Beheer")
    cohort = CohortTrainer.objects.get(person=marja).cohort_id
    path = address.format(cohort=cohort, person=fatma.pk, membership=membership.pk)

    assert str(fatma) in client_at(zonnehoek, looker).get(path).content.decode()

    Membership.objects.filter(pk=membership.pk).update(activated_at=timezone.now())
    page = client_at(zonnehoek, fatma).get("/mijn-gegevens/").content.decode()
    assert [row.partition(") ")[2] for row in _looks(page)] == [what]


def test_whom_a_list_from_a_file_would_change_was_seen(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    make_member(zonnehoek, name="Blijft Zo", email="zo@huis.example")
    admin = make_member(zonnehoek, Role.ORG_ADMIN, name="Bea Beheer")
    rows = [
        (str(fatma), fatma.email, "", "", "Nacht", "", ""),
        ("Blijft Zo", "zo@huis.example", "", "", "", "", ""),
    ]

    send(client_at(zonnehoek, admin), csv_of(*rows))

    assert list(AuditEntry.objects.filter(verb=Verb.LISTED).values_list("subject", flat=True)) == [fatma.pk]


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

    assert "Nog niemand heeft jouw gegevens bekeken." in page


def test_many_looks_cost_as_many_queries_as_one(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    client = client_at(zonnehoek, fatma)
    counts = []
    for number in range(3):
        _put(Verb.READ_STATUS, make_member(zonnehoek), fatma, days_ago=number)
        counts.append(queries_of(client, "/mijn-gegevens/"))

    assert counts == [20, 20, 20]
