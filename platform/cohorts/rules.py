"""Pure rules of groups: reading pasted people, who needs the trainer, what an export cell may hold."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.people_rules import is_address, is_odd_name, tidy_address, tidy_name, visible
from organisations.rules import plain

UNUSED_AFTER = dt.timedelta(days=14)
MAX_ROWS = 200
MAX_SEARCH = 200

# Reading pasted people ----------------------------------------------------------------------------


class Fault(StrEnum):
    """What is wrong with a pasted row."""

    NO_ADDRESS = "no_address"
    BROKEN_ADDRESS = "broken_address"
    DOUBLE = "double"
    ALREADY_HERE = "already_here"
    NO_NAME = "no_name"
    ODD_NAME = "odd_name"


# A row with only these is still invited.
MILD = frozenset({Fault.NO_NAME})

FAULT_TEXT: dict[Fault, str | Promise] = {
    Fault.NO_ADDRESS: gettext_lazy("Hier staat geen e-mailadres."),
    Fault.BROKEN_ADDRESS: gettext_lazy("Dit e-mailadres klopt niet."),
    Fault.ALREADY_HERE: gettext_lazy("Zit al in deze groep."),
    Fault.NO_NAME: gettext_lazy("Geen naam. Tot de eerste keer inloggen staat hier het adres."),
    Fault.ODD_NAME: gettext_lazy("In deze naam staan tekens die niet in een naam horen."),
}


@dataclass(frozen=True)
class PastedPerson:
    """One row of a paste: what was typed, what was understood, what is wrong with it."""

    line: int
    typed: str
    name: str = ""
    email: str = ""
    faults: tuple[Fault, ...] = ()
    double_of: int = 0

    @property
    def is_good(self) -> bool:
        """Can this person be invited?"""
        return not set(self.faults) - MILD

    @property
    def messages(self) -> list[str]:
        """What is wrong, in plain words."""
        return [
            _("Dit adres staat ook in regel %(line)d.") % {"line": self.double_of}
            if fault is Fault.DOUBLE
            else str(FAULT_TEXT[fault])
            for fault in self.faults
        ]


_ANGLED = re.compile(r"^(?P<name>.*?)[\s,;]*<\s*(?:mailto:)?(?P<email>[^<>]*)>[\s,;]*$")
_BETWEEN_ANGLED = re.compile(r"(?<=>)\s*[;,]\s*(?=\S)")
_CELLS = re.compile(r"[\t;,]+")
_HEADER = frozenset(
    (
        "naam",
        "voornaam",
        "achternaam",
        "tussenvoegsel",
        "e-mail",
        "email",
        "mail",
        "e-mailadres",
        "emailadres",
        "mailadres",
        "adres",
    )
)


def parse_people(text: str, *, already_here: Collection[str] = ()) -> list[PastedPerson]:
    """Read pasted names and addresses, one person a row, faults included; never raises.

    Understood are "Naam <adres>", "Naam; adres", "Naam, adres", cells from a spreadsheet, several people
    with <> on one line, and bare addresses. `already_here` holds addresses in lower case.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        for part in _people_on(visible(line)):
            name, email = _name_and_address(part)
            rows.append(PastedPerson(number, part.strip(), name, email))
    return check_people(rows, already_here=already_here)


def check_people(rows: Iterable[PastedPerson], *, already_here: Collection[str] = ()) -> list[PastedPerson]:
    """The same rows with their faults found anew."""
    first_line: dict[str, int] = {}
    checked = []
    for row in rows:
        faults = _faults_of(row, already_here)
        double_of = first_line.get(row.email, 0)
        if double_of:
            faults = [Fault.DOUBLE]
        elif row.email and Fault.BROKEN_ADDRESS not in faults:
            first_line[row.email] = row.line
        checked.append(replace(row, faults=tuple(faults), double_of=double_of))
    return checked


def _people_on(line: str) -> list[str]:
    parts = _BETWEEN_ANGLED.split(line.strip()) if line.count("<") > 1 else [line.strip()]
    if len(parts) == 1 and line.count("@") > 1 and "<" not in line:
        cells = [cell.strip() for cell in re.split(r"[;,\s]+", line) if cell.strip()]
        if all("@" in cell for cell in cells):
            parts = cells
    return [part for part in parts if part.strip(" ,;\t") and not _is_header(part)]


def _is_header(line: str) -> bool:
    cells = [cell.strip().lower() for cell in _CELLS.split(line) if cell.strip()]
    return bool(cells) and all(cell in _HEADER for cell in cells)


def _name_and_address(part: str) -> tuple[str, str]:
    angled = _ANGLED.match(part)
    if angled:
        return tidy_name(angled["name"]), tidy_address(angled["email"])
    cells = [cell.strip() for cell in _CELLS.split(part) if cell.strip()]
    if len(cells) == 1:
        words = cells[0].split()
        at = next((index for index, word in enumerate(words) if "@" in word), None)
        if at is None:
            return tidy_name(cells[0]), ""
        return tidy_name(" ".join(words[:at] or words[at + 1 :])), tidy_address(words[at])
    at = next((index for index, cell in enumerate(cells) if "@" in cell), None)
    if at is None:
        return tidy_name(" ".join(cells)), ""
    return tidy_name(" ".join(cells[:at]) or " ".join(cells[at + 1 : at + 2])), tidy_address(cells[at])


def _faults_of(row: PastedPerson, already_here: Collection[str]) -> list[Fault]:
    if not row.email:
        return [Fault.NO_ADDRESS]
    if not is_address(row.email):
        return [Fault.BROKEN_ADDRESS]
    if row.email in already_here:
        return [Fault.ALREADY_HERE]
    if not row.name:
        return [Fault.NO_NAME]
    if is_odd_name(row.name):
        return [Fault.ODD_NAME]
    return []


# The board ----------------------------------------------------------------------------------------


class Need(StrEnum):
    """Why somebody needs her trainer now."""

    BOUNCED = "bounced"
    UNUSED = "unused"


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
    has_begun: bool = False
    modules_done: int = 0
    milestone: str = ""
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


# Exports ------------------------------------------------------------------------------------------

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A file for Dutch Excel: byte order mark, semicolons, quotes, no formulas."""
    lines = [header, *rows]
    body = "\r\n".join(";".join(_quoted(safe_cell(cell)) for cell in line) for line in lines)
    return f"\ufeff{body}\r\n"


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
