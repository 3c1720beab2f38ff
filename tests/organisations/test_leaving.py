"""`/beheer/mensen/uit-dienst/<person>/`: all roles here end on one day; the person keeps what is hers."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Leave, Membership, Organisation, StartCard
from organisations.tenancy import use_organisation
from people.enums import Verb
from people.models import AuditEntry, Person
from people.retention import apply_retention
from tests.factories import make_cohort, make_member, make_membership, make_participant, make_person


def TODAY() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def ingrid(zonnehoek: Organisation) -> Person:
    """The administrator of De Zonnehoek."""
    return make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters")


@pytest.fixture
def browser(zonnehoek: Organisation, ingrid: Person, client_at: Callable[..., Client]) -> Client:
    """Her browser."""
    return client_at(zonnehoek, ingrid)


def _address(person: Person) -> str:
    return f"/beheer/mensen/uit-dienst/{person.pk}/"


def _leaves(browser: Client, person: Person, day: dt.date | str) -> Any:
    return browser.post(_address(person), {"action": "save", "last_day": str(day)})


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def _days(organisation: Organisation, person: Person) -> list[tuple[str, dt.date, dt.date | None]]:
    with use_organisation(organisation):
        rows = Membership.objects.filter(person=person).order_by("pk")
        return [(each.role, each.starts, each.ends) for each in rows]


def test_every_role_here_ends_on_the_day_and_nothing_elsewhere(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    browser: Client,
    client_at: Callable[..., Client],
) -> None:
    ria = make_member(zonnehoek, Role.SUPERVISOR, Role.TEAM_LEADER, name="Ria Kuipers")
    soon = TODAY() + dt.timedelta(days=3)
    make_membership(zonnehoek, ria, Role.PRACTICE_TRAINER, starts=TODAY(), ends=soon)
    later = TODAY() + dt.timedelta(days=60)
    make_membership(zonnehoek, ria, Role.LEARNER, starts=later)
    amelberga = house("amelberga")
    make_membership(amelberga, ria)
    elsewhere = _days(amelberga, ria)
    last = TODAY() + dt.timedelta(days=30)

    response = _leaves(browser, ria, last)

    yesterday = TODAY() - dt.timedelta(days=1)
    assert response["Location"] == "/beheer/mensen/"
    assert "De laatste dag van Ria Kuipers is" in _text(browser.get("/beheer/mensen/"))
    assert [(role, ends) for role, _starts, ends in _days(zonnehoek, ria)] == [
        ("supervisor", last),
        ("team_leader", last),
        ("practice_trainer", soon),
        ("learner", yesterday),
    ]
    assert _days(amelberga, ria) == elsewhere
    assert AuditEntry.objects.get(verb=Verb.LEFT).subject_id == ria.pk
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        assert client_at(zonnehoek, ria).get("/mijn-gegevens/").status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert client_at(zonnehoek, ria).get("/mijn-gegevens/").status_code == 302
        assert client_at(amelberga, ria).get("/mijn-gegevens/").status_code == 200
    assert Person.objects.filter(pk=ria.pk, is_active=True).count() == 1


def test_until_the_day_it_is_taken_back_to_how_it_was(zonnehoek: Organisation, browser: Client) -> None:
    ria = make_member(zonnehoek, Role.SUPERVISOR, Role.TEAM_LEADER, name="Ria Kuipers")
    make_membership(
        zonnehoek, ria, Role.LEARNER, starts=TODAY() + dt.timedelta(days=60), ends=dt.date(2031, 1, 1)
    )
    before = _days(zonnehoek, ria)
    _leaves(browser, ria, TODAY() + dt.timedelta(days=30))
    _leaves(browser, ria, TODAY() + dt.timedelta(days=10))
    assert {ends for role, _starts, ends in _days(zonnehoek, ria) if role != "learner"} == {
        TODAY() + dt.timedelta(days=10)
    }

    response = browser.post(_address(ria), {"action": "take_back"}, follow=True)

    assert "Teruggedraaid: Ria Kuipers blijft." in _text(response)
    assert _days(zonnehoek, ria) == before
    assert Leave.objects.count() == 0
    assert AuditEntry.objects.filter(verb=Verb.LEAVE_TAKEN_BACK).count() == 1


def test_what_somebody_changed_since_is_not_undone(zonnehoek: Organisation, browser: Client) -> None:
    ria = make_member(zonnehoek, Role.SUPERVISOR, Role.TEAM_LEADER)
    _leaves(browser, ria, TODAY() + dt.timedelta(days=30))
    Membership.objects.filter(person=ria, role=Role.TEAM_LEADER).update(ends=TODAY())

    browser.post(_address(ria), {"action": "take_back"})

    assert [(role, ends) for role, _starts, ends in _days(zonnehoek, ria)] == [
        ("supervisor", None),
        ("team_leader", TODAY()),
    ]


def test_at_once_is_at_once_and_for_good(
    zonnehoek: Organisation, browser: Client, client_at: Callable[..., Client]
) -> None:
    marja = make_member(zonnehoek, Role.PRACTICE_TRAINER)
    cohort = make_cohort(zonnehoek, marja)
    ria = make_participant(cohort, "Ria Kuipers")
    hers, trainer = client_at(zonnehoek, ria), client_at(zonnehoek, marja)
    assert "Ria Kuipers" in _text(trainer.get(f"/groepen/{cohort.pk}/"))

    response = browser.post(_address(ria), {"action": "now", "last_day": ""}, follow=True)

    assert "Ria Kuipers heeft hier geen rollen meer." in _text(response)
    assert hers.get("/mijn-gegevens/").status_code == 302
    assert "Ria Kuipers" not in _text(trainer.get(f"/groepen/{cohort.pk}/"))
    assert trainer.get(f"/groepen/{cohort.pk}/{ria.pk}/").status_code == 404
    assert browser.post(_address(ria), {"action": "take_back"}).status_code == 404


def test_a_card_of_somebody_who_leaves_stops_working(zonnehoek: Organisation, browser: Client) -> None:
    wilma = make_person("Wilma", activated=False)
    make_membership(zonnehoek, wilma)
    browser.post("/beheer/mensen/startkaarten/", {"person": wilma.pk})

    _leaves(browser, wilma, TODAY() + dt.timedelta(days=30))

    assert [card.is_open for card in StartCard.objects.all()] == [False]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("", "Kies een dag."),
        ("gisteren", "Deze dag bestaat niet."),
        ("2026-01-01", "Deze dag is al voorbij."),
        ("9999-12-31", "Dit jaartal kan niet kloppen."),
    ],
)
def test_a_day_that_will_not_do_changes_nothing(
    zonnehoek: Organisation, browser: Client, day: str, message: str
) -> None:
    ria = make_member(zonnehoek)
    before = _days(zonnehoek, ria)

    response = _leaves(browser, ria, day)

    (fault,) = re.findall(r'id="id_last_day_error">([^<]*)<', response.content.decode())
    assert (response.status_code, message in fault) == (422, True)
    assert (_days(zonnehoek, ria), Leave.objects.count()) == (before, 0)


@pytest.mark.parametrize("action", ["save", "now"])
def test_nobody_sends_herself_away(
    zonnehoek: Organisation, ingrid: Person, browser: Client, action: str
) -> None:
    before = _days(zonnehoek, ingrid)

    response = browser.post(_address(ingrid), {"action": action, "last_day": str(TODAY())})

    assert (response.status_code, "Je kunt jezelf niet uit dienst melden." in _text(response)) == (422, True)
    assert (_days(zonnehoek, ingrid), Leave.objects.count()) == (before, 0)


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_another_organisations_person_answers_as_nobody(
    house: Callable[[str], Organisation], browser: Client, method: str
) -> None:
    amelberga = house("amelberga")
    other = make_member(amelberga, name="Kanarie Vogel")
    before = _days(amelberga, other)

    there = getattr(browser, method)(_address(other), {"action": "now"})
    nobody = getattr(browser, method)("/beheer/mensen/uit-dienst/987654/", {"action": "now"})

    bare = [
        re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', b"", each.content).replace(key, b"")
        for each, key in ((there, f"/{other.pk}/".encode()), (nobody, b"/987654/"))
    ]
    assert (there.status_code, nobody.status_code) == (404, 404)
    assert bare[0] == bare[1]
    assert _days(amelberga, other) == before


@pytest.mark.parametrize(
    "role", [Role.SUPERVISOR, Role.PRACTICE_TRAINER, Role.TEAM_LEADER, Role.STYLE_MANAGER]
)
def test_only_an_administrator_comes_in(
    zonnehoek: Organisation, client_at: Callable[..., Client], role: Role
) -> None:
    ria = make_member(zonnehoek)
    client = client_at(zonnehoek, make_member(zonnehoek, role))

    answers = [client.get(_address(ria)), client.post(_address(ria), {"action": "now"})]

    assert ([each.status_code for each in answers], Leave.objects.count()) == ([403, 403], 0)


def test_what_is_kept_of_a_leave_goes_with_the_roles(zonnehoek: Organisation, browser: Client) -> None:
    ria = make_member(zonnehoek)
    _leaves(browser, ria, TODAY())

    for days_ago, rows in ((700, 1), (740, 0)):
        last = TODAY() - dt.timedelta(days=days_ago)
        Leave.objects.update(last_day=last)
        Membership.objects.filter(person=ria).update(starts=last, ends=last)
        apply_retention()
        assert (Leave.objects.count(), len(_days(zonnehoek, ria))) == (rows, rows)
