"""Every role at every address with everybody's things: the answer follows from access table and ownership.

Another organisation's thing answers as an unknown key does, byte for byte. What is added to the product has
to be added to `tests/portal/doors/makers.py`; the first test says so by name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from modules.models import CasePage
from organisations.enums import REGION_ROLES, Role
from organisations.models import Organisation
from portal.access import ACCESS, PREFIXES, Access, rule_for
from tests.portal.doors.addresses import Door, admin_address, doors_of
from tests.portal.doors.digests import ENDS_WITH_A_SESSION, collecting_writes
from tests.portal.doors.makers import (
    BUTTONS,
    FORMS,
    MAKERS,
    UNKNOWN,
    Visit,
    Whose,
    methods_of,
    nothing_to_make,
)
from tests.portal.doors.wire import Answer, Wire, undone
from tests.portal.doors.world import House, furnish

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("quick")]

HOSTS = {"house": settings.ORGANISATION_URLCONF, "region": settings.REGION_URLCONF}
METHODS = ("GET", "HEAD", "POST")
# A method, and whether htmx asks: it never asks for headers alone.
WAYS = (("GET", False), ("GET", True), ("HEAD", False), ("POST", False), ("POST", True))
# So that the walk cannot shrink to nothing unseen.
FEWEST_REQUESTS = {"house": 7_500, "region": 6_000, "admin": 2_500}
# Which roles there are on a kind of host (organisations.forms.roles_for).
ROLES: dict[str, list[Role]] = {
    "house": [role for role in Role if role not in REGION_ROLES],
    "region": [*sorted(REGION_ROLES), Role.ORG_ADMIN, Role.STYLE_MANAGER],
}


def _our_doors(urlconf: str) -> list[Door]:
    return [door for door in doors_of(urlconf) if door.is_ours]


def test_every_address_can_be_walked() -> None:
    lacking = {}
    for door in {door.url_name: door for urlconf in HOSTS.values() for door in _our_doors(urlconf)}.values():
        if rule_for(door) is None:  # type: ignore[arg-type]  # has what the rule looks at
            lacking[door.name] = "a row in platform/portal/access.py"
        elif door.parameters and door.url_name not in MAKERS:
            lacking[door.name] = (
                f"an object-maker for {', '.join(door.parameters)} in MAKERS of tests/portal/doors/makers.py"
            )

    assert lacking == {}, "\n".join(f"{name} needs {what}" for name, what in lacking.items())


def test_nothing_is_left_of_addresses_that_went() -> None:
    names = {door.url_name for urlconf in HOSTS.values() for door in doors_of(urlconf)}

    assert sorted((MAKERS.keys() | BUTTONS | FORMS) - names) == []


# What is expected ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Expected:
    """An answer, told in advance: one of these statuses, and where it leads."""

    statuses: frozenset[int]
    location: str | None = None
    htmx_location: str | None = None

    def holds(self, answer: Answer) -> bool:
        """Is this the answer?"""
        return (
            answer.status in self.statuses
            and (self.location is None or answer.headers.get("Location") == self.location)
            and (self.htmx_location is None or answer.headers.get("HX-Redirect") == self.htmx_location)
        )


# A page, on to another page, a form with a fault in it, an answer made on an older one.
OPENS = Expected(frozenset({200, 204, 302, 409, 422}))
REFUSED = Expected(frozenset({403}))


def expected(
    rule: Access,
    role: str | None,
    door: Door,
    visit: Visit,
    method: str,
    path: str,
    urlconf: str,
    *,
    htmx: bool,
) -> Expected:
    """What has to come, by the table (who), the methods of the address (how) and ownership (whose)."""
    if not rule.public and role is None:
        return _to_sign_in(method, path, htmx=htmx)
    if not rule.public and not rule.admits(role or ""):
        return REFUSED
    if method not in methods_of(door.url_name):
        return _wrong_method(method, path, urlconf, htmx=htmx)
    is_own = visit.whose is Whose.OWN and visit.owner in (None, role)
    if is_own or (visit.only_posted and method != "POST"):
        return OPENS
    return Expected(frozenset({visit.answers}))


def _to_sign_in(method: str, path: str, *, htmx: bool) -> Expected:
    if htmx:
        return Expected(frozenset({200}), htmx_location="/inloggen/")
    return Expected(frozenset({302}), location=f"/inloggen/?next={path if method != 'POST' else '/'}")


def _wrong_method(method: str, path: str, urlconf: str, *, htmx: bool) -> Expected:
    """405; somebody who opened a button's address in her browser gets the page that holds the button."""
    page = path.rstrip("/").rpartition("/")[0] + "/"
    if method == "POST" or htmx:
        return Expected(frozenset({405}))
    try:
        has_page = resolve(page, urlconf=urlconf).url_name != "wagtail_serve"
    except Resolver404:
        has_page = False
    return Expected(frozenset({302}), location=page) if has_page else Expected(frozenset({405}))


