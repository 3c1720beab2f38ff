"""What a link for a critical friend may do. Pure."""

import datetime as dt
from enum import StrEnum
from hashlib import sha256

MOST_DAYS = 30
USUAL_DAYS = 14
MOST_COMMENTS = 50
LONGEST_COMMENT = 1000


class State(StrEnum):
    """How a link stands."""

    OPEN = "open"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def state_of(expires_at: dt.datetime, withdrawn_at: dt.datetime | None, now: dt.datetime) -> State:
    """Withdrawn counts before expired: somebody decided it."""
    if withdrawn_at is not None:
        return State.WITHDRAWN
    return State.OPEN if now < expires_at else State.EXPIRED


def digest_of(secret: str) -> str:
    """What is kept of a secret of 256 random bits; long enough not to need a salt."""
    return sha256(f"friend-link:{secret}".encode()).hexdigest()


def comment_text(label: str, text: str, *, gone: str = "") -> str:
    """What stands in the editor: who said it, of which text when that is no longer there."""
    said = f"{label}: {text}"
    return f"{said}\n\n(“{gone}”)" if gone else said
