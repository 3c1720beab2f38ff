"""Asking an identity provider something: guarded, because an administrator chooses the address.

Names are looked up once and the connection goes to that very address, so that a name cannot point outside
while it is checked and inside while it is used. No redirect is followed; an answer has a size and a time.
"""

import hashlib
import http.client
import json
import math
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import jwt
from django.conf import settings
from django.core.cache import cache

from organisations.work_accounts.rules import DISCOVERY_PATH, is_provider_address, may_connect

MAX_BYTES = 256 * 1024
REMEMBER_SECONDS = 10 * 60
CLOCK_SECONDS = 60  # how far the clocks of two servers may differ
# Signatures with the provider's own key. None with the shared secret, and none without a signature.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")


class Fault(StrEnum):
    """What went wrong between us and a provider."""

    ADDRESS = "address"
    NO_SUCH_NAME = "no_such_name"
    INSIDE = "inside"
    NO_ANSWER = "no_answer"
    SLOW = "slow"
    CERTIFICATE = "certificate"
    REDIRECT = "redirect"
    STATUS = "status"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    OTHER_ISSUER = "other_issuer"
    INCOMPLETE = "incomplete"
    NO_KEYS = "no_keys"


class ProviderFault(Exception):
    """A provider could not be asked, or said something that is no answer."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(fault)
        self.fault, self.detail = fault, detail


class UntrueToken(Exception):
    """What a provider is said to have signed does not hold."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Configuration:
    """A provider's own description of itself, checked."""

    issuer: str
    document: dict[str, Any]

    @property
    def has_challenges(self) -> bool:
        """Does it say that it knows PKCE with S256?"""
        return "S256" in (self.document.get("code_challenge_methods_supported") or [])


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked up and judged before."""

    def __init__(self, host: str, port: int, *, address: str, is_secret: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.address, self.is_secret = address, is_secret
        # Of our own: http.client forgets its socket as soon as an answer without a length begins.
        self.line: socket.socket | None = None

    def connect(self) -> None:
        """To the judged address; the certificate must be the name's."""
        self.line = socket.create_connection((self.address, self.port), self.timeout)
        if self.is_secret:
            # The handshake after the assignment: otherwise there is nothing to hang up while it lasts.
            secret = ssl.create_default_context().wrap_socket(
                self.line, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.line = secret
            secret.do_handshake()
        self.sock = self.line

    def hang_up(self) -> None:
        """From another thread: whoever waits for this connection waits no longer."""
        with suppress(OSError):  # it was closed already
            if self.line is not None:
                self.line.shutdown(socket.SHUT_RDWR)


_until: ContextVar[float] = ContextVar("asking_a_provider_until", default=math.inf)


@contextmanager
def a_few_seconds() -> Iterator[None]:
    """Everything that is asked inside takes PROVIDER_REQUEST_SECONDS together, at most.

    Somebody waits for it, and so does the transaction of her request.
    """
    token = _until.set(time.monotonic() + settings.PROVIDER_REQUEST_SECONDS)
    try:
        yield
    finally:
        _until.reset(token)


def _seconds() -> float:
    """How long the next answer may take; raises ProviderFault when there is no time left."""
    left = _until.get() - time.monotonic()
    if left <= 0:
        raise ProviderFault(Fault.SLOW)
    return min(float(settings.PROVIDER_SECONDS), left)


def fetch(
    url: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """One request of PROVIDER_SECONDS and 256 KiB at most; raises ProviderFault."""
    if not is_provider_address(url, allow_loopback=settings.PROVIDERS_ON_LOOPBACK):
        raise ProviderFault(Fault.ADDRESS)
    parts = urlsplit(url)
    is_secret = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if is_secret else 80)
    address = _judged_address(host, port)
    started, limit = time.monotonic(), _seconds()
    connection = _Pinned(host, port, address=address, is_secret=is_secret, seconds=limit)
    clock = threading.Timer(limit, connection.hang_up)
    clock.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(
            method, target, body=body, headers={"Accept": "application/json", **(headers or {})}
        )
        response = connection.getresponse()
        content = response.read(MAX_BYTES + 1)
    except ssl.SSLCertVerificationError as fault:
        raise ProviderFault(Fault.CERTIFICATE) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        is_late = isinstance(fault, TimeoutError) or time.monotonic() - started >= limit
        raise ProviderFault(Fault.SLOW if is_late else Fault.NO_ANSWER) from fault
    finally:
        clock.cancel()
        connection.close()
        if connection.line is not None:
            connection.line.close()
    if time.monotonic() - started >= limit:
        raise ProviderFault(Fault.SLOW)  # cut off halfway: what was read may not be all
    if 300 <= response.status < 400:
        raise ProviderFault(Fault.REDIRECT)
    if len(content) > MAX_BYTES:
        raise ProviderFault(Fault.TOO_LARGE)
    return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, content)


