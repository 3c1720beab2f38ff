"""Work accounts: what an organisation's own identity provider may say about whom, and what follows from it."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from organisations.enums import Role

DISCOVERY_PATH = "/.well-known/openid-configuration"

# Given by a person who knows whom she gives it to, never by what a provider says.
NEVER_BY_PROVIDER = frozenset({Role.ORG_ADMIN})
# What somebody may become without anybody having said so by name.
DEFAULT_ROLES = (Role.SUPERVISOR, Role.LEARNER, Role.PRACTICE_TRAINER, Role.TEAM_LEADER)

# Anybody gets an address there, so no organisation can vouch for it.
PUBLIC_MAIL_DOMAINS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.nl",
        "outlook.com",
        "outlook.nl",
        "live.nl",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "yahoo.com",
        "yahoo.nl",
        "ziggo.nl",
        "kpnmail.nl",
        "kpnplanet.nl",
        "planet.nl",
        "hetnet.nl",
        "home.nl",
        "casema.nl",
        "chello.nl",
        "upcmail.nl",
        "xs4all.nl",
        "telfort.nl",
        "tele2.nl",
        "online.nl",
        "zonnet.nl",
        "quicknet.nl",
        "solcon.nl",
        "freedom.nl",
        "proton.me",
        "protonmail.com",
        "gmx.net",
        "gmx.com",
        "web.de",
        "aol.com",
        "telenet.be",
        "skynet.be",
    ]  # forty lines with quotes read worse
)

MAX_NAME = 120
MAX_SUBJECT = 255  # OpenID Connect Core, section 2
MAX_ADDRESS = 254
# Addresses that carry an IPv4 address inside and look public themselves (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LOCAL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")


class Refusal(StrEnum):
    """Why somebody is not let in. Only she reads it, and none tells whether somebody else has an account."""

    NO_ADDRESS = "no_address"
    UNVERIFIED = "unverified"
    DOMAIN = "domain"
    BLOCKED = "blocked"
    ENDED = "ended"
    NOT_YET = "not_yet"
    NO_PLACE = "no_place"
    PROVE_FIRST = "prove_first"


@dataclass(frozen=True)
class Assertion:
    """What a provider says about somebody, after its signature was checked."""

    subject: str
    address: str  # lower case; empty when there is none that we can trust to be one address
    is_verified: bool
    name: str
    values: frozenset[str] = frozenset()  # of the claim that roles follow from


@dataclass(frozen=True)
class Policy:
    """What an organisation lets its provider do."""

    domains: frozenset[str]
    default_role: str = ""  # empty: nobody who was not invited
    role_values: Mapping[str, str] = field(default_factory=dict)  # ticked role → value of the claim


@dataclass(frozen=True)
class Standing:
    """Where somebody with an account stands at this organisation."""

    is_enabled: bool = True
    is_bound_elsewhere: bool = False  # to another account at the same provider
    has_role: bool = False
    had_role: bool = False
    begins_later: bool = False
    is_known_elsewhere_only: bool = False  # in another organisation, and never signed in at this one


@dataclass(frozen=True)
class Admission:
    """She is let in; with these new roles, none when she has one already.

    An account that another organisation counts on is not opened by this provider's word alone: its person signs
    in here once by herself before (`is_proven`).
    """

    new_roles: frozenset[str] = frozenset()
    is_proven: bool = True


def judge(assertion: Assertion, policy: Policy, standing: Standing | None) -> Admission | Refusal:
    """Whether somebody is let in, and with which new roles. `standing` is None for whoever has no account.

    An ended role is not opened again, and whoever has a role gets no other: that is for the administrator.
    """
    if not assertion.subject or not assertion.address:
        return Refusal.NO_ADDRESS
    if not assertion.is_verified:
        return Refusal.UNVERIFIED
    if domain_of(assertion.address) not in policy.domains:
        return Refusal.DOMAIN
    if standing is not None:
        if not standing.is_enabled or standing.is_bound_elsewhere:
            return Refusal.BLOCKED
        if standing.has_role:
            return Admission(is_proven=not standing.is_known_elsewhere_only)
        if standing.begins_later:
            return Refusal.NOT_YET
        if standing.had_role:
            return Refusal.ENDED
    roles = roles_given(assertion.values, policy)
    is_proven = standing is None or not standing.is_known_elsewhere_only
    return Admission(roles, is_proven) if roles else Refusal.NO_PLACE


def roles_given(values: Iterable[str], policy: Policy) -> frozenset[str]:
    """The roles that follow from a claim, otherwise the default one; never one that only a person may give."""
    said = frozenset(values)
    mapped = {role for role, value in policy.role_values.items() if value and value in said}
    roles = (mapped - NEVER_BY_PROVIDER) or {policy.default_role} & set(DEFAULT_ROLES)
    return frozenset(str(role) for role in roles)


# Reading what a provider says -------------------------------------------------------------------------


def read_assertion(
    claims: Mapping[str, object], *, role_claim: str = "", trusts_unmarked: bool = False
) -> Assertion:
    """The few claims that count; whatever has another type than it should have counts as absent.

    `trusts_unmarked`: an address of which the provider doesn't say whether it is verified counts as verified.
    """
    subject, name = claims.get("sub"), claims.get("name")
    return Assertion(
        subject=subject if isinstance(subject, str) and len(subject) <= MAX_SUBJECT else "",
        address=plain_address(claims.get("email")),
        # One that says no, in whichever way, is believed whatever was ticked.
        is_verified=claims.get("email_verified", trusts_unmarked) in (True, "true"),
        name=_one_line(name) if isinstance(name, str) else "",
        values=claim_values(claims, role_claim),
    )


def plain_address(given: object) -> str:
    """One address in lower case, or nothing.

    ASCII only: other letters that become the same in lower case would make one address another's.
    """
    if not isinstance(given, str) or not given.isascii() or len(given) > MAX_ADDRESS:
        return ""
    local, at, domain = given.lower().rpartition("@")
    is_sound = bool(at and _LOCAL.fullmatch(local)) and _is_domain(domain)
    return f"{local}@{domain}" if is_sound else ""


def domain_of(address: str) -> str:
    """The part after the @."""
    return address.rpartition("@")[2]


def claim_values(claims: Mapping[str, object], name: str) -> frozenset[str]:
    """The texts of a claim: one, a list, or deeper down (`realm_access.roles`)."""
    if not name:
        return frozenset()
    found: object = claims.get(name)
    if found is None and "." in name:
        found = claims
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return frozenset({found})
    return (
        frozenset(each for each in found if isinstance(each, str)) if isinstance(found, list) else frozenset()
    )


def _one_line(text: str) -> str:
    shown = "".join(" " if unicodedata.category(letter).startswith(("C", "Z")) else letter for letter in text)
    return " ".join(shown.split())[:MAX_NAME].strip()


# What an administrator types --------------------------------------------------------------------------


def normal_domain(text: str) -> str:
    """A mail domain as it is compared: lower case, ASCII, without @ or last dot; raises ValueError."""
    domain = text.strip().lower().removeprefix("@").rstrip(".")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError as fault:
        raise ValueError(text) from fault
    if not _is_domain(domain):
        raise ValueError(text)
    return domain


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(domain) <= 253 and len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)


def issuer_of(text: str) -> str:
    """The issuer, also when the address of its discovery document was typed."""
    return text.strip().removesuffix(DISCOVERY_PATH)


def is_provider_address(url: str, *, allow_loopback: bool) -> bool:
    """May we ask this address anything? https only; http to this machine where a test provider runs."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    is_plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    if not (host and is_plain) or parts.username is not None or parts.fragment or port == 0:
        return False
    if parts.scheme == "https":
        return True
    return allow_loopback and parts.scheme == "http" and host in {"localhost", "127.0.0.1", "::1"}


def may_connect(address: str, *, allow_loopback: bool) -> bool:
    """May we open a connection to this IP address? Nothing inside our own walls is reached through a form."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.teredo:
            return False
        ip = inner or ip
    if ip.is_loopback:
        return allow_loopback
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
