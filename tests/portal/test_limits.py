"""Limits on tries: a care home behind one address gets in, a guesser does not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation
from people.models import OutgoingMail, Person
from tests.portal.test_second_step import PASSWORD, code_of, set_up, sign_in

WARD, ELSEWHERE = "192.0.2.7", "198.51.100.9"
TOO_OFTEN = "Te vaak geprobeerd."


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def fatma(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A supervisor with a password."""
    person = member(zonnehoek, Role.SUPERVISOR, email="fatma@zonnehoek.example")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def at(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Callable[[str], Client]:
    """`at(address)`: a browser at De Zonnehoek, behind that address of the network."""
    return lambda address: client_at(zonnehoek, REMOTE_ADDR=address)


def _by_code(browser: Client, email: str) -> Any:
    browser.post("/inloggen/code/", {"login": email})
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.filter(to=email).latest("pk").text).group()
    return browser.post("/inloggen/code/bevestigen/", {"code": code})


def test_three_hundred_colleagues_behind_one_address_get_in_within_a_minute(
    zonnehoek: Organisation, at: Callable[[str], Client]
) -> None:
    secret = make_password(PASSWORD)
    people = Person.objects.bulk_create(
        Person(email=f"collega{number}@zonnehoek.example", name=f"Collega {number}", password=secret)
        for number in range(300)
    )
    Membership.objects.bulk_create(
        Membership(organisation=zonnehoek, person=person, role=Role.SUPERVISOR, starts=timezone.localdate())
        for person in people
    )

    with time_machine.travel("2030-01-15 07:00:00+01:00", tick=False):  # a shift begins
        landed = [sign_in(at(WARD), person.email)["Location"] for person in people]

    assert landed == ["/leerpad/"] * 300


def test_after_ten_guesses_from_here_only_other_ways_in_are_open(
    fatma: Person, at: Callable[[str], Client]
) -> None:
    guesses = [sign_in(at(WARD), fatma.email, "geraden") for _ in range(11)]
    right_from_here = sign_in(at(WARD), fatma.email)
    right_from_home = sign_in(at(ELSEWHERE), fatma.email)
    by_code = _by_code(at(WARD), fatma.email)

    assert [TOO_OFTEN in each.content.decode() for each in guesses] == [False] * 10 + [True]
    assert TOO_OFTEN in right_from_here.content.decode()
    assert right_from_home["Location"] == "/leerpad/"
    assert by_code["Location"] == "/leerpad/"


def test_a_right_password_takes_back_its_try_and_no_other(fatma: Person, at: Callable[[str], Client]) -> None:
    for _ in range(9):
        sign_in(at(WARD), fatma.email, "geraden")
    right = [sign_in(at(WARD), fatma.email).status_code for _ in range(3)]
    tenth = sign_in(at(WARD), fatma.email, "geraden")
    eleventh = sign_in(at(WARD), fatma.email, "geraden")

    assert right == [302, 302, 302]
    assert [TOO_OFTEN in each.content.decode() for each in (tenth, eleventh)] == [False, True]


def test_guesses_from_many_addresses_stop_at_a_hundred_and_leave_colleagues_alone(
    zonnehoek: Organisation, fatma: Person, member: Callable[..., Person], at: Callable[[str], Client]
) -> None:
    guesses = [
        sign_in(at(f"198.51.100.{number % 20 + 1}"), fatma.email, "geraden").content.decode()
        for number in range(101)
    ]
    daan = member(zonnehoek)
    daan.set_password(PASSWORD)
    daan.save()

    assert [TOO_OFTEN in each for each in guesses] == [False] * 100 + [True]
    assert TOO_OFTEN in sign_in(at(WARD), fatma.email).content.decode()
    assert sign_in(at(WARD), daan.email)["Location"] == "/leerpad/"
    assert _by_code(at(WARD), fatma.email)["Location"] == "/leerpad/"


def test_a_new_password_by_mail_opens_the_door_after_guesses(
    fatma: Person, at: Callable[[str], Client]
) -> None:
    for number in range(101):
        sign_in(at(f"198.51.100.{number % 20 + 1}"), fatma.email, "geraden")
    browser = at(WARD)
    browser.post("/wachtwoord-vergeten/", {"email": fatma.email})
    link = re.search(r"(/wachtwoord-vergeten/\S+-\S+/)", OutgoingMail.objects.get().text).group(1)
    form = browser.get(link, follow=True).request["PATH_INFO"]
    new = {"password1": "vier paarse fietsen 7", "password2": "vier paarse fietsen 7"}
    browser.post(form, new)

    assert sign_in(at(WARD), fatma.email, "vier paarse fietsen 7")["Location"] == "/leerpad/"


@pytest.mark.parametrize(
    ("path", "field", "refusal"),
    [("/inloggen/code/", "login", 422), ("/wachtwoord-vergeten/", "email", 429)],
)
def test_mail_to_one_account_is_limited_wherever_it_is_asked(
    fatma: Person, at: Callable[[str], Client], path: str, field: str, refusal: int
) -> None:
    answers = [
        at(f"198.51.100.{number + 1}").post(path, {field: fatma.email}).status_code for number in range(6)
    ]

    assert OutgoingMail.objects.filter(to=fatma.email).count() == 5
    assert answers == [302] * 5 + [refusal]


def test_without_the_cache_both_steps_still_work(
    fatma: Person, at: Callable[[str], Client], settings: Any
) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "portal.cache.FailOpenRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    browser = at(WARD)
    sign_in(browser, fatma.email)
    secret = set_up(browser)
    browser.post("/uitloggen/")

    first = sign_in(browser, fatma.email)
    wrong = browser.post("/inloggen/tweede-stap/", {"code": "000000"})
    right = browser.post("/inloggen/tweede-stap/", {"code": code_of(secret)})

    assert (first["Location"], wrong.status_code) == ("/inloggen/tweede-stap/", 422)
    assert right["Location"] == "/leerpad/"
