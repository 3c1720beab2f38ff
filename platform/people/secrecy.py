"""Secrets that have to be read back (a second factor's seed, a client secret), unreadable in the database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction


class Unreadable(ValueError):
    """What is kept was made with a key that is not here, or was changed."""


@dataclass(frozen=True)
class KeptSecret:
    """A secret in a row: where it stands ("app.Model:key field"), as it is kept, and how another text is kept."""

    place: str
    text: str
    keep: Callable[[str], object]


@dataclass
class Renewal:
    """What became of the secrets: how many were written anew, how many had the first key, which nobody reads."""

    written: int = 0
    already: int = 0
    unreadable: list[str] = field(default_factory=list)


Finder = Callable[[], Iterator[KeptSecret]]

_finders: list[Finder] = []


def register_secrets(finder: Finder) -> None:
    """Have the secrets of an app found when keys change; the finder locks the rows that it gives."""
    if finder not in _finders:
        _finders.append(finder)


def renew_secrets() -> Renewal:
    """Write every secret with the first key; safe to run again. What cannot be read stays as it is."""
    renewal = Renewal()
    for finder in _finders:
        with transaction.atomic():
            for secret in finder():
                _renew(secret, renewal)
    return renewal


def _renew(secret: KeptSecret, renewal: Renewal) -> None:
    if _has_first_key(secret.text):
        renewal.already += 1
        return
    try:
        text = decrypt(secret.text)
    except Unreadable:
        renewal.unreadable.append(secret.place)
        return
    secret.keep(encrypt(text))
    renewal.written += 1


def _has_first_key(text: str) -> bool:
    _keys()  # says so when there are none
    try:
        Fernet(settings.SECRET_ENCRYPTION_KEYS[0]).decrypt(text.encode())
    except InvalidToken:
        return False
    return True


def encrypt(text: str) -> str:
    """The text as a token that only a holder of the keys can read; the first key of the settings makes it."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """The text that `encrypt` was given, made with any of the keys; raises Unreadable."""
    try:
        return _keys().decrypt(text.encode()).decode()
    except InvalidToken as fault:
        raise Unreadable("This secret was made with a key that is not in SECRET_ENCRYPTION_KEYS.") from fault


def _keys() -> MultiFernet:
    """Read at each use: a test, and nobody else, changes them while running."""
    if not settings.SECRET_ENCRYPTION_KEYS:
        raise ImproperlyConfigured("SECRET_ENCRYPTION_KEYS is empty: nothing secret can be kept.")
    return MultiFernet([Fernet(key) for key in settings.SECRET_ENCRYPTION_KEYS])
