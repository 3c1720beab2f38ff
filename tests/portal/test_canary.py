"""A word that stands in everything of one organisation is never found by anybody of another.

What is looked at: pages, searches, exports, forms with faults in them, error pages, previews, mail and the
cache. The control goes the same rounds as the other organisation's own people: each text is found there, so
it could have leaked.

And looking changes nothing but the log of who looked, and the sessions of who is signed in: every table is
compared before and after, row by row, and every stored file. That HEAD writes no more than GET does stands in
the round of every role at every address.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.core.cache import cache

from organisations.enums import Role
from organisations.models import Organisation
from people.models import OutgoingMail
from tests.portal.doors.crawl import Round, go_round, press_everything, seeds
from tests.portal.doors.digests import EMPTY, digests
from tests.portal.doors.wire import Wire
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

# What must hold rows, so that it is seen that the tables are read.
OF_ORGANISATIONS = ("organisations_membership", "modules_answerslot", "cohorts_cohort", "people_device")

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


def _wires(here: House, roles: Sequence[str]) -> Iterator[tuple[str, Wire, str | None]]:
    """Everybody, and the role whose doors suffice: a closed one is the same to all, and is asked by one of them."""
    for role in roles:
        yield role, here.wires[role], None if role == Role.ORG_ADMIN else role
    yield "nobody", here.anonymous, None


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
def test_nothing_of_another_organisation_is_found_and_looking_changes_nothing(
    kind: str, region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here = furnish(region if kind == "region" else house("zonnehoek"), "Hier")
    there = furnish(house("amelberga"), CANARY)
    _invite_somebody_from_there(here, there)
    seen, kept = _let_them_look(there, here)
    assert SEEN_AT_HOME - seen == set()  # each could have leaked
    pages, searches, leaks, faults = 0, 0, [], []
    before = digests()
    assert {name for name in OF_ORGANISATIONS if before[name] == EMPTY} == set()

    for name, wire, only in _wires(here, ROLES[kind]):
        found = go_round(wire, seeds(here, there, only), searches=SEARCHES)
        pages += len(found.answers)
        searches += found.searches
        leaks += _leaks(name, found)
        faults += found.faults()

    after = digests()
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]

    for name, wire, only in _wires(here, ROLES[kind]):
        found = press_everything(wire, here, there, only)
        pages += len(found.answers)
        leaks += _leaks(name, found)
        faults += found.faults()

    written = OutgoingMail.objects.filter(organisation_key=here.organisation.key)
    mails = [mail.text + mail.html + mail.subject + mail.sender for mail in written]
    print(
        f"\n{kind}: {pages} answers, {searches} searches, {len(mails)} mails, {len(changed)} changed by looking"
    )
    assert leaks == [], "\n".join(leaks[:20])
    assert [text for text in mails if CANARY.lower() in text.lower()] == []
    assert _in_the_cache() - kept == set()
    assert changed == []
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
