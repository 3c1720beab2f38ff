"""Pure rules of a list of people: which column is which, and what each cell may hold."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.enums import Role
from organisations.people_list.reading import Cell, Row
from organisations.people_list.trouble import Unreadable
from organisations.people_rules import (
    MAX_NAME,
    MAX_PLACE,
    Wrong,
    is_address,
    tidy_address,
    tidy_name,
    visible,
    wrong_in,
)
from organisations.rules import plain

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_SHOWN: Final = 60  # signs of a cell in a table of faults


class Column(StrEnum):
    """What a column can be; the value is its heading in the template."""

    NAME = "naam"
    EMAIL = "e-mailadres"
    ROLE = "rol"
    LOCATION = "locatie"
    TEAM = "team"
    STARTS = "vanaf"
    ENDS = "tot en met"
    GIVEN = "voornaam"
    INFIX = "tussenvoegsel"
    FAMILY = "achternaam"


TEMPLATE = (
    Column.NAME,
    Column.EMAIL,
    Column.ROLE,
    Column.LOCATION,
    Column.TEAM,
    Column.STARTS,
    Column.ENDS,
)

# Without these there is no list; each with the columns that will do.
NEEDED: Mapping[Column, frozenset[Column]] = {
    Column.EMAIL: frozenset((Column.EMAIL,)),
    Column.NAME: frozenset((Column.NAME, Column.FAMILY)),
}

# Without accents, capitals and anything but letters.
_HEADINGS: Mapping[str, Column] = {
    **dict.fromkeys(("naam", "volledigenaam", "medewerker", "naammedewerker"), Column.NAME),
    **dict.fromkeys(
        ("emailadres", "email", "mail", "mailadres", "emailwerk", "werkmail", "zakelijkemail"), Column.EMAIL
    ),
    **dict.fromkeys(("rol", "rollen", "rolinhetportaal"), Column.ROLE),
    **dict.fromkeys(("locatie", "locatienaam", "vestiging", "huis"), Column.LOCATION),
    **dict.fromkeys(("team", "teamnaam", "afdeling"), Column.TEAM),
    **dict.fromkeys(
        ("vanaf", "van", "begindatum", "startdatum", "ingangsdatum", "datumindienst", "indienst"),
        Column.STARTS,
    ),
    **dict.fromkeys(
        ("totenmet", "tm", "einddatum", "laatstedag", "datumuitdienst", "uitdienst"), Column.ENDS
    ),
    **dict.fromkeys(("voornaam", "roepnaam"), Column.GIVEN),
    **dict.fromkeys(("tussenvoegsel", "tussenvoegsels", "voorvoegsel"), Column.INFIX),
    "achternaam": Column.FAMILY,
}
_UNCLEAR = frozenset(("tot",))

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb"),
            ("maart", "mrt"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("augustus", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4})")

WRONG_TEXT: Mapping[Wrong, str | Promise] = {
    Wrong.FORMULA: gettext_lazy(
        "Dit begint met een teken waarmee een rekenblad gaat rekenen (=, +, - of @)."
    ),
    Wrong.ODD: gettext_lazy("Hier staan tekens in die niet in een naam horen."),
    Wrong.LONG: gettext_lazy("Deze tekst is te lang."),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong, where: row 1 is the first one of the file; without a column it is the whole row."""

    row: int
    column: str
    text: str
    cell: str = ""  # what stands there
    whose: str = ""  # whose row it is: the name, or the address when the name is what is wrong


@dataclass(frozen=True)
class Listed:
    """One row as it was understood; empty text and no day mean: the cell is empty."""

    number: int
    name: str
    email: str
    role: str
    location: str
    team: str
    starts: dt.date | None
    ends: dt.date | None

    def packed(self) -> list[str | int]:
        """The same as plain values."""
        days = (each.isoformat() if each else "" for each in (self.starts, self.ends))
        return [self.number, self.name, self.email, self.role, self.location, self.team, *days]

    @classmethod
    def unpacked(cls, values: Sequence[str | int]) -> "Listed":
        """What `packed` gave."""
        number, *texts = values
        name, email, role, location, team, starts, ends = (str(each) for each in texts)
        days = [dt.date.fromisoformat(each) if each else None for each in (starts, ends)]
        return cls(int(number), name, email, role, location, team, days[0], days[1])


