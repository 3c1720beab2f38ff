"""`/privacy/`: the works council's page says what the product does, because it is made of the same tables."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page, Revision

from organisations import rules
from organisations.enums import REGION_ROLES, Role
from organisations.models import Organisation
from organisations.rules import SIGHT, Sight, Subject
from people.registry import everything_kept
from people.rules import TERMS, Term
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


def test_queries(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    assert queries_of(client_at(zonnehoek, make_member(zonnehoek)), "/privacy/") == 6
