"""Requests as nobody should send them, for hypothesis."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_from_bytes

from hypothesis import strategies as st

TEXTS = (
    "",
    "0",
    "-1",
    "1",
    "2147483648",
    "99999999999999999999999999",
    "1e309",
    "NaN",
    "0x10",
    "١٢",
    "\x00",
    "a\x00b",
    "a\r\nSet-Cookie: kwaad=1",
    "//evil.example",
    "///evil.example/%2f..",
    "\\evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "http://[",
    "http://[::1",
    "javascript:alert(1)",
    "{user.__class__}",
    "{{ 7*7 }}",
    "{% debug %}",
    "%(name)s",
    "%s%n",
    "' OR 1=1 --",
    "password",
    "-password",
    "person__password",
    "organisation__sites__secret",
    "?",
    "../../../etc/passwd",
    "..\\..\\windows",
    "\ufeff",
    "\u202e\u200b",
    "😀" * 40,
    "a" * 5_000,
    "[]",
    "{}",
    "null",
    "true",
    "None",
    "undefined",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "a@b",
    "a@b.example\r\nBcc: c@d.example",
    "=1+1",
    "M02",
    "up:M02",
    "kleur",
    "org_admin",
    "00000000-0000-0000-0000-000000000000",
)
QUERY_KEYS = (
    *("q", "rol", "wacht", "pagina", "filter", "volgorde", "fase", "nu", "minuten", "tijd", "aangepast"),
    *("sort", "order_by", "ordering", "next", "p", "page", "page_type", "id", "specimen", "stand", "primary"),
    *("pas", "opnieuw", "check", "role", "locale", "results", "results_only", "content_type", "usage_count"),
    *("collection_id", "tag", "allow_external_link", "can_choose_root", "mode", "in_preview_panel", "user"),
    *("timestamp_before", "timestamp_from", "action", "owner", "status", "reviewable", "export", "_export"),
    *("__class__", "person__password", "link_text", "link_url", "multiple", "chosen", "search", "task_type"),
)
METHODS = (
    *("GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"),
    *("PROPFIND", "get", "FOO", "", "CONNECT", "A" * 300),
)
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=undefined",
    "application/x-www-form-urlencoded; charset=hex",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=idna",
    'application/x-www-form-urlencoded; charset="\x00"',
    "application/json",
    "application/json; charset=unicode_escape",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=x; charset=rot13",
    "multipart/form-data; boundary=" + "b" * 500,
    "multipart/form-data; boundary=\u00e9",
    "multipart/mixed; boundary=x",
    "text/plain",
    "; ; ;",
    "",
    "application/csp-report",
)
HOSTS = (
    "evil.example",
    "{host}:99999",
    "{host}:",
    "{host}:abc",
    "{host}.",
    "{host}@evil.example",
    "evil.example:80@{host}",
    "[::1",
    "a b",
    "",
    "..",
    "{host}/evil",
    "{host}\r\nX-Evil: 1",
    "xn--\u00e9",
    "a" * 300,
)
HEADERS = (
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_REFERER",
    "HTTP_ORIGIN",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_RANGE",
    "HTTP_HX_REQUEST",
    "HTTP_HX_CURRENT_URL",
    "HTTP_HX_TARGET",
    "HTTP_HX_TRIGGER",
    "HTTP_HX_BOOSTED",
    "HTTP_X_REQUEST_ID",
    "HTTP_X_REQUESTED_WITH",
    "HTTP_USER_AGENT",
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "HTTP_CONTENT_ENCODING",
    "HTTP_TRANSFER_ENCODING",
    "HTTP_X_HTTP_METHOD_OVERRIDE",
    "CONTENT_LENGTH",
    "REMOTE_ADDR",
)

texts = st.sampled_from(TEXTS) | st.text(max_size=30).filter(lambda text: not _has_surrogate(text))
raw_bytes = st.binary(max_size=40) | st.sampled_from(
    [b"\xff\xfe", b"\xc3\x28", b"%", b"%zz", b"\xed\xa0\x80"]
)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


@dataclass(frozen=True)
class Malformed:
    """One request: who sends it, where, and what is odd about it."""

    viewer: str
    path: str
    method: str
    query: str
    content_type: str
    body: bytes
    raw: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        odd = {name: str(value)[:60] for name, value in self.raw.items()}
        return f"{self.method[:12]!r} {self.path[:90]!r}?{self.query[:80]} {self.content_type[:50]!r} {self.body[:90]!r} {odd} as {self.viewer}"


@st.composite
def queries(draw: st.DrawFn) -> str:
    """What follows the question mark; sometimes no text at all."""
    kind = draw(st.sampled_from(("none", "none", "pairs", "pairs", "raw")))
    if kind == "none":
        return ""
    if kind == "raw":
        return draw(raw_bytes).decode("latin-1")
    pairs = draw(st.lists(st.tuples(st.sampled_from(QUERY_KEYS), texts), min_size=1, max_size=4))
    return "&".join(f"{key}={quote(value)}" for key, value in pairs)


@st.composite
def bodies(draw: st.DrawFn, names: tuple[str, ...]) -> bytes:
    """A form with known and unknown fields, a broken multipart, some JSON, or noise."""
    kind = draw(st.sampled_from(("form", "form", "form", "multipart", "json", "raw", "many")))
    fields = draw(st.lists(st.tuples(st.sampled_from(names), texts), max_size=6))
    if kind == "form":
        return "&".join(f"{quote(name)}={quote(value)}" for name, value in fields).encode()
    if kind == "multipart":
        return _multipart(fields, draw(st.sampled_from(("x", "x", "y"))), draw(st.integers(0, 5)))
    if kind == "json":
        return json.dumps(dict(fields)).encode()
    if kind == "many":
        return b"&".join([b"a=1"] * 5_100)
    noise = draw(raw_bytes)
    return quote_from_bytes(noise).encode() + b"=" + noise


def _multipart(fields: list[tuple[str, str]], boundary: str, fault: int) -> bytes:
    parts = []
    for name, value in fields:
        file_name = f'; filename="{value[:40]}"' if fault == 1 else ""
        encoding = "Content-Transfer-Encoding: base64\r\n" if fault == 2 else ""
        kind = "Content-Type: image/png; charset=undefined\r\n" if fault == 3 else ""
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{file_name}\r\n{encoding}{kind}\r\n{value}\r\n'
        )
    whole = "".join(parts) + ("" if fault == 4 else f"--{boundary}--\r\n")
    return whole.encode()[: -20 if fault == 5 else None]


@st.composite
def malformed(
    draw: st.DrawFn, *, viewers: tuple[str, ...], paths: tuple[str, ...], names: tuple[str, ...], host: str
) -> Malformed:
    """A request at one of these addresses, or near one of them."""
    path = draw(st.sampled_from(paths))
    change = draw(st.sampled_from(("none", "none", "none", "none", "end", "number", "bytes", "slash")))
    if change == "end":
        path += draw(texts)
    elif change == "number":
        digits = draw(st.sampled_from(("0", "-1", "99999999999999999999", "1.5", "\u0661", "x", "9" * 400)))
        path = "".join(digits if letter.isdigit() else letter for letter in path)
    elif change == "bytes":
        path += draw(raw_bytes).decode("latin-1")
    elif change == "slash":
        path = draw(st.sampled_from(("/" + path, path + "/", path.rstrip("/"), path + "..//", "*", "")))
    method = draw(st.sampled_from(METHODS))
    raw: dict[str, Any] = {}
    if draw(st.integers(0, 9)) == 0:
        raw["HTTP_HOST"] = draw(st.sampled_from(HOSTS)).format(host=host)
    for name in draw(st.lists(st.sampled_from(HEADERS), max_size=2)):
        raw[name] = draw(texts).encode().decode("latin-1")
    has_body = method not in ("GET", "HEAD", "TRACE", "OPTIONS")
    plain = draw(st.booleans())
    return Malformed(
        viewer=draw(st.sampled_from(viewers)),
        path=path.encode().decode("latin-1") if change != "bytes" else path,
        method=method,
        query=draw(queries()),
        content_type=TYPES[0] if plain else draw(st.sampled_from(TYPES)),
        body=draw(bodies(names)) if has_body else b"",
        raw=raw,
    )
