"""Who needs the trainer, and which people a board shows in which order."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from organisations.rules import plain

UNUSED_AFTER = dt.timedelta(days=14)
MAX_SEARCH = 200


class Need(StrEnum):
    """Why somebody needs her trainer now."""

    BOUNCED = "bounced"
    UNUSED = "unused"
    WAITING = "waiting"


@dataclass(frozen=True)
class BoardRow:
    """What a trainer sees of one supervisor: status only, never her path or her answers."""

    person_id: int
    membership_id: int
    name: str
    email: str
    enrolled_on: dt.date
    is_active: bool
    invited_on: dt.date | None = None
    has_bounced: bool = False
    scan_done: bool = False
    scan_shared: bool = False
    shared_until: dt.date | None = None
    has_begun: bool = False
    modules_done: int = 0
    modules_total: int = 0
    modules_whole: int = 0
    waiting: int = 0
    milestone: str = ""
    milestone_key: str = ""
    milestone_on: dt.date | None = None
    cohort_id: int = 0
    cohort_names: tuple[str, ...] = ()
    need: Need | None = field(default=None)

    @property
    def is_started(self) -> bool:
        """Did she finish the scan or any step?"""
        return self.scan_done or self.has_begun


def need_of(*, is_active: bool, invited_on: dt.date | None, has_bounced: bool, today: dt.date) -> Need | None:
    """Why somebody needs her trainer: the mail bounced, or the invitation lies unused for 14 days."""
    if is_active:
        return None
    if has_bounced:
        return Need.BOUNCED
    if invited_on and today - invited_on >= UNUSED_AFTER:
        return Need.UNUSED
    return None


def with_waiting(row: BoardRow, number: int) -> BoardRow:
    """The same row, of somebody of whom so many assignments wait: then she needs her trainer too."""
    return replace(row, waiting=number, need=row.need or Need.WAITING) if number else row


class Filter(StrEnum):
    """Which people a board shows; the value stands in the address."""

    ALL = "alle"
    NEEDS_YOU = "heeft-je-nodig"
    NOT_STARTED = "niet-gestart"


class Order(StrEnum):
    """In which order a board shows people; never by how much somebody did."""

    NEED = "nodig"
    NAME = "naam"
    MILESTONE = "mijlpaal"


Choice = TypeVar("Choice", bound=StrEnum)


def chosen(kind: type[Choice], value: str) -> Choice:
    """The member with this value, or the first one for anything else."""
    return next((member for member in kind if member.value == value), next(iter(kind)))


def filtered(rows: Iterable[BoardRow], which: Filter) -> list[BoardRow]:
    """The rows that a filter lets through."""
    if which is Filter.NEEDS_YOU:
        return [row for row in rows if row.need]
    if which is Filter.NOT_STARTED:
        return [row for row in rows if not row.is_started]
    return list(rows)


def searched(rows: Iterable[BoardRow], text: str) -> list[BoardRow]:
    """The rows whose name or address holds every word of the text, whatever capitals and accents."""
    words = plain(text[:MAX_SEARCH]).split()
    return [row for row in rows if all(word in plain(f"{row.name} {row.email}") for word in words)]


def ordered(rows: Iterable[BoardRow], order: Order) -> list[BoardRow]:
    """The rows in an order; within it by name."""
    by_name = sorted(rows, key=lambda row: (plain(row.name), row.person_id))
    if order is Order.NEED:
        return sorted(by_name, key=lambda row: row.need is None)
    if order is Order.MILESTONE:
        return sorted(by_name, key=lambda row: row.milestone_on or dt.date.min, reverse=True)
    return by_name
