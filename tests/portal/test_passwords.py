"""Which passwords are refused, and that a sentence is not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from organisations.models import Organisation
from people.models import Person
from portal.passwords import is_easy
from tests.portal.test_second_step import HERE, PASSWORD, sign_in

HOUSE = ("De Zonnehoek Wonen en Zorg", "Fatma Yıldırım", "fatma@zonnehoek.example")


@pytest.mark.parametrize(
    "password",
    [
        "Welkom01!Welkom01!",
        "Welkom2026!!!",
        "Zomer2026!Zomer",
        "ZomerZomer2026",
        "W3lk0m@2026!",
        "November2026!",
        "winter-2025-2026",
        "Wachtwoord123!",
        "Zonnehoek2026!",
        "zonnehoek zorg 1",
        "FatmaFatma1985",
        "Yıldırım-2026!",
        "qwertyuiop123",
        "1q2w3e4r5t6y7u8i9o0p",
        "iloveyou2026!!",
        "aaaaaaaaaaaaaa",
        "abababababab12",
        "Ajax020Ajax020",
        "12345678901234567",
        "!!!!!!!!!!!!!!",
    ],
)
def test_a_known_word_with_something_behind_it_is_easy(password: str) -> None:
    assert is_easy(password, HOUSE) is True


@pytest.mark.parametrize(
    "password",
    [
        "een lang wachtwoord",
        "mijn nieuwe zin 88",
        "vier paarse fietsen 7",
        "de koffie is altijd koud",
        "Regenboog en drop in maart",
        "kT9#vLq2!xWbR4",
        "Лето было долгим",
    ],
)
def test_a_sentence_is_not(password: str) -> None:
    assert is_easy(password, HOUSE) is False


@given(st.text(max_size=300))
def test_whatever_is_typed_gets_an_answer(password: str) -> None:
    assert is_easy(password, HOUSE) in (True, False)


@given(
    st.sampled_from(["zomer", "winter", "welkom", "november"]),
    st.integers(1990, 2040),
    st.text("!?.-#", max_size=6),
)
def test_season_and_year_are_easy_with_any_signs(word: str, year: int, signs: str) -> None:
    assert is_easy(f"{word.capitalize()}{year}{signs}") is True
    assert is_easy(f"{signs}{year}{word.upper()}") is True


def test_a_password_of_eleven_signs_is_too_short() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("kT9#vLq2!xW")

    assert [fault.code for fault in refused.value.error_list] == ["password_too_short"]


def test_the_form_says_what_to_do_instead_and_keeps_the_old_one(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    person = member(zonnehoek, email="fatma@zonnehoek.example")
    person.set_password(PASSWORD)
    person.save()
    browser = client_at(zonnehoek)
    sign_in(browser, person.email)

    answer: Any = browser.post(
        f"{HERE}wachtwoord/",
        {"oldpassword": PASSWORD, "password1": "Zonnehoek2026!", "password2": "Zonnehoek2026!"},
    )

    assert answer.status_code == 422
    assert answer.content.decode().count("Dit wachtwoord is makkelijk te raden") == 1
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