# The walk -----------------------------------------------------------------------------------------

TOKENS = (
    # The mask of the cross-site token is drawn anew for every page.
    re.compile(
        r'(name="csrfmiddlewaretoken" value=|&quot;X-CSRFToken&quot;: &quot;|"X-CSRFToken": )"?[A-Za-z0-9]{64}'
    ),
    # A form that is shown gets a key of its own, so that sending it twice counts once.
    re.compile(r'(?<=name="uuid" value=")[0-9a-f-]{36}'),
    re.compile(r'(?<=name="submission" value=")[0-9a-f-]{36}'),
)


def without_what_must_differ(answer: Answer, path: str) -> tuple[int, tuple[tuple[str, str], ...], str]:
    """The answer without tokens, and with the address that she typed herself (and its parent) as a word."""
    text = answer.text
    for token in TOKENS:
        text = token.sub("TOKEN", text)
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    # The clock goes on between two answers, and a session that begins has a key of its own.
    headers.pop("Expires", None)
    if "Set-Cookie" in headers:
        cookie = re.sub(r"expires=[^;]+", "expires=LATER", headers["Set-Cookie"])
        headers["Set-Cookie"] = re.sub(r"sessionid=\w+", "sessionid=NEW", cookie)
    if len(path) > 1:
        text = text.replace(path, "ADDRESS")
    if "Location" in headers:
        page = path.rstrip("/").rpartition("/")[0] + "/"
        headers["Location"] = headers["Location"].replace(path, "ADDRESS").replace(page, "PAGE")
    return answer.status, tuple(sorted(headers.items())), text


@dataclass
class Walk:
    """Counts what was asked and keeps what was not as it should be."""

    stranger: str  # the session of somebody who is signed in at another house
    requests: int = 0
    deviations: list[str] = field(default_factory=list)

    def ask(self, wire: Wire, method: str, path: str, **extra: object) -> Answer:
        """One request, undone."""
        self.requests += 1
        with undone(), collecting_writes() as written:
            answer = wire.ask(method, path, **extra)  # type: ignore[arg-type]
        if wire.session == self.stranger:
            written.discard(ENDS_WITH_A_SESSION)
        if written and method in ("GET", "HEAD"):
            self.deviations.append(f"{method} {path} writes {sorted(written)}")
        return answer

    def report(self, kind: str) -> None:
        """Say how much was asked, and fail on the first answer that was not as it should be."""
        print(f"\n{kind}: {self.requests} requests, {len(self.deviations)} deviations")
        assert self.deviations == [], "\n".join(self.deviations[:40])
        assert self.requests >= FEWEST_REQUESTS[kind], f"only {self.requests} requests"


def _viewers(kind: str, here: House, there: House) -> dict[str, tuple[str | None, Wire]]:
    viewers: dict[str, tuple[str | None, Wire]] = {role: (role, here.wires[role]) for role in ROLES[kind]}
    elsewhere = Wire(here.host, there.wires[Role.ORG_ADMIN].session)
    return viewers | {"nobody": (None, here.anonymous), "signed in elsewhere": (None, elsewhere)}


@pytest.mark.parametrize("kind", list(HOSTS))
def test_the_answer_follows_from_the_table_and_from_ownership(
    kind: str,
    region: Organisation,
    house: Callable[[str], Organisation],
) -> None:
    urlconf = HOSTS[kind]
    here = furnish(region if kind == "region" else house("zonnehoek"), "Hier")
    there = furnish(house("amelberga"), "Ginds")
    walk = Walk(there.wires[Role.ORG_ADMIN].session)

    for door in _our_doors(urlconf):
        visits = MAKERS.get(door.url_name, nothing_to_make)(here, there)
        rule = rule_for(door)  # type: ignore[arg-type]
        assert rule is not None, door.name
        knocked = False
        for name, (role, wire) in _viewers(kind, here, there).items():
            at_the_door = visits
            if not (rule.public or (role and rule.admits(role))):
                # No key is looked at: the first role that stands before it and who is unknown bring one of each kind.
                at_the_door = visits[:1] if role and knocked else list({v.whose: v for v in visits}.values())
                knocked = knocked or role is not None
            _visit(walk, door, rule, at_the_door, name, role, wire, urlconf)

    walk.report(kind)


def _different(one: tuple[int, Any], other: tuple[int, Any]) -> str:
    return f"{one[0]}, {other[0]}, {sorted(set(one[1]) ^ set(other[1]))}"