def _judged_address(host: str, port: int) -> str:
    """The first address of a name, when every one of them may be reached."""
    addresses: list[str] = []

    def look_up() -> None:
        with suppress(OSError, UnicodeError):
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses.extend(str(each[4][0]) for each in found)

    # Apart: a name server may take its time, and this call knows no limit.
    asking = threading.Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(_seconds())
    if not addresses:
        raise ProviderFault(Fault.SLOW if asking.is_alive() else Fault.NO_SUCH_NAME)
    if not all(may_connect(each, allow_loopback=settings.PROVIDERS_ON_LOOPBACK) for each in addresses):
        raise ProviderFault(Fault.INSIDE)
    return addresses[0]


def fetch_document(url: str) -> dict[str, Any]:
    """A JSON object from an address; raises ProviderFault."""
    answer = fetch(url)
    if answer.status != 200:
        raise ProviderFault(Fault.STATUS, str(answer.status))
    return read_document(answer.body)


def read_document(body: bytes) -> dict[str, Any]:
    """A JSON object; raises ProviderFault."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise ProviderFault(Fault.UNREADABLE) from fault
    if not isinstance(found, dict):
        raise ProviderFault(Fault.UNREADABLE)
    return found


# Discovery and keys -----------------------------------------------------------------------------------


def discover(issuer: str, *, anew: bool = False) -> Configuration:
    """What a provider says about itself; remembered ten minutes. Raises ProviderFault."""
    key = _key("configuration", issuer)
    document = None if anew else cache.get(key)
    if document is None:
        document = fetch_document(issuer.rstrip("/") + DISCOVERY_PATH)
    configuration = _checked(issuer, document)
    cache.set(key, document, REMEMBER_SECONDS)
    return configuration


def _checked(issuer: str, document: dict[str, Any]) -> Configuration:
    said = document.get("issuer")
    if not isinstance(said, str) or said.rstrip("/") != issuer.rstrip("/"):
        raise ProviderFault(Fault.OTHER_ISSUER)
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"):
        if name == "userinfo_endpoint" and name not in document:
            continue
        url = document.get(name)
        if not isinstance(url, str) or not is_provider_address(
            url, allow_loopback=settings.PROVIDERS_ON_LOOPBACK
        ):
            raise ProviderFault(Fault.INCOMPLETE, name)
    return Configuration(said, document)


def keys_of(configuration: Configuration, *, anew: bool = False) -> list[dict[str, Any]]:
    """The provider's keys for signatures; remembered ten minutes. Raises ProviderFault."""
    url = str(configuration.document["jwks_uri"])
    key = _key("keys", url)
    found = None if anew else cache.get(key)
    if found is None:
        listed = fetch_document(url).get("keys")
        found = [
            each
            for each in (listed if isinstance(listed, list) else [])
            if isinstance(each, dict) and each.get("kty") in {"RSA", "EC", "OKP"} and each.get("use") != "enc"
        ]
        if not found:
            raise ProviderFault(Fault.NO_KEYS)
        cache.set(key, found, REMEMBER_SECONDS)
    return list(found)


def _key(kind: str, url: str) -> str:
    return f"work-account-{kind}-{hashlib.sha256(url.encode()).hexdigest()}"


def read_token(token: object, configuration: Configuration, *, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of an ID token, its signature, issuer, audience, age and nonce checked (OpenID Core 3.1.3.7).

    Raises UntrueToken, and ProviderFault when the keys cannot be fetched.
    """
    if not isinstance(token, str) or len(token) > MAX_BYTES:
        raise UntrueToken("no token")
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise UntrueToken("algorithm")
        claims: dict[str, Any] = jwt.decode(
            token,
            jwt.PyJWK(_key_for(header.get("kid"), configuration), algorithm),
            algorithms=[algorithm],
            audience=client_id,
            issuer=configuration.issuer,
            leeway=CLOCK_SECONDS,
            options={"require": ["iss", "aud", "exp", "iat", "sub"]},
        )
    # PyJWT lets through what Python says of odd text, as of half a character in a token.
    except (jwt.PyJWTError, ValueError, TypeError) as fault:
        raise UntrueToken(type(fault).__name__) from fault
    if claims.get("azp", client_id) != client_id:
        raise UntrueToken("authorized party")
    if not nonce or claims.get("nonce") != nonce:
        raise UntrueToken("nonce")
    return claims


def _key_for(name: object, configuration: Configuration) -> dict[str, Any]:
    """The key with this name; fetched anew once, because providers change their keys."""
    for anew in (False, True):
        keys = keys_of(configuration, anew=anew)
        if name is None and len(keys) == 1:
            return keys[0]
        for each in keys:
            if name is not None and each.get("kid") == name:
                return each
    raise UntrueToken("unknown key")
