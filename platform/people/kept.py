"""A list that somebody is looking over: kept for an hour on the server, so that its page is one to come back to.

An answer to a POST is not: nothing of a signed-in page may stay in a browser, so Back would find nothing at all.
What is kept stands encrypted in the table of sessions, under a key that only the same session finds again.
"""

import datetime as dt
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from people.secrecy import Unreadable, decrypt, encrypt

HOLDS_SECONDS = 3600
_CONTENT = "kept"
_TOKEN_LENGTH = 22


def keep(session_key: str, *, kind: str, content: Any, token: str = "") -> str:
    """Keep what JSON can hold, for one session; returns the token with which that session finds it.

    With a token, what was kept under it is replaced.
    """
    token = token if _is_token(token) else get_random_string(_TOKEN_LENGTH)
    data = {_CONTENT: encrypt(signing.dumps(content, compress=True))}
    Session.objects.update_or_create(
        session_key=_key(session_key, kind, token),
        defaults={
            "session_data": SessionStore().encode(data),
            "expire_date": timezone.now() + dt.timedelta(seconds=HOLDS_SECONDS),
        },
    )
    return token


def kept(session_key: str, *, kind: str, token: str) -> Any:
    """What was kept; None when it is gone, longer ago than an hour, of another kind or of another session."""
    if not _is_token(token):
        return None
    row = Session.objects.filter(pk=_key(session_key, kind, token), expire_date__gt=timezone.now()).first()
    text = row.get_decoded().get(_CONTENT) if row else ""
    try:
        return signing.loads(decrypt(text)) if text else None
    except (Unreadable, signing.BadSignature):
        return None


def forget(session_key: str, *, kind: str, token: str) -> None:
    """It is done with."""
    if _is_token(token):
        Session.objects.filter(pk=_key(session_key, kind, token)).delete()


def _is_token(text: str) -> bool:
    return len(text) == _TOKEN_LENGTH and text.isascii() and text.isalnum()


def _key(session_key: str, kind: str, token: str) -> str:
    digest = salted_hmac("people.kept", f"{session_key}:{kind}:{token}", algorithm="sha256").hexdigest()
    return digest[:40]