def _is_not_ones_own(visit: Visit, role: str | None, method: str) -> bool:
    """Does the address, or the form when it is sent, hold the key of somebody else's thing?"""
    if visit.only_posted and method != "POST":
        return False
    return visit.whose is not Whose.OWN or visit.owner not in (None, role)


def _visit(
    walk: Walk,
    door: Door,
    rule: Access,
    visits: list[Visit],
    name: str,
    role: str | None,
    wire: Wire,
    urlconf: str,
) -> None:
    is_closed = not (rule.public or (role and rule.admits(role)))
    first = visits[:1]  # before a closed door one key suffices for all but the plainest way
    seen: dict[tuple[str, bool], tuple[int, Any]] = {}
    for method, htmx in WAYS:
        closed: dict[object, str] = {}
        for visit in first if is_closed and (htmx or method != "GET") else visits:
            path = visit.address or reverse(door.name, kwargs=dict(visit.kwargs), urlconf=urlconf)
            answer = walk.ask(wire, method, path, htmx=htmx, data=visit.data if method == "POST" else None)
            wanted = expected(rule, role, door, visit, method, path, urlconf, htmx=htmx)
            what = (
                f"{method}{' htmx' if htmx else ''} {path} {dict(visit.data) or ''} as {name} ({visit.whose})"
            )
            # To the sign-in page is not open, unless that page was to come.
            turned_away = (
                role
                and method == "GET"
                and not (rule.public or wanted.location)
                and answer.headers.get("Location") == "/inloggen/"
            )
            if not wanted.holds(answer) or turned_away:
                walk.deviations.append(
                    f"{what}: {answer.status} {answer.headers.get('Location', '')} {answer.faults},"
                    f" expected {sorted(wanted.statuses)} {wanted.location or wanted.htmx_location or ''}"
                )
            told = without_what_must_differ(answer, path)
            if method == "GET":
                seen[path, htmx] = told[:2]
            elif method == "HEAD" and (path, htmx) in seen and seen[path, htmx] != told[:2]:
                walk.deviations.append(f"{what}: not as GET: {_different(told[:2], seen[path, htmx])}")
            if _is_not_ones_own(visit, role, method):
                closed.setdefault((visit.answers, told), what)
        # Whatever is not one's own is answered in one way: nothing tells what exists elsewhere.
        kinds = {answers for answers, _seen in closed}
        if len(closed) > len(kinds):
            walk.deviations.append("tells apart: " + " / ".join(closed.values()))


# The editors' admin -------------------------------------------------------------------------------


def test_the_admin_is_for_editors_and_an_author_has_her_own_cases(
    region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here, there = furnish(region, "Hier"), furnish(house("amelberga"), "Ginds")
    assert here.case is not None
    others_page = CasePage.objects.live().first()
    walk = Walk(there.wires[Role.ORG_ADMIN].session)

    for door in (door for door in doors_of(settings.REGION_URLCONF) if not door.is_ours):
        rule = rule_for(door)  # type: ignore[arg-type]
        assert rule is PREFIXES["wagtail"] or door.url_name in ACCESS, door.name
        path = admin_address(door, here.case.pk)
        for name, (role, wire) in _viewers("region", here, there).items():
            if role and PREFIXES["wagtail"].admits(role):
                continue
            for method in ("GET", "POST"):
                answer = walk.ask(wire, method, path)
                wanted = _to_sign_in(method, path, htmx=False) if role is None else REFUSED
                if not wanted.holds(answer):
                    walk.deviations.append(f"{method} {path} as {name}: {answer.status} {answer.faults}")
        if "wagtailadmin_pages" in door.namespaces and door.parameters:
            _as_author(walk, here.wires[Role.CASE_AUTHOR], door, others_page.pk)
    own = walk.ask(
        here.wires[Role.CASE_AUTHOR],
        "GET",
        reverse("wagtailadmin_pages:edit", args=[here.case.pk], urlconf=settings.REGION_URLCONF),
    )

    assert (own.status, here.says("Casustitel") in own.text) == (200, True)
    walk.report("admin")


def _as_author(walk: Walk, wire: Wire, door: Door, others_page: int) -> None:
    """A page of somebody else answers an author as one that does not exist."""
    for method in METHODS:
        told = []
        for number in (others_page, UNKNOWN):
            path = admin_address(door, number)
            answer = walk.ask(wire, method, path)
            told.append(without_what_must_differ(answer, path))
            if answer.status not in (403, 404):
                walk.deviations.append(f"{method} {path} as case author: {answer.status} {answer.faults}")
        if told[0] != told[1]:
            walk.deviations.append(f"{method} {door.name}: tells an author of a page that is not hers")
