"""A browser that speaks to the project's own WSGI application, byte by byte: nothing stands between.

Django's test client builds requests that no server would see and copies every template's context; here a
request goes through `portal.wsgi` as gunicorn sends it, cross-site protection included.
"""

import io
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client

from portal.wsgi import application

TOKEN = "a" * 32  # both the cookie and the header: what a page would have brought


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    faults: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass
class Wire:
    """Somebody's browser at one host, with a session or without."""

    host: str
    session: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        *,
        data: Mapping[str, Any] | None = None,
        query: str = "",
        htmx: bool = False,
        headers: Mapping[str, str] | None = None,
        raw: Mapping[str, Any] | None = None,
        body: bytes | None = None,
        content_type: str = "application/x-www-form-urlencoded",
    ) -> Answer:
        """Send one request. `raw` overrides keys of the WSGI environ."""
        if body is None:
            body = urlencode(data or {}, doseq=True).encode() if method not in ("GET", "HEAD") else b""
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": content_type if body else "",
            "CONTENT_LENGTH": str(len(body)) if body else "",
            "SERVER_NAME": self.host,
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self.host,
            "HTTP_COOKIE": cookies,
            "HTTP_X_CSRFTOKEN": TOKEN,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        if htmx:
            environ["HTTP_HX_REQUEST"] = "true"
        for name, value in {**self.headers, **(headers or {})}.items():
            environ["HTTP_" + name.upper().replace("-", "_")] = value
        environ |= raw or {}
        return send(environ)


def send(environ: dict[str, Any]) -> Answer:
    """Hand a WSGI environ to the application and gather the answer, with what was raised on the way."""
    begun: list[Any] = []
    raised: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        begun[:] = [status, headers]
        return lambda _chunk: None

    def hear(sender: Any, request: Any = None, **kwargs: Any) -> None:
        import sys

        error = sys.exc_info()[1]
        raised.append(f"{type(error).__name__}: {error}")

    got_request_exception.connect(hear)
    # The test's own transaction is around it: its connection has to stay.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        chunks = application(environ, start)
        body = b"".join(chunks)
        if close := getattr(chunks, "close", None):
            close()
    finally:
        got_request_exception.disconnect(hear)
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
    return Answer(int(begun[0].split()[0]), dict(begun[1]), body, tuple(raised))


@contextmanager
def undone() -> Any:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def wire_of(client: Client) -> Wire:
    """The same browser as a test client's, on the wire."""
    session = client.cookies.get("sessionid")
    return Wire(client.defaults["HTTP_HOST"], session.value if session else "")


def quoted(path: str) -> str:
    """A path as an address bar sends it, as PATH_INFO holds it."""
    return quote(path)
