"""Going round as somebody: every page that can be reached, and every address that can be guessed."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import reverse

from tests.portal.doors.addresses import doors_of
from tests.portal.doors.makers import BUTTONS, MAKERS, methods_of, nothing_to_make
from tests.portal.doors.wire import Answer, Wire, undone
from tests.portal.doors.world import House

LINKS = re.compile(r"""\b(?:href|src|hx-get|action|content)=["']([^"'#\s]+)""")
SEARCHED = re.compile(r"/modules/|/samen/casussen/|/beheer/mensen/|/groepen/(\d+|mensen)/")
REGION = settings.REGION_URLCONF
MOST_PAGES = 240
MOST_QUERIES = 3  # addresses that differ in what follows the question mark


@dataclass
class Round:
    """Everything that came back on one round."""

    answers: dict[str, Answer] = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Where, and all that was said there: the page, and what its headers hold."""
        for address, answer in self.answers.items():
            yield address, answer.text + "\n".join(answer.headers.values())

    def faults(self) -> list[str]:
        """What failed on the way."""
        return [
            f"{where}: {got.status} {got.faults}" for where, got in self.answers.items() if got.status >= 500
        ]


def seeds(here: House, there: House, *searches: str) -> list[str]:
    """Every address of ours that reads, with one's own, another's and unknown things; searches on top."""
    urlconf = REGION if here.is_region else settings.ORGANISATION_URLCONF
    found = ["/"]
    for door in doors_of(urlconf):
        if not door.is_ours or door.url_name in BUTTONS:
            continue
        for visit in MAKERS.get(door.url_name, nothing_to_make)(here, there):
            found.append(visit.address or reverse(door.name, kwargs=dict(visit.kwargs), urlconf=urlconf))
    for search in searches:
        found += [
            f"{path}?q={search}" for path in found if "?" not in path and not path.startswith("/thema/")
        ]
    return list(dict.fromkeys(found))


def posts(here: House, there: House) -> list[tuple[str, dict[str, object]]]:
    """Every form and button, empty or with another's key in it."""
    urlconf = REGION if here.is_region else settings.ORGANISATION_URLCONF
    return [
        (visit.address or reverse(door.name, kwargs=dict(visit.kwargs), urlconf=urlconf), dict(visit.data))
        for door in doors_of(urlconf)
        if door.is_ours and "POST" in methods_of(door.url_name)
        for visit in MAKERS.get(door.url_name, nothing_to_make)(here, there)
    ]


def go_round(
    wire: Wire, start: Iterable[str], *, methods: tuple[str, ...] = ("GET",), follow: bool = True
) -> Round:
    """Fetch these addresses and everything of this host that they link to."""
    waiting, seen, found = list(start), Counter[str](), Round()
    while waiting and len(found.answers) < MOST_PAGES:
        address = waiting.pop(0)
        if address in found.answers or _is_enough(address, seen):
            continue
        path, _sep, query = address.partition("?")
        for method in methods:
            answer = wire.ask(method, unquote(path), query=query)
            found.answers[address if method == "GET" else f"{method} {address}"] = answer
            if follow and method == "GET":
                waiting += links_of(wire, address, answer)
    return found


def _is_enough(address: str, seen: Counter[str]) -> bool:
    path = re.sub(r"\d+", "0", address.partition("?")[0]) if address.startswith("/redactie/") else address
    path = path.partition("?")[0]
    seen[path] += 1
    return seen[path] > MOST_QUERIES


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


def press_everything(wire: Wire, here: House, there: House) -> Round:
    """Send every form empty and with another's key, and take back what that did."""
    found = Round()
    for path, data in posts(here, there):
        with undone():
            found.answers[f"POST {path} {data}"] = wire.ask("POST", path, data=data)
    return found
