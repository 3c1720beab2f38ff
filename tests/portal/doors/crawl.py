"""Going round as somebody: every page that can be reached, and every address that can be guessed."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import reverse

from portal.access import rule_for
from tests.portal.doors.addresses import Door, admin_address, doors_of
from tests.portal.doors.makers import BUTTONS, MAKERS, methods_of, nothing_to_make
from tests.portal.doors.wire import Answer, Wire, undone
from tests.portal.doors.world import House

LINKS = re.compile(r"""\b(?:href|src|hx-get|action|content)=["']([^"'#\s]+)""")
SEARCHES = re.compile(r"""<input[^>]* name=["']q["']""")
REGION = settings.REGION_URLCONF
MOST_FOLLOWED = 30  # pages on a round that only a link led to
MOST_QUERIES = 3  # addresses that differ in what follows the question mark


@dataclass
class Round:
    """Everything that came back on one round."""

    answers: dict[str, Answer] = field(default_factory=dict)
    searches: int = 0

    def texts(self) -> Iterator[tuple[str, str]]:
        """Where, and all that was said there: the page, and what its headers hold."""
        for address, answer in self.answers.items():
            yield address, answer.text + "\n".join(answer.headers.values())

    def faults(self) -> list[str]:
        """What failed on the way."""
        return [
            f"{where}: {got.status} {got.faults}" for where, got in self.answers.items() if got.status >= 500
        ]


def seeds(here: House, there: House, role: str | None = None) -> list[str]:
    """Every address that reads, ours with one's own, another's and unknown things, the admin's with a case.

    For a role only those that it may open: what a closed door says is the same to everybody, and is asked by
    whoever gets all addresses.
    """
    urlconf = REGION if here.is_region else settings.ORGANISATION_URLCONF
    found = ["/"]
    for door in doors_of(urlconf):
        # Wagtail's page that fails on purpose shows what its error looks like.
        if "failwhale" in door.route:
            continue
        if not door.is_ours and here.case is not None and (role is None or _admits(door, role)):
            found.append(admin_address(door, here.case.pk))
        if not door.is_ours or door.url_name in BUTTONS or not (role is None or _admits(door, role)):
            continue
        for visit in MAKERS.get(door.url_name, nothing_to_make)(here, there):
            found.append(visit.address or reverse(door.name, kwargs=dict(visit.kwargs), urlconf=urlconf))
    return list(dict.fromkeys(found))


def _admits(door: Door, role: str) -> bool:
    rule = rule_for(door)  # type: ignore[arg-type]  # has what the rule looks at
    return rule is not None and (rule.public or rule.admits(role))


def posts(here: House, there: House, role: str | None = None) -> list[tuple[str, dict[str, object]]]:
    """Every form and button, empty or with another's key in it; for a role those that it may press."""
    urlconf = REGION if here.is_region else settings.ORGANISATION_URLCONF
    return [
        (visit.address or reverse(door.name, kwargs=dict(visit.kwargs), urlconf=urlconf), dict(visit.data))
        for door in doors_of(urlconf)
        if door.is_ours and "POST" in methods_of(door.url_name) and (role is None or _admits(door, role))
        for visit in MAKERS.get(door.url_name, nothing_to_make)(here, there)
    ]


def go_round(wire: Wire, start: Iterable[str], *, searches: Iterable[str] = ()) -> Round:
    """Fetch all these addresses, search where there is something to search, and follow some of the links."""
    found, linked = Round(), list[str]()
    for address in start:
        answer = _fetch(wire, address, found)
        linked += links_of(wire, address, answer)
        if SEARCHES.search(answer.text):
            for words in searches:
                result = _fetch(wire, f"{address}?q={words}", found)
                linked += links_of(wire, address, result)
                found.searches += 1
    _follow(wire, linked, found)
    return found


def _follow(wire: Wire, linked: list[str], found: Round) -> None:
    """Fetch what is new among these, and what those link to in their turn."""
    # What was searched doesn't count: filters, orders and pages of a list are still to be followed.
    seen, followed = Counter(_kind(address) for address in found.answers if "?q=" not in address), 0
    while linked and followed < MOST_FOLLOWED:
        address = linked.pop(0)
        if address in found.answers or seen[_kind(address)] >= MOST_QUERIES:
            continue
        seen[_kind(address)] += 1
        followed += 1
        linked += links_of(wire, address, _fetch(wire, address, found))


def _fetch(wire: Wire, address: str, found: Round) -> Answer:
    path, _sep, query = address.partition("?")
    found.answers[address] = wire.ask("GET", unquote(path), query=query)
    return found.answers[address]


def _kind(address: str) -> str:
    """The path, and in the editors' admin without the numbers of pages."""
    path = address.partition("?")[0]
    return re.sub(r"\d+", "0", path) if path.startswith("/redactie/") else path


def links_of(wire: Wire, address: str, answer: Answer) -> list[str]:
    """Where a page leads to on this host."""
    candidates = [answer.headers.get("Location", "")]
    if answer.headers.get("Content-Type", "").startswith(("text/html", "text/css")):
        candidates += [html.unescape(link) for link in LINKS.findall(answer.text)]
    found = []
    for candidate in filter(None, candidates):
        try:
            parts = urlsplit(urljoin(f"http://{wire.host}:8000{quote(address, safe='/?&=%')}", candidate))
        except ValueError:
            continue
        if parts.hostname == wire.host and parts.scheme == "http" and not parts.path.startswith("/static/"):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def press_everything(wire: Wire, here: House, there: House, role: str | None = None) -> Round:
    """Send every form empty and with another's key, and take back what that did; as `seeds` for a role."""
    found = Round()
    for path, data in posts(here, there, role):
        with undone():
            found.answers[f"POST {path} {data}"] = wire.ask("POST", path, data=data)
    return found