@dataclass(frozen=True)
class Understood:
    """A whole list: its rows, everything that is wrong with it, and the headings that are not read."""

    rows: tuple[Listed, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[str, ...] = ()
    # Of each row with a fault: what stands under each heading.
    typed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    # Columns that the list needs and does not have; no row is blamed for that.
    missing: tuple[str, ...] = ()

    def packed(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "rows": [each.packed() for each in self.rows],
            "faults": [[each.row, each.column, each.text] for each in self.faults],
            "left_out": list(self.left_out),
            "typed": list(self.typed.items()),
            "missing": list(self.missing),
        }

    @classmethod
    def unpacked(cls, values: Mapping[str, Any]) -> "Understood":
        """What `packed` gave."""
        return cls(
            tuple(Listed.unpacked(each) for each in values["rows"]),
            tuple(Fault(*each) for each in values["faults"]),
            tuple(values["left_out"]),
            dict(values["typed"]),
            tuple(values.get("missing", ())),  # kept before there was such a thing
        )


def understand(
    rows: Sequence[Row], *, roles: Mapping[str, str], refused: Iterable[str], choices: Sequence[str]
) -> Understood:
    """Read rows of cells by their headings; every fault is found, none stops the reading.

    `roles` gives the role for a name in plain letters, `choices` are their names to read; `refused` are names
    of roles that exist, and that nobody gives out here.
    """
    heading, *rest = rows
    places, faults, left_out = _columns_of(heading)
    missing = _missing(places)
    if len(missing) == len(NEEDED):
        return Understood((), _in_order(faults), tuple(left_out))
    reader = _Reader(places, len(heading.cells), roles, frozenset(refused), ", ".join(choices))
    listed = [reader.read(row) for row in rest]
    faults += [each for each in reader.faults if each.column not in missing]
    faults += _doubles(listed)
    if not rest:
        faults.append(Fault(heading.number, "", _("Onder de kopregel staat nog niemand.")))
    wrong = {each.row for each in faults}
    typed = {row.number: _typed(row, places) for row in rest if row.number in wrong}
    return Understood(tuple(listed), _in_order(faults), tuple(left_out), typed, missing)


def _typed(row: Row, places: Mapping[int, Column]) -> dict[str, str]:
    return {
        column.value: shortened(row.cells[place].words)
        for place, column in places.items()
        if place < len(row.cells)
    }


def shortened(text: str) -> str:
    """What of a cell is shown: on one line, and no more than it takes to find it."""
    bare = " ".join(visible(text[: 10 * MOST_SHOWN]).split())
    return bare if len(bare) <= MOST_SHOWN else f"{bare[: MOST_SHOWN - 1]}…"


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda each: each.row))


def bare(text: str) -> str:
    """The letters of a heading or a role alone, small and without accents."""
    return re.sub(r"[^a-z]", "", plain(visible(text)))


def _columns_of(heading: Row) -> tuple[dict[int, Column], list[Fault], list[str]]:
    places: dict[int, Column] = {}
    faults, left_out = [], []
    for place, cell in enumerate(heading.cells):
        letters = bare(cell.text)
        column = _HEADINGS.get(letters)
        if letters in _UNCLEAR:
            text = _("Schrijf “tot en met” boven deze kolom: dan is duidelijk dat de laatste dag meetelt.")
            faults.append(Fault(heading.number, cell.text, text))
        elif column is None:
            left_out += [cell.text.strip()[:40]] if cell.text.strip() else []
        elif column in places.values():
            faults.append(Fault(heading.number, column.value, _("Deze kolom staat er twee keer in.")))
        else:
            places[place] = column
    for name in _missing(places):
        text = _("Boven aan de lijst ontbreekt een kolom met de kop “%(column)s”.") % {"column": name}
        faults.append(Fault(heading.number, "", text))
    return places, faults, left_out


def _missing(places: Mapping[int, Column]) -> tuple[str, ...]:
    found = set(places.values())
    return tuple(column.value for column, ways in NEEDED.items() if not found & ways)


