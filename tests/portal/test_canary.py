"""A word that stands in everything of one organisation is never found by anybody of another.

What is looked at: pages, searches, exports, forms with faults in them, error pages, previews, mail and the
cache. The control goes the same rounds as the other organisation's own people: each text is found there, so
it could have leaked.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from organisations.enums import Role
from organisations.models import Organisation
from people.models import OutgoingMail
from tests.portal.doors.crawl import Round, go_round, press_everything, seeds
from tests.portal.doors.world import House, furnish
from tests.portal.test_access_matrix import ROLES

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("quick")]

CANARY = "Zeearend7Q"
# Finds the canary, and is not the canary: a page may say again what was searched for.
SEARCHES = ("zeearend", "Zee")
WORDS = re.compile(rf"{CANARY}([A-Za-z_]*)", re.IGNORECASE)

# What is brought in is brought to the region's authors, from every organisation.
AUTHORS, BROUGHT = (Role.CASE_AUTHOR, Role.EDITOR), "/redactie/casuistiek/ingebracht/"
# Who manages an organisation is known to the coordinator of the region.
ADMINS_OF_HOUSES = frozenset({f"Naam{Role.ORG_ADMIN}"})
READ_BY_AUTHORS = frozenset({"Inbreng", "Gebeurd", "Lastig", "Vraag", "Navraag"})

# So that the rounds cannot shrink to nothing unseen.
LEAST_ANSWERS = {"house": 2_300, "region": 2_800}
LEAST_SEARCHES = {"house": 18, "region": 38}

# Everything that `furnish` writes, as far as somebody of that organisation can see it.
SEEN_AT_HOME = frozenset(
    {
        "Team",
        "Locatie",
        "Groep",
        "Deelnemer",
        "Collegadeelnemer",
        "NaamCollega",
        "Welkom",
        "Hulp",
        "Bel",
        "Afzender",
        "Woord",
        "Woorden",
        "Conceptnaam",
        "Reflectie",
        "EigenTekst",
        "Bijdrage",
        "Weerwoord",
        "Melding",
        "Opdracht",
        "Opdrachtweer",
        "Opdrachtconcept",
        "Foto",
        "Conceptfoto",
        "Aanvulling",
        "Reactie",
        "Reden",
        "Besloten",
        "Verplicht",
        "Inbreng",
        "Gebeurd",
        "Lastig",
        "Vraag",
        "Navraag",
        "Bijeenkomstplanned",
        "Bijeenkomstrunning",
        "Bijeenkomstended",
        "Waarover",
        "Meegenomen",
        *(f"Naam{role}" for role in Role),
    }
)


def _rounds(here: House, there: House, roles: list[str]) -> Iterator[tuple[str, Round]]:
    for role in roles:
        only = None if role == Role.ORG_ADMIN else role
        yield role, go_round(here.wires[role], seeds(here, there, only), searches=SEARCHES)
        yield f"{role}, forms", press_everything(here.wires[role], here, there, only)
    yield "nobody", go_round(here.anonymous, seeds(here, there), searches=SEARCHES)
    yield "nobody, forms", press_everything(here.anonymous, here, there)


def _leaks(name: str, found: Round) -> list[str]:
    told = []
    for where, text in found.texts():
        words = set(WORDS.findall(text))
        if name in AUTHORS and where.startswith(BROUGHT):
            words -= READ_BY_AUTHORS
        if (name, where) == (Role.REGIONAL_COORDINATOR, "/cijfers/"):
            words -= ADMINS_OF_HOUSES
        if words:
            told.append(f"{where} as {name}: {sorted(words)}")
    return told


def _in_the_cache() -> set[str]:
    backend: Any = cache
    store = backend._cache
    return {key for key, value in store.items() if CANARY.lower().encode() in (key.encode() + value).lower()}


def _let_them_look(there: House, here: House) -> tuple[set[str], set[str]]:
    """Their own people go the same rounds first: what they find, and which keys of the cache hold any of it then."""
    cache.set("ginds", f"iets van {CANARY}")
    seen: set[str] = set()
    for role in ROLES["house"]:
        found = go_round(there.wires[role], seeds(there, here, role), searches=SEARCHES)
        seen |= {word for _where, text in found.texts() for word in WORDS.findall(text)}
    seen |= set(WORDS.findall(there.anonymous.ask("GET", "/inloggen/").text))
    kept = _in_the_cache()
    assert any("ginds" in key for key in kept)  # it would be found
    return seen, kept


@pytest.mark.parametrize("kind", ["house", "region"])
def test_nothing_of_another_organisation_is_ever_found(
    kind: str, region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here = furnish(region if kind == "region" else house("zonnehoek"), "Hier")
    there = furnish(house("amelberga"), CANARY)
    _invite_somebody_from_there(here, there)
    seen, kept = _let_them_look(there, here)
    assert SEEN_AT_HOME - seen == set()  # each could have leaked
    pages, searches, leaks, faults = 0, 0, [], []

    for name, found in _rounds(here, there, ROLES[kind]):
        pages += len(found.answers)
        searches += found.searches
        leaks += _leaks(name, found)
        faults += found.faults()

    written = OutgoingMail.objects.filter(organisation_key=here.organisation.key)
    mails = [mail.text + mail.html + mail.subject + mail.sender for mail in written]
    print(f"\n{kind}: {pages} answers, {searches} searches, {len(mails)} mails")
    assert leaks == [], "\n".join(leaks[:20])
    assert [text for text in mails if CANARY.lower() in text.lower()] == []
    assert _in_the_cache() - kept == set()
    assert faults == []
    assert pages > LEAST_ANSWERS[kind]
    assert searches >= LEAST_SEARCHES[kind]
    assert len(mails) > 1


def _invite_somebody_from_there(here: House, there: House) -> None:
    """She works in both: here she is called what was typed here, until she signs in."""
    person = there.participant
    person.email = "iemand@voorbeeld.example"  # typed here, so it may be seen here
    person.save()
    data = {"name": "Piet Hier", "email": person.email, "role": "org_admin", "starts": "2026-01-01"}
    answer = here.wires[Role.ORG_ADMIN].ask("POST", "/beheer/mensen/nieuw/", data=data)
    assert answer.status == 302
    if not here.is_region:
        rows = {"text": f"Piet Hier <{person.email}>"}
        path = f"/groepen/{here.cohort.pk}/toevoegen/"
        trainer = here.wires[Role.PRACTICE_TRAINER]
        answer = trainer.ask("POST", path, data=rows)
        table = {name.lower(): value for name, value in answer.headers.items()}["location"]
        assert (answer.status, trainer.ask("GET", path, query=table.partition("?")[2]).status) == (302, 200)
