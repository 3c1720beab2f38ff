"""Reading the first sheet of an Excel file within bounds: it came from elsewhere, and a zip can hold anything."""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import openpyxl
import puremagic
from django.utils.translation import gettext as _

from organisations.people_list.trouble import Unreadable

# Two thousand rows are about 1 MB of XML; this is what a workbook may unpack to.
MOST_UNPACKED: Final = 8 * 1024 * 1024
MOST_RATIO: Final = 200
MOST_MEMBERS: Final = 200
# Where a list ends for sure: rows further down are not people but a slip of the mouse.
LAST_ROW: Final = 10_000

_LOCAL_HEADER = b"PK\x03\x04"
_END_OF_ARCHIVE = b"PK\x05\x06"
_END_LENGTH = 22
_DECLARATIONS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def is_workbook(data: bytes) -> bool:
    """An Excel file from the first byte to the last, and nothing else before, behind or inside it?"""
    if not data.startswith(_LOCAL_HEADER) or data[-_END_LENGTH:][:4] != _END_OF_ARCHIVE:
        return False
    try:
        found = puremagic.magic_string(data, "list.xlsx")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # whatever a broken archive makes them raise: it is no workbook
        return False
    return (
        any(each.extension == ".xlsx" for each in found)
        and {"[Content_Types].xml", "xl/workbook.xml"} <= names
        and not any(
            name.lower().endswith((".bin", ".exe", ".js")) and "vba" in name.lower() for name in names
        )
    )


def sheet_rows(data: bytes, *, columns: int) -> Iterator[list[str | dt.date | Unreadable]]:
    """The rows of the first sheet, empty ones too: texts, days, and reasons why a cell cannot be read.

    Raises Unreadable for a workbook that unpacks to too much, holds declarations or is broken.
    """
    try:
        _check_size(data)
        # openpyxl warns about colours, styles and validation that nobody needs here
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _rows(data, columns)
    except Unreadable:
        raise
    except (
        Exception
    ) as fault:  # a broken workbook makes zipfile and openpyxl raise whatever they stumble over
        raise Unreadable(_("Dit Excel-bestand is beschadigd. Bewaar de lijst opnieuw als .xlsx.")) from fault


def _check_size(data: bytes) -> None:
    too_much = Unreadable(_("Dit Excel-bestand is te groot als het is uitgepakt. Bewaar alleen de lijst."))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
            raise too_much
        if any(each.file_size > MOST_RATIO * max(each.compress_size, 100) for each in members):
            raise too_much
        for each in members:
            # Whatever it is called: what a workbook reads as XML follows from what its other parts say.
            if _declares(archive.read(each)):
                raise Unreadable(_("Dit is geen gewoon Excel-bestand. Bewaar de lijst opnieuw als .xlsx."))


def _declares(content: bytes) -> bool:
    return any(mark in content for mark in _DECLARATIONS)


def _rows(data: bytes, columns: int) -> Iterator[list[str | dt.date | Unreadable]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # the file may say anything about its own size
        for number, cells in enumerate(sheet.iter_rows(min_row=1, min_col=1, max_col=columns), start=1):
            if number > LAST_ROW:
                raise Unreadable(
                    _("Er staat iets ver onder de lijst. Verwijder de rijen onder de laatste naam.")
                )
            yield [_value(cell) for cell in cells]
    finally:
        book.close()


def _value(cell: Any) -> str | dt.date | Unreadable:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return ""
    if kind == "f":
        return Unreadable(_("Hier staat een formule. Zet er de uitkomst zelf in."), _formula(value))
    if kind == "e":
        return Unreadable(_("Hier staat een fout van Excel."), str(value))
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            return Unreadable(_("Hier staat een tijd bij de datum."), f"{value:%d-%m-%Y %H:%M}")
        return value.date()
    if isinstance(value, dt.time | dt.timedelta):
        return Unreadable(_("Hier staat een tijd."), str(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _formula(value: Any) -> str:
    """A formula as it is typed; one for several cells comes as an object."""
    return value if isinstance(value, str) else str(getattr(value, "text", ""))
