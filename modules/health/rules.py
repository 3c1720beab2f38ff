"""What counts as a finding, and which numbers may be shown. Pure."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

REVIEW_DAYS = 365
# A sum of fewer people is not shown, and counts grow by so many at a time (source: TRUST, Privacy).
GROUP = 5
MANY_WRONG = 40  # per cent: worth a look
PAGE_LINK = re.compile(r'<a [^>]*linktype="page"[^>]*>')
LINK_ID = re.compile(r' id="(\d+)"')
OUTER_LINK = re.compile(r'<a [^>]*href="([^"]*)"')
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[\d\-() ]{3,20}")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)


class Kind(StrEnum):
    """Kinds of findings, in the order in which they are listed."""

    LINK = "link"
    ALT = "alt"
    TRANSCRIPT = "transcript"
    REVIEW = "review"
    SENTENCE = "sentence"
    NEVER_CHOSEN = "never_chosen"
    OFTEN_WRONG = "often_wrong"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: on which page, at which part (a content path, or nothing), and what about it."""

    kind: Kind
    page: int
    title: str
    part: str = ""
    label: str = ""
    about: str = ""


@dataclass(frozen=True)
class Rate:
    """How many of so many people had a question wrong at first."""

    people: int
    wrong: int

    @property
    def percentage(self) -> int:
        """Whole per cents, rounded to the nearest."""
        return round(self.wrong * 100 / self.people)


@dataclass(frozen=True)
class NeverChosen:
    """So many people answered, and nobody took these options (their numbers, from 1)."""

    people: int
    numbers: tuple[int, ...]


def review_due(review_by: dt.date | None, published_on: dt.date | None) -> dt.date | None:
    """The day on which a page has to be read again: chosen by an editor, or a year after publishing."""
    if review_by is not None:
        return review_by
    return published_on + dt.timedelta(days=REVIEW_DAYS) if published_on else None


def linked_pages(html: str) -> list[int]:
    """The keys of the pages that a rich text links to."""
    tags = PAGE_LINK.findall(html)
    return [int(found.group(1)) for tag in tags if (found := LINK_ID.search(tag))]


def broken_addresses(html: str) -> list[str]:
    """The outer links of a rich text that cannot work as they are written. Nothing is asked of the network."""
    return [address for address in OUTER_LINK.findall(html) if not is_address(address)]


def is_address(address: str) -> bool:
    """Is this written as a link that can work: web, mail, telephone, or a place on the page?"""
    address = address.strip()
    if address.startswith(("#", "/")) and not address.startswith("//"):
        return True
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(MAIL.fullmatch(parts.path))
    if parts.scheme == "tel":
        return bool(PHONE.fullmatch(parts.path))
    return parts.scheme in ("http", "https") and bool(HOST.fullmatch(host)) and " " not in address


def rate(answers: Iterable[bool]) -> Rate | None:
    """How often a question was wrong, over full groups of five in the order of answering; None when not to be told.

    Not under five people, not where all answered alike; so that two looks never differ by one person.
    """
    told = list(answers)
    told = told[: len(told) // GROUP * GROUP]
    wrong = sum(not right for right in told)
    return Rate(len(told), wrong) if 0 < wrong < len(told) else None


def never_chosen(options: Sequence[str], answers: Iterable[Collection[str]]) -> NeverChosen | None:
    """The options that nobody took, over full groups of five in the order of answering; None when not to be told.

    Not under five people, not where all answered alike, as for `rate`. Answers are those to these very options.
    """
    told = [frozenset(answer) for answer in answers]
    told = told[: len(told) // GROUP * GROUP]
    taken = frozenset[str]().union(*told)
    numbers = tuple(number for number, option in enumerate(options, start=1) if option not in taken)
    return NeverChosen(len(told), numbers) if numbers and len(set(told)) > 1 else None


def helped(counts: dict[str, int]) -> dict[str, int] | None:
    """Reactions to "Hielp dit?", from five on and not where all said the same."""
    total = sum(counts.values())
    return counts if total >= GROUP and max(counts.values()) < total else None
