"""Secrets that have to be read back (a second factor's seed, a client secret), unreadable in the database."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Unreadable(ValueError):
    """What is kept was made with a key that is not here, or was changed."""


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