class _Reader:
    """Reads row after row and gathers what is wrong."""

    def __init__(
        self,
        places: Mapping[int, Column],
        width: int,
        roles: Mapping[str, str],
        refused: frozenset[str],
        choices: str,
    ) -> None:
        self.places, self.width, self.roles, self.refused = places, width, roles, refused
        self.choices = choices
        self.faults: list[Fault] = []

    def read(self, row: Row) -> Listed:
        """One row; what cannot be read is left empty in it and told in `faults`."""
        self.number = row.number
        cells = {column: row.cells[place] for place, column in self.places.items() if place < len(row.cells)}
        if any(not cell.is_empty for cell in row.cells[self.width :]):
            self._wrong("", _("Deze rij heeft meer cellen dan de kopregel."))
        for column, cell in cells.items():
            if cell.fault:
                self._wrong(column, cell.fault)
        return Listed(
            number=row.number,
            name=self._name(cells),
            email=self._email(cells.get(Column.EMAIL, Cell())),
            role=self._role(cells.get(Column.ROLE, Cell())),
            location=self._place(Column.LOCATION, cells.get(Column.LOCATION, Cell())),
            team=self._place(Column.TEAM, cells.get(Column.TEAM, Cell())),
            starts=self._day(Column.STARTS, cells.get(Column.STARTS, Cell())),
            ends=self._day(Column.ENDS, cells.get(Column.ENDS, Cell())),
        )

    def _wrong(self, column: Column | str, text: str | Promise) -> None:
        self.faults.append(Fault(self.number, str(column), str(text)))

    def _name(self, cells: Mapping[Column, Cell]) -> str:
        columns = [Column.NAME] if Column.NAME in cells else [Column.GIVEN, Column.INFIX, Column.FAMILY]
        texts = []
        for column in columns:
            text = visible(_text(cells.get(column, Cell())))
            wrong = wrong_in(text) if text.strip() else None
            if wrong:
                self._wrong(column, WRONG_TEXT[wrong])
                return ""
            texts.append(tidy_name(text))
        name = " ".join(each for each in texts if each)
        if len(name) > MAX_NAME:
            self._wrong(columns[0], WRONG_TEXT[Wrong.LONG])
        return name[:MAX_NAME]

    def _email(self, cell: Cell) -> str:
        text = tidy_address(visible(_text(cell)))
        if cell.fault:
            return ""
        if not text:
            self._wrong(Column.EMAIL, _("Hier staat geen e-mailadres."))
            return ""
        if not is_address(text):
            self._wrong(Column.EMAIL, _("Dit e-mailadres klopt niet."))
            return ""
        return text

    def _role(self, cell: Cell) -> str:
        """The role; who has none in the list is a supervisor, for whom the portal is."""
        if cell.is_empty:
            return Role.SUPERVISOR.value
        name = bare(_text(cell))
        if name in self.roles:
            return self.roles[name]
        if cell.fault:
            return ""
        if name in self.refused:
            text = _("Deze rol is hier niet te geven. Kies uit: %(roles)s.")
        else:
            text = _("Deze rol kennen we niet. Kies uit: %(roles)s.")
        self._wrong(Column.ROLE, text % {"roles": self.choices})
        return ""

    def _place(self, column: Column, cell: Cell) -> str:
        text = " ".join(visible(_text(cell)).split())
        wrong = wrong_in(text, longest=MAX_PLACE)
        if wrong in (Wrong.FORMULA, Wrong.LONG):
            self._wrong(column, WRONG_TEXT[wrong])
            return ""
        return text

    def _day(self, column: Column, cell: Cell) -> dt.date | None:
        try:
            return possible(cell.day) if cell.day else day_of(visible(cell.text))
        except Unreadable as fault:
            self._wrong(column, str(fault))
            return None


def _text(cell: Cell) -> str:
    """The text of a cell; a day in a column of words reads as Dutch people write it."""
    return f"{cell.day:%d-%m-%Y}" if cell.day else cell.text


def day_of(text: str) -> dt.date | None:
    """The day that a Dutch text means, None for no text; raises Unreadable for anything that is not exact."""
    bare = " ".join(text.lower().split())
    if not bare:
        return None
    if found := _DAY_FIRST.fullmatch(bare):
        day, month, year = (int(each) for each in found.groups())
    elif found := _YEAR_FIRST.fullmatch(bare):
        year, month, day = (int(each) for each in found.groups())
    elif (found := _IN_WORDS.fullmatch(bare)) and found[2] in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2]], int(found[3])
    else:
        raise Unreadable(_("Deze datum begrijpen we niet. Schrijf bijvoorbeeld 31-12-2027."))
    try:
        date = dt.date(year, month, day)
    except ValueError as fault:
        raise Unreadable(_("Deze dag bestaat niet.")) from fault
    return possible(date)


def possible(date: dt.date) -> dt.date:
    """The same day; raises Unreadable when it is too long ago or too far ahead to be meant."""
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise Unreadable(_("Dit jaartal kan niet kloppen."))
    return date


def _doubles(rows: Iterable[Listed]) -> list[Fault]:
    """The same role twice for one address."""
    first: dict[tuple[str, str], int] = {}
    faults = []
    for row in rows:
        if not (row.email and row.role):
            continue
        known = first.setdefault((row.email, row.role), row.number)
        if known != row.number:
            text = _("Dit adres staat met dezelfde rol ook in rij %(row)d.") % {"row": known}
            faults.append(Fault(row.number, Column.EMAIL.value, text))
    return faults
