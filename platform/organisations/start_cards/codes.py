"""The code of a start card: made to be read from paper and typed on a phone, kept as a keyed digest only."""

import secrets

from django.utils.crypto import salted_hmac

# 31 signs that nobody takes for each other: no 0 and O, no 1, I and L. Ten of them are 49 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
GROUP = 5
LONGEST_TYPED = 60

_SALT = "organisations.start_cards"


def new_code() -> str:
    """A code that nobody had before, as far as chance goes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """The code as it stands on paper."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def tidied(typed: str) -> str:
    """A code as it was meant: capitals, and without spaces and dashes."""
    return "".join(sign for sign in typed[:LONGEST_TYPED].upper() if sign.isalnum())


def digest_of(code: str, *, organisation_id: int) -> str:
    """What is kept of a code: 64 hexadecimal digits that say nothing without the key, another in each house."""
    return salted_hmac(_SALT, f"{organisation_id}:{tidied(code)}", algorithm="sha256").hexdigest()
