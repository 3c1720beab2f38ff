"""What is wrong with a request before Django looks at it: cleaned or refused here, below our own code.

Django reads the charset of a form's content type, and decodes with whatever Python knows by that name:
`charset=undefined` or `charset=hex` ends in a 500, on a GET too. A NUL byte breaks file names and is
refused by PostgreSQL, wherever the text of an address or a header ends up. (Source: TRUST, Bad input.)
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

READABLE = frozenset({"utf-8", "utf8"})
LONGEST_LENGTH = 18  # digits of a content length: what follows fits no file and no column
REFUSED = b"Onleesbaar verzoek."
_NUL = "\x00"


class IncomingRequests:
    """Stands before a WSGI application: refuses what nobody can read, takes out what only does harm."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer 400 by itself, or hand the cleaned request on."""
        if is_unreadable(environ):
            return _refuse(start_response)
        environ["CONTENT_TYPE"] = readable_content_type(environ.get("CONTENT_TYPE", ""))
        return self.application(environ, start_response)


def is_unreadable(environ: Environ) -> bool:
    """Is there a NUL byte in the method, the path, the query or a header, written plainly or as %00?

    Or a length that is no number: Django reads it anew with the body, and fails there.
    """
    length = environ.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdecimal() and len(length) <= LONGEST_LENGTH):
        return True
    if b"\x00" in unquote_to_bytes(environ.get("QUERY_STRING", "")):
        return True
    return any(
        _NUL in value
        for name, value in environ.items()
        if isinstance(value, str) and (name.startswith("HTTP_") or name in _FROM_OUTSIDE)
    )


_FROM_OUTSIDE = frozenset(
    {"REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE", "CONTENT_LENGTH", "SERVER_NAME"}
)


def readable_content_type(content_type: str) -> str:
    """The same without a charset other than UTF-8: all our pages are, so it can only be a try at something."""
    kind, *parameters = content_type.split(";")
    return ";".join([kind, *(each for each in parameters if _may_stay(each))])


def _may_stay(parameter: str) -> bool:
    name, _sep, value = parameter.partition("=")
    return not name.strip().lower().startswith("charset") or value.strip().strip("\"'").lower() in READABLE


def _refuse(start_response: StartResponse) -> Iterable[bytes]:
    status = HTTPStatus.BAD_REQUEST
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(REFUSED))),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(f"{status.value} {status.phrase}", headers)
    return [REFUSED]
