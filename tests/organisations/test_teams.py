"""`/beheer/teams/`: locations and teams, and choosing people by them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Location, Membership, Organisation, Team
from organisations.tenancy import use_organisation
from tests.counting import queries_of
from tests.factories import make_member, make_membership, make_person

ADDRESS = "/beheer/teams/"


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """The administrator's browser."""
    return client_at(zonnehoek, make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters"))


def _text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def _names(response: Any) -> list[str]:
    return re.findall(r'class="people__name"[^>]*>([^<]+)<', response.content.decode())


def _team(organisation: Organisation, name: str = "Ochtendploeg", **extra: Any) -> Team:
    return Team.objects.create(organisation=organisation, name=name, **extra)


def test_a_location_and_a_team_on_it(zonnehoek: Organisation, browser: Client) -> None:
    browser.post(ADDRESS, {"action": "location", "location-name": " De  Linde "})
    location = Location.objects.get()
    response = browser.post(
        ADDRESS, {"action": "team", "team-name": "Nacht", "team-location": location.pk}, follow=True
    )

    assert (location.name, location.organisation) == ("De Linde", zonnehoek)
    assert Team.objects.get().location == location
    assert "Team toegevoegd: Nacht. Locaties en teams De Linde Nacht niemand" in _text(response).replace(
        "‹ Mensen ", ""
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"action": "team", "team-name": ""}, "Vul een naam in."),
        ({"action": "team", "team-name": "OCHTENDPLOEG"}, "Er is al een team met deze naam."),
        ({"action": "team", "team-name": "=1+1"}, "Een naam begint niet met =, +, - of @."),
        ({"action": "location", "location-name": "linde"}, "Er is al een locatie met deze naam."),
        ({"action": "location", "location-name": "x" * 121}, "Deze naam is te lang."),
    ],
)
def test_a_fault_keeps_what_was_typed(
    zonnehoek: Organisation, browser: Client, fields: dict[str, str], message: str
) -> None:
    _team(zonnehoek)
    Location.objects.create(organisation=zonnehoek, name="Linde")

    response = browser.post(ADDRESS, fields)

    (fault,) = re.findall(r'class="field__error"[^>]*>([^<]*)<', response.content.decode())
    assert (response.status_code, message in fault) == (422, True)
    typed = next(value for key, value in fields.items() if key != "action")
    assert not typed or f'value="{typed}"' in response.content.decode()
    assert (Team.objects.count(), Location.objects.count()) == (1, 1)


def test_another_organisations_location_cannot_be_chosen(
    zonnehoek: Organisation, house: Callable[[str], Organisation], browser: Client
) -> None:
    with use_organisation(house("amelberga")):
        other = Location.objects.create(organisation=house("amelberga"), name="Kanarie")

    response = browser.post(ADDRESS, {"action": "team", "team-name": "Nacht", "team-location": other.pk})

    assert (response.status_code, Team.objects.count()) == (422, 0)
    assert "Kanarie" not in response.content.decode()


def test_rename_and_move(zonnehoek: Organisation, browser: Client) -> None:
    team, location = _team(zonnehoek), Location.objects.create(organisation=zonnehoek, name="Linde")

    browser.post(f"{ADDRESS}{team.pk}/", {"action": "save", "name": "Vroeg", "location": location.pk})
    browser.post(f"{ADDRESS}locatie/{location.pk}/", {"action": "save", "name": "De Linde"})

    team.refresh_from_db()
    assert (team.name, str(team.location)) == ("Vroeg", "De Linde")


def test_a_team_with_people_is_closed_and_never_deleted(
    zonnehoek: Organisation, browser: Client, client_at: Callable[..., Client]
) -> None:
    team = _team(zonnehoek)
    leader = make_person("Ruud Jacobs")
    make_membership(zonnehoek, leader, Role.TEAM_LEADER, team=team)
    make_membership(zonnehoek, make_person("Ria Kuipers"), team=team)
    address = f"{ADDRESS}{team.pk}/"

    refused = browser.post(address, {"action": "delete"}, follow=True)
    browser.post(address, {"action": "close"})

    team.refresh_from_db()
    assert "Ochtendploeg is nog in gebruik. Sluiten kan wel." in _text(refused)
    assert team.closed_on == timezone.localdate()
    assert Membership.objects.filter(team=team).count() == 2
    assert '<option value="Ochtendploeg">' not in browser.get("/beheer/mensen/nieuw/").content.decode()
    assert "Ria Kuipers" in client_at(zonnehoek, leader).get("/team/").content.decode()

    browser.post(address, {"action": "reopen"})
    assert '<option value="Ochtendploeg">' in browser.get("/beheer/mensen/nieuw/").content.decode()


