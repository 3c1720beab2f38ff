"""Lists of people as programs write them, and the pages around them."""

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

ADDRESS = "/beheer/mensen/inlezen/"
HEADING = ["naam", "e-mailadres", "rol", "locatie", "team", "vanaf", "tot en met"]


def csv_of(*rows: Sequence[str], heading: Sequence[str] = HEADING) -> bytes:
    """A file as Dutch Excel writes it, without quotes."""
    return "\r\n".join(";".join(row) for row in (heading, *rows)).encode()


def workbook_of(*rows: Sequence[Any], heading: Sequence[Any] = HEADING) -> bytes:
    """A workbook with these rows."""
    book = openpyxl.Workbook()
    for row in (heading, *rows):
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rezipped(data: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The same archive with its members changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name, content)
    return stream.getvalue()


def send(client: Client, data: bytes, name: str = "mensen.csv") -> Any:
    """The answer to a file."""
    return client.post(ADDRESS, {"action": "check", "file": SimpleUploadedFile(name, data)}, follow=True)


def sealed_in(response: Any) -> str:
    """The checked list that the page carries; empty when it asks for nothing."""
    found = re.search(r'name="list" value="([^"]+)"', response.content.decode())
    return found[1] if found else ""


def confirm(client: Client, response: Any, **fields: str) -> Any:
    """Press the button under the check table."""
    return client.post(ADDRESS, {"action": "confirm", "list": sealed_in(response), **fields})


def faults_in(response: Any) -> list[tuple[int, str, str]]:
    """Row, column and reason of every fault on the page."""
    return [(row, column, text) for row, _whose, column, _cell, text in told_faults_in(response)]


def told_faults_in(response: Any) -> list[tuple[int, str, str, str, str]]:
    """The whole table of faults: row, whose, column, what stands there, reason."""
    found = re.findall(
        r'<tr data-fault="(\d+)"><td>\d+</td>' + r"<td>([^<]*)</td>" * 4 + "</tr>", response.content.decode()
    )
    return [
        (int(row), html.unescape(whose), column, html.unescape(cell), text)
        for row, whose, column, cell, text in found
    ]


def file_fault(response: Any) -> str:
    """Why the file was refused as a whole."""
    (text,) = re.findall(r'class="field__error" id="id_file_error">([^<]*)<', response.content.decode())
    return str(text)


def planned_in(response: Any) -> list[tuple[int, str]]:
    """Row and outcome of everything that would change."""
    found = re.findall(r'data-row="(\d+)" data-outcome="(\w+)"', response.content.decode())
    return [(int(row), outcome) for row, outcome in found]


def nl(day: dt.date) -> str:
    """A day as it is typed."""
    return f"{day:%d-%m-%Y}"
