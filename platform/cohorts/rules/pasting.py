"""Reading pasted people: who is meant on each row, and what is wrong or already so."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.people_rules import is_address, tidy_address, tidy_name, visible
from people.rules import name_fault

MAX_ROWS = 200


class Fault(StrEnum):
    """What is wrong with a pasted row."""

    NO_ADDRESS = "no_address"
    BROKEN_ADDRESS = "broken_address"
    DOUBLE = "double"
    ALREADY_HERE = "already_here"
    OWN_ADDRESS = "own_address"
    NO_NAME = "no_name"
    ODD_NAME = "odd_name"


# A row with only these is still invited.
MILD = frozenset({Fault.NO_NAME})
# With these nothing is wrong, and nothing happens either.
REMARKS = frozenset({Fault.ALREADY_HERE, Fault.OWN_ADDRESS})

FAULT_TEXT: dict[Fault, str | Promise] = {
    Fault.NO_ADDRESS: gettext_lazy("Hier staat geen e-mailadres."),
    Fault.BROKEN_ADDRESS: gettext_lazy("Dit e-mailadres klopt niet."),
    Fault.ALREADY_HERE: gettext_lazy("Zit al in deze groep."),
    Fault.OWN_ADDRESS: gettext_lazy(
        "Dit is het adres van de begeleider zelf. Die hoort niet in de eigen groep."
    ),
    Fault.NO_NAME: gettext_lazy("Geen naam. Tot de eerste keer inloggen staat hier het adres."),
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

    def packed(self) -> list[str | int]:
        """What was typed and understood, as plain values; faults are found anew."""
        return [self.line, self.typed, self.name, self.email]

    @classmethod
    def unpacked(cls, values: Sequence[str | int]) -> "PastedPerson":
        """What `packed` gave."""
        line, typed, name, email = values
        return cls(int(line), str(typed), str(name), str(email))

    @property
    def is_good(self) -> bool:
        """Can this person be invited?"""
        return not set(self.faults) - MILD

    @property
    def is_remark(self) -> bool:
        """Is nothing wrong, but is there nothing to do either?"""
        return bool(REMARKS.intersection(self.faults))

    @property
    def messages(self) -> list[str]:
        """What is wrong or already so, in plain words."""
        return [self._text(fault) for fault in self.faults]

    def _text(self, fault: Fault) -> str:
        if fault is Fault.DOUBLE:
            return _("Dit adres staat ook in regel %(line)d.") % {"line": self.double_of}
        return str(name_fault(self.name) if fault is Fault.ODD_NAME else FAULT_TEXT[fault])


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


def parse_people(
    text: str, *, already_here: Collection[str] = (), own_address: str = ""
) -> list[PastedPerson]:
    """Read pasted names and addresses, one person a row, faults included; never raises.

    Understood are "Naam <adres>", "Naam; adres", "Naam, adres", cells from a spreadsheet, several people
    with <> on one line, and bare addresses. `already_here` and `own_address` (of who pastes) are in lower case.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        for part in _people_on(visible(line)):
            name, email = _name_and_address(part)
            rows.append(PastedPerson(number, part.strip(), name, email))
    return check_people(rows, already_here=already_here, own_address=own_address)


def check_people(
    rows: Iterable[PastedPerson], *, already_here: Collection[str] = (), own_address: str = ""
) -> list[PastedPerson]:
    """The same rows with their faults found anew."""
    first_line: dict[str, int] = {}
    checked = []
    for row in rows:
        faults = _faults_of(row, already_here, own_address)
        double_of = first_line.get(row.email, 0)
        if double_of:
            faults = [Fault.DOUBLE, *(each for each in faults if each is Fault.ODD_NAME)]
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


def _faults_of(row: PastedPerson, already_here: Collection[str], own_address: str) -> list[Fault]:
    """Everything that is wrong with a row, so that it is mended in one go; a remark stands alone."""
    if row.email and row.email == own_address:
        return [Fault.OWN_ADDRESS]
    if row.email and row.email in already_here:
        return [Fault.ALREADY_HERE]
    faults = []
    if not row.email:
        faults.append(Fault.NO_ADDRESS)
    elif not is_address(row.email):
        faults.append(Fault.BROKEN_ADDRESS)
    if not row.name:
        faults.append(Fault.NO_NAME)
    elif name_fault(row.name):
        faults.append(Fault.ODD_NAME)
    return faults
