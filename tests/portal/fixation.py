"""A session that stood in a browser before somebody signed in there: nobody who planted it may come along."""

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client


def planted(client: Client) -> str:
    """The key of a session that this browser carries from now on, as somebody else could have given it."""
    session = client.session
    session["geplant"] = True
    session.save()
    key = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return key


def is_left_behind(client: Client, key: str) -> bool:
    """Does this browser go on in a session of its own, and does the planted key open nothing any more?"""
    return client.session.session_key != key and not SessionStore().exists(key)