def test_what_is_empty_can_go(zonnehoek: Organisation, browser: Client) -> None:
    location = Location.objects.create(organisation=zonnehoek, name="Linde")
    team = _team(zonnehoek, location=location)

    browser.post(f"{ADDRESS}locatie/{location.pk}/", {"action": "delete"})
    assert Location.objects.count() == 1
    browser.post(f"{ADDRESS}{team.pk}/", {"action": "delete"})
    browser.post(f"{ADDRESS}locatie/{location.pk}/", {"action": "delete"})

    assert (Team.objects.count(), Location.objects.count()) == (0, 0)


def test_a_closed_team_is_refused_by_name_and_kept_by_who_is_in_it(
    zonnehoek: Organisation, browser: Client
) -> None:
    closed = _team(zonnehoek, closed_on=timezone.localdate())
    membership = make_membership(zonnehoek, make_person("Ria Kuipers"), team=closed)
    fields = {"role": "supervisor", "team": "ochtendploeg", "starts": "2026-01-01", "ends": ""}

    new = browser.post("/beheer/mensen/nieuw/", {**fields, "name": "Bas", "email": "bas@huis.example"})
    kept = browser.post(f"/beheer/mensen/{membership.pk}/", fields)

    assert (new.status_code, "Dit team is gesloten." in _text(new)) == (422, True)
    membership.refresh_from_db()
    assert (kept.status_code, membership.team, Team.objects.count()) == (302, closed, 1)


def test_people_are_found_by_team_and_by_location(zonnehoek: Organisation, browser: Client) -> None:
    linde = Location.objects.create(organisation=zonnehoek, name="De Linde")
    early, late = _team(zonnehoek, "Vroeg", location=linde), _team(zonnehoek, "Laat", location=linde)
    loose = _team(zonnehoek, "Flex")
    for name, team in (("Ria", early), ("Bas", late), ("Yara", loose)):
        make_membership(zonnehoek, make_person(name), team=team)

    def found(choice: str) -> list[str]:
        return _names(browser.get(f"/beheer/mensen/?team={choice}"))

    assert found(str(early.pk)) == ["Ria"]
    assert found(f"locatie-{linde.pk}") == ["Bas", "Ria"]
    assert found(str(loose.pk)) == ["Yara"]
    assert found("person__email") == ["Bas", "Ingrid Peeters", "Ria", "Yara"]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_teams(zonnehoek: Organisation, browser: Client, rows: int) -> None:
    for number in range(rows):
        location = Location.objects.create(organisation=zonnehoek, name=f"Huis {number}")
        make_membership(zonnehoek, make_person(), team=_team(zonnehoek, f"Team {number}", location=location))
    browser.get(ADDRESS)

    assert queries_of(browser, ADDRESS) == 9


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_another_organisations_team_answers_as_none(
    house: Callable[[str], Organisation], browser: Client, method: str
) -> None:
    amelberga = house("amelberga")
    with use_organisation(amelberga):
        team = _team(amelberga, "Kanarie")
        location = Location.objects.create(organisation=amelberga, name="Kanarie")
    for address, row in ((f"{ADDRESS}{team.pk}/", team), (f"{ADDRESS}locatie/{location.pk}/", location)):
        there = getattr(browser, method)(address, {"action": "close"})
        with use_organisation(amelberga):
            row.refresh_from_db()
            assert row.closed_on is None
            row.delete()
        gone = getattr(browser, method)(address, {"action": "close"})
        bare = [
            re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', b"", each.content)
            for each in (there, gone)
        ]
        assert (there.status_code, gone.status_code) == (404, 404)
        assert bare[0] == bare[1]


@pytest.mark.parametrize(
    "role", [Role.SUPERVISOR, Role.PRACTICE_TRAINER, Role.TEAM_LEADER, Role.STYLE_MANAGER]
)
def test_only_an_administrator_comes_in(
    zonnehoek: Organisation, client_at: Callable[..., Client], role: Role
) -> None:
    team = _team(zonnehoek)
    client = client_at(zonnehoek, make_member(zonnehoek, role))

    answers = [client.get(ADDRESS), client.post(f"{ADDRESS}{team.pk}/", {"action": "close"})]

    team.refresh_from_db()
    assert ([each.status_code for each in answers], team.closed_on) == ([403, 403], None)
