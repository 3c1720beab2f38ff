"""Whoever tries an address learns nothing: not whether it is known, not whether it is known elsewhere.

Status and text are the same, and so is the work: as many password hashings, as many statements of each kind
to the database where that could be felt. The time itself is measured by `make timing`, never asserted here.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client

from organisations.enums import Role
from organisations.models import Membership, Organisation
from organisations.tenancy import use_organisation
from people.models import OutgoingMail, Person

PASSWORD = "een lang wachtwoord"
KNOWN, ELSEWHERE, UNKNOWN = "fatma@hier.example", "noor@ginds.example", "niemand@nergens.example"
ENDED, SWITCHED_OFF = "oud@hier.example", "uit@hier.example"
TRIED = (KNOWN, ELSEWHERE, ENDED, SWITCHED_OFF, UNKNOWN)


@pytest.fixture(autouse=True)
def people(house: Callable[[str], Organisation], member: Callable[..., Person]) -> None:
    """Somebody here, somebody elsewhere, somebody who left, somebody who was switched off; and nobody."""
    cache.clear()
    here, there = house("zonnehoek"), house("amelberga")
    member(here, Role.SUPERVISOR, email=KNOWN, password=PASSWORD)
    member(there, Role.SUPERVISOR, email=ELSEWHERE, password=PASSWORD)
    member(here, Role.SUPERVISOR, email=SWITCHED_OFF, password=PASSWORD, is_active=False)
    left = member(here, Role.SUPERVISOR, email=ENDED, password=PASSWORD)
    with use_organisation(here):
        Membership.objects.filter(person=left).update(starts="2020-01-01", ends="2020-12-31")


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time that a password is hashed: the slow part, which a clock can hear."""
    done: list[str] = []
    for hasher in {type(each) for each in hashers.get_hashers()}:
        whole = hasher.encode

        def encode(
            self: Any, password: str, salt: str, *args: Any, _whole: Any = whole, **kwargs: Any
        ) -> str:
            done.append(type(self).__name__)
            return str(_whole(self, password, salt, *args, **kwargs))

        monkeypatch.setattr(hasher, "encode", encode)
    return done


def _said(response: Any, email: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page without tokens and without the address that was typed."""
    text = response.content.decode().replace(email, "ADDRESS")
    text = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[A-Za-z0-9]{64}"', "TOKEN", text)
    return response.status_code, response.get("Location", ""), text


def _in_a_fresh_browser(
    client_at: Callable[..., Client], zonnehoek: Organisation, address: str, **data: str
) -> tuple[int, str, str]:
    email = data.get("login") or data.get("email") or ""
    browser = client_at(zonnehoek)
    first = browser.post(address, data)
    if first.status_code != 302:
        return _said(first, email)
    status, _location, text = _said(browser.get(first["Location"]), email)
    return status, first["Location"], text


def _each(ask: Callable[[str], Any], addresses: tuple[str, ...] = TRIED) -> dict[str, Any]:
    return {email: ask(email) for email in addresses}


def _one_answer(answers: dict[str, Any]) -> Any:
    assert len(set(answers.values())) == 1, {email: str(answer)[:200] for email, answer in answers.items()}
    return next(iter(answers.values()))


def test_a_wrong_password_says_nothing_about_the_address(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    def ask(email: str) -> Any:
        return _in_a_fresh_browser(client_at, zonnehoek, "/inloggen/", login=email, password="niet dit woord")

    status, _location, text = _one_answer(_each(ask))

    assert (status, "Het e-mailadres of het wachtwoord klopt niet." in text) == (422, True)


def test_the_right_password_of_elsewhere_reads_like_a_wrong_one(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    def ask(email: str) -> Any:
        return _in_a_fresh_browser(client_at, zonnehoek, "/inloggen/", login=email, password=PASSWORD)

    status, _location, _text = _one_answer(_each(ask, (ELSEWHERE, ENDED, UNKNOWN)))

    assert status == 422


def test_every_try_costs_as_many_hashings(
    zonnehoek: Organisation, client_at: Callable[..., Client], hashings: list[str]
) -> None:
    counted = {}
    for email in TRIED:
        browser = client_at(zonnehoek)
        hashings.clear()
        browser.post("/inloggen/", {"login": email, "password": "niet dit woord"})
        counted[email] = len(hashings)

    # One for each way in that is asked; none is left out for an address that has no account.
    assert set(counted.values()) == {len(settings.AUTHENTICATION_BACKENDS)}, counted


@pytest.mark.parametrize(
    ("address", "name"), [("/inloggen/code/", "login"), ("/wachtwoord-vergeten/", "email")]
)
def test_asking_for_mail_says_nothing_about_the_address(
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    hashings: list[str],
    address: str,
    name: str,
) -> None:
    def ask(email: str) -> Any:
        hashings.clear()
        answer = _in_a_fresh_browser(client_at, zonnehoek, address, **{name: email})
        return (*answer, len(hashings))

    answers = _each(ask)

    _one_answer(answers)
    assert {mail.to for mail in OutgoingMail.objects.all()} == {KNOWN}


def test_a_code_that_was_never_sent_reads_like_a_wrong_one(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    def ask(email: str) -> Any:
        browser = client_at(zonnehoek)
        browser.post("/inloggen/code/", {"login": email})
        return _said(browser.post("/inloggen/code/bevestigen/", {"code": "00000x"}), email)

    status, _location, _text = _one_answer(_each(ask))

    assert status == 422


def test_too_many_tries_come_as_soon_for_every_address(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    def ask(email: str) -> Any:
        cache.clear()
        browser = client_at(zonnehoek)
        answers = [
            browser.post("/inloggen/", {"login": email, "password": f"niet dit {number}"})
            for number in range(12)
        ]
        return tuple(_said(answer, email) for answer in answers)

    _one_answer(_each(ask, (KNOWN, ELSEWHERE, UNKNOWN)))
