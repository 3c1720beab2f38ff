"""Which passwords are too easy to guess: known ones, and the patterns that people here make of them.

Length does most of the work (twelve signs). What it lets through is a known word with something behind it:
`Welkom2026!!!`, `ZomerZomer26`, `Zonnehoek-2026`. Everything that a guesser has in a list is taken away; what
is left over has to be worth something.
"""

import gzip
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisations.tenancy import current_organisation

# So many letters have to be left when everything known is gone; a row of digits counts for nothing.
LEFT_OVER = 5
SHORTEST_WORD = 3

# Signs that stand for a letter.
LOOKALIKES = str.maketrans("013457@$!€", "oieastasie")

KNOWN_WORDS = frozenset(
    [
        "lente",
        "voorjaar",
        "zomer",
        "herfst",
        "najaar",
        "winter",
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
        "spring",
        "summer",
        "autumn",
        "fall",
        "january",
        "february",
        "march",
        "may",
        "june",
        "july",
        "august",
        "october",
        "welkom",
        "welcome",
        "wachtwoord",
        "password",
        "passwoord",
        "paswoord",
        "geheim",
        "secret",
        "inloggen",
        "login",
        "toegang",
        "admin",
        "beheer",
        "beheerder",
        "test",
        "testen",
        "demo",
        "nieuw",
        "hallo",
        "hello",
        "sterk",
        "leuk",
        "liefde",
        "love",
        "schatje",
        "lieverd",
        "moppie",
        "zorg",
        "zorgen",
        "verpleging",
        "thuiszorg",
        "bewoner",
        "afdeling",
        "werkbegeleider",
        "leerling",
        "leren",
        "leerlijn",
        "leerpad",
        "academie",
        "vitaal",
        "wonen",
        "stichting",
        "ouderen",
        "begeleiding",
        "collega",
        "dienst",
        "rooster",
        "nederland",
        "holland",
        "oranje",
        "amsterdam",
        "rotterdam",
        "utrecht",
        "eindhoven",
        "venlo",
        "ajax",
        "feyenoord",
        "psv",
        "kerst",
        "pasen",
        "vakantie",
        "koningsdag",
        "sinterklaas",
        "qwerty",
        "azerty",
        "asdfgh",
        "zxcvbn",
        "abcdef",
        "qwertz",
    ]
)


class LongEnough(password_validation.MinimumLengthValidator):
    """At least so many signs; Django's own sentence has no Dutch."""

    def get_error_message(self) -> str:
        """What to do instead."""
        return _("Dit wachtwoord is te kort. Gebruik minstens %(number)s tekens.") % {
            "number": self.min_length
        }


class EasyToGuess:
    """Django's list of known passwords, as words to build with; and the words of this country and house."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise when what is left after taking known words away is too little."""
        if is_easy(password, _own_words(user)):
            raise ValidationError(
                _(
                    "Dit wachtwoord is makkelijk te raden: het is een bekend woord met iets erbij. "
                    "Neem een zin, of vier woorden die niets met elkaar te maken hebben."
                ),
                code="password_too_easy",
            )

    def get_help_text(self) -> str:
        """One sentence for a form."""
        return _("Geen bekend woord met een jaartal erachter.")


def is_easy(password: str, own_words: Iterable[str] = ()) -> bool:
    """Is this a known password, or little more than known words, names, years and signs?

    `own_words` are the house, the person and her address: a guesser who knows her tries those first.
    """
    plain = password.casefold()
    read = plain.translate(LOOKALIKES)
    if not {plain, read, _core(plain), _core(read)}.isdisjoint(known_passwords()):
        return True
    words = KNOWN_WORDS | {word for own in own_words for word in _words(own)}
    return min(_left_over(plain, words), _left_over(read, words)) < LEFT_OVER


@cache
def known_passwords() -> frozenset[str]:
    """The 20,000 passwords most often found in breaches (Django's list, offline)."""
    path = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return frozenset(line.strip() for line in file)


def _core(text: str) -> str:
    """The middle, without digits and signs around it, and without being said twice."""
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", text)
    half = len(core) // 2
    return core[:half] if len(core) % 2 == 0 and core[:half] == core[half:] else core


def _left_over(text: str, words: Iterable[str]) -> int:
    """How many different letters are left without the words, longest first; other signs count for nothing."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    return len({letter for letter in text if letter.isalpha()})


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= SHORTEST_WORD]


def _own_words(user: Any) -> list[str]:
    house = current_organisation()
    own = [house.name, house.portal_name, house.key, house.sender_name] if house else []
    return [*own, str(getattr(user, "name", "")), str(getattr(user, "email", ""))]
