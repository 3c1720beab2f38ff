"""Reading a list of people as it comes out of Excel, LibreOffice or a staff system: bytes → rows of cells.

Nothing is calculated and nothing is guessed at: what cannot be read as it stands is refused in a sentence.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import puremagic
from django.utils.translation import gettext as _

from organisations.people_list.sheets import is_workbook, sheet_rows
from organisations.people_list.trouble import Unreadable

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_ROWS: Final = 2000
MOST_COLUMNS: Final = 50

_DELIMITERS = (";", ",", "\t")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A shorter mark is found in plain words too: "BM" begins a picture, and a heading.
_LEAST_MARK = 4
_LEAST_CONFIDENCE = 0.4


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: text, or an exact day, or why it cannot be read and what was typed."""

    text: str = ""
    day: dt.date | None = None
    fault: str = ""
    content: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing at all?"""
        return not (self.text.strip() or self.day or self.fault)

    @property
    def words(self) -> str:
        """What stands there, for whoever looks it up in the file; a day as Dutch people write it."""
        return f"{self.day:%d-%m-%Y}" if self.day else self.content or self.text


@dataclass(frozen=True)
class Row:
    """A row that is not empty, with the number that a spreadsheet gives it."""

    number: int
    cells: tuple[Cell, ...]


def read_list(data: bytes, filename: str) -> list[Row]:
    """The rows of a CSV or XLSX file, heading included, empty ones left out.

    Raises Unreadable, whose text says what to do. At most 2 MB, 2000 rows under the heading and 50 columns.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(_("Dit bestand is te groot. Hoogstens 2 MB."))
    if not data.strip():
        raise Unreadable(_("Dit bestand is leeg."))
    ending = PurePath(filename).suffix.lower()
    if ending == ".xls" or data.startswith(_OLD_EXCEL):
        raise Unreadable(
            _("Dit is een oud Excel-bestand. Bewaar het in Excel als .xlsx en kies dat bestand.")
        )
    if ending not in (".csv", ".txt", ".xlsx"):
        raise Unreadable(_("Kies een bestand dat eindigt op .xlsx of .csv."))
    if ending == ".xlsx":
        if not is_workbook(data):
            raise Unreadable(_("Dit is geen gewoon Excel-bestand. Bewaar de lijst opnieuw als .xlsx."))
        rows = _rows((_cell_of(each) for each in cells) for cells in sheet_rows(data, columns=MOST_COLUMNS))
    else:
        rows = _rows((Cell(text=text) for text in cells) for cells in _records(_text_of(data)))
    if not rows:
        raise Unreadable(_("Dit bestand is leeg."))
    if len(rows) - 1 > MOST_ROWS:
        raise Unreadable(_("Dit zijn te veel mensen in één keer. Hoogstens 2000 rijen."))
    return rows


def _rows(records: Iterable[Iterable[Cell]]) -> list[Row]:
    found = []
    for number, record in enumerate(records, start=1):
        cells = tuple(record)
        if any(not each.is_empty for each in cells):
            found.append(Row(number, cells))
        if len(found) > MOST_ROWS + 1:
            break
    return found


def _cell_of(value: object) -> Cell:
    """A cell of a sheet: sheets.sheet_rows gives text, days and reasons."""
    if isinstance(value, Unreadable):
        return Cell(fault=str(value), content=value.content)
    if isinstance(value, dt.date):
        return Cell(day=value)
    return Cell(text=str(value))


# Text files -----------------------------------------------------------------------------------------


def _text_of(data: bytes) -> str:
    """The text of a CSV file in any encoding in which Excel writes one."""
    if _is_something_else(data):
        raise Unreadable(_("Dit is geen tekstbestand. Kies een bestand dat als .csv of .xlsx is bewaard."))
    for encoding in _encodings_of(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
    raise Unreadable(_("De tekens in dit bestand zijn niet te lezen. Bewaar het als CSV UTF-8 of als .xlsx."))


def _encodings_of(data: bytes) -> Sequence[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    # Of Latin text every second byte is nothing in UTF-16.
    start = data[:200]
    if start[1::2].count(0) > len(start) // 4:
        return ("utf-16-le",)
    if start[0::2].count(0) > len(start) // 4:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _is_something_else(data: bytes) -> bool:
    """A picture, a PDF, a program or an archive under another name."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    try:
        marks = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        return False
    return any(len(each.byte_match) >= _LEAST_MARK and each.confidence >= _LEAST_CONFIDENCE for each in marks)


def _records(text: str) -> Iterable[list[str]]:
    lines = text.splitlines()
    told = lines[0].strip(" ").lower() if lines else ""
    if told.startswith("sep=") and len(told) == len("sep=") + 1:
        delimiter = told[-1]
        records = _split(text, delimiter)
        next(iter(records), None)
        return [[], *records]
    return _split(text, _delimiter_of(text))


def _delimiter_of(text: str) -> str:
    """The sign that splits the heading into most cells; a semicolon, as Dutch Excel writes, when it is a tie."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=heading.count)


def _split(text: str, delimiter: str) -> Iterable[list[str]]:
    number = 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            yield record[:MOST_COLUMNS]
    except csv.Error as fault:
        raise Unreadable(
            _("Vanaf rij %(row)d is dit bestand niet te lezen: er klopt iets niet met de aanhalingstekens.")
            % {"row": number + 1}
        ) from fault
