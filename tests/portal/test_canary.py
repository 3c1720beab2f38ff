"""A word that stands in everything of one organisation is never found by anybody of another.

What is looked at: pages, searches, exports, forms with faults in them, error pages, previews, mail and the
cache. The control goes the same rounds as the other organisation's own people: each text is found there, so
it could have leaked.
"""

import logging
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
from theming.fontbuild import build_fonts
from theming.queries import fonts

pytestmark = pytest.mark.proof

CANARY = "Zeearend7Q"
# Finds the canary, and is not the canary: a page may say again what was searched for.
SEARCHES = ("zeearend", "Zee")
WORDS = re.compile(rf"{CANARY}([A-Za-z_]*)", re.IGNORECASE)

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
        "Reden",
        *(f"Naam{role}" for role in Role),
    }
)


@pytest.fixture(autouse=True)
def _quietly() -> Iterator[None]:
    build_fonts(fonts().folder)
    cache.clear()
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def _rounds(here: House, there: House, roles: list[str]) -> Iterator[tuple[str, Round]]:
    for role in roles:
        yield role, go_round(here.wires[role], seeds(here, there, *SEARCHES))
        yield f"{role}, forms", press_everything(here.wires[role], here, there)
    yield "nobody", go_round(here.anonymous, seeds(here, there, *SEARCHES))
    yield "nobody, forms", press_everything(here.anonymous, here, there)


def _leaks(name: str, found: Round) -> list[str]:
    return [
        f"{where} as {name}: {sorted(set(WORDS.findall(text)))}"
        for where, text in found.texts()
        if CANARY.lower() in text.lower()
    ]


def _in_the_cache() -> list[str]:
    backend: Any = cache
    store = backend._cache
    return [key for key, value in store.items() if CANARY.lower().encode() in (key.encode() + value).lower()]


@pytest.mark.parametrize("kind", ["house", "region"])
def test_nothing_of_another_organisation_is_ever_found(
    kind: str, region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here = furnish(region if kind == "region" else house("zonnehoek"), "Hier")
    there = furnish(house("amelberga"), CANARY)
    _invite_somebody_from_there(here, there)
    pages, leaks, faults = 0, [], []

    for name, found in _rounds(here, there, ROLES[kind]):
        pages += len(found.answers)
        leaks += _leaks(name, found)
        faults += found.faults()

    written = OutgoingMail.objects.filter(organisation_key=here.organisation.key)
    mails = [mail.text + mail.html + mail.subject + mail.sender for mail in written]
    print(f"\n{kind}: {pages} answers, {len(mails)} mails")
    assert leaks == [], "\n".join(leaks[:20])
    assert [text for text in mails if CANARY in text] == []
    assert _in_the_cache() == []
    assert faults == []
    assert (pages > 1_000, len(mails) > 1) == (True, True)


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
        assert here.wires[Role.PRACTICE_TRAINER].ask("POST", path, data=rows).status == 200


def test_the_canary_could_have_been_found(house: Callable[[str], Organisation]) -> None:
    there, here = furnish(house("amelberga"), CANARY), furnish(house("zonnehoek"), "Hier")
    seen: set[str] = set()

    for _name, found in _rounds(there, here, ROLES["house"]):
        seen |= {word for _where, text in found.texts() for word in WORDS.findall(text)}

    assert SEEN_AT_HOME - seen == set()
