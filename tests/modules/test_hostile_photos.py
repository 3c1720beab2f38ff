"""Photos that are more than a photo, or ask for more than opening takes: refused at the field, and the text stays."""

import io
import os
import struct
import zlib
from collections import Counter
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import storages
from django.test import Client
from PIL import Image as Pixels

from modules.models import AssignmentFile, HandIn
from tests.counting import counting_calls
from tests.modules.assignments import PAGE, TEXT, attached, filled, page_of, photo
from tests.modules.test_assignment_files import sent
from tests.modules.test_uploads import picture, zipped

DECODE = "ImageFile.load"  # Pillow's
PART_READERS = ("Pattern.search", "unpack_from")  # of a JPEG, of a PNG
MOST_PARTS_READ = 50_000
PAGE_WITH_CODE = b"<!DOCTYPE html><html><script>alert('Kanarie')</script></html>"
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)  # holds no other reason to refuse
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def segment(kind: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(content) + 2) + content


def with_segments(*segments: bytes) -> bytes:
    """A JPEG with these parts before its picture."""
    return b"\xff\xd8" + b"".join(segments) + photo()[2:]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_with(chunks: bytes, size: tuple[int, int] = (640, 480)) -> bytes:
    """A PNG with these parts before its pixels."""
    whole = picture("PNG", size)
    at = whole.index(b"IDAT") - 4
    return whole[:at] + chunks + whole[at:]


def exif(rows: int, length: int) -> bytes:
    """Exif in which each of many rows claims nearly all of its bytes."""
    head = b"II*\0" + struct.pack("<IH", 8, rows)
    claims = b"".join(struct.pack("<HHII", 0x9000 + at % 0x6000, 7, length - 8, 0) for at in range(rows))
    return (head + claims).ljust(length, b"\0")


def drawn_often(times: int, size: tuple[int, int] = (4900, 4900)) -> bytes:
    """A progressive JPEG of which the last pass is there this many times more."""
    whole = picture("JPEG", size, progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * times + b"\xff\xd9"


def handed(browser: Client, data: bytes) -> tuple[Any, Counter[str]]:
    """The answer to a form with this file, and how often something was decoded or a part was read for it."""
    form = filled(browser, **attached(data))
    with counting_calls(DECODE, *PART_READERS) as calls:
        response = browser.post(PAGE, form)
    return response, calls


def said_at_the_file(response: Any) -> str:
    """What stands at the field in which the file was chosen."""
    page: BeautifulSoup = page_of(response)
    field = page.select_one("input[type=file]")
    assert field is not None
    told = [page.find(id=each) for each in str(field.get("aria-describedby", "")).split()]
    return " ".join(" ".join(each.get_text(" ").split()) for each in told if each is not None)


def assert_refused(browser: Client, data: bytes, sentence: str) -> None:
    """Refused with this sentence at the file, before anything was decoded and without reading parts by the million."""
    response, calls = handed(browser, data)

    assert (response.status_code, sentence in said_at_the_file(response)) == (422, True)
    assert page_of(response).find("textarea").text.strip() == TEXT
    assert (AssignmentFile.objects.count(), HandIn.objects.get().text) == (0, TEXT)
    assert calls[DECODE] == 0
    assert sum(calls[each] for each in PART_READERS) < MOST_PARTS_READ


TWO_THINGS = {
    "zip": lambda: photo() + zipped(),
    "zip behind filling": lambda: photo() + bytes(5000) + zipped(),
    "zip in a remark": lambda: with_segments(segment(0xFE, zipped())),
    "zip in a remark of a large photo": lambda: (
        with_segments(segment(0xFE, EMPTY_ZIP)) + bytes(64) + b"\xff\xd8" + os.urandom(3_000_000)
    ),
    "zip behind a png": lambda: picture("PNG") + zipped(),
    "zip behind a webp": lambda: picture("WEBP") + zipped(),
    "zip without its end": lambda: photo() + zipped()[:60],
    "rar": lambda: photo() + b"filling" + b"Rar!\x1a\x07\x01\x00" + bytes(60),
    "page": lambda: photo() + PAGE_WITH_CODE,
    "page behind a png": lambda: picture("PNG") + b"\n" + PAGE_WITH_CODE,
    "piece of a page": lambda: photo() + b"<img src=x onerror=alert(1)>",
    "page in a remark": lambda: with_segments(segment(0xFE, PAGE_WITH_CODE)),
    "page in a text of a png": lambda: png_with(chunk(b"tEXt", b"Comment\0" + PAGE_WITH_CODE)),
    "php in exif": lambda: with_segments(segment(0xE1, b"Exif\0\0II*\0<?php system($_GET['c']);")),
    "pdf": lambda: photo() + PDF,
    "pdf in a remark": lambda: with_segments(segment(0xFE, PDF)),
    "script": lambda: photo() + b"\n#!/bin/sh\nrm -rf /\n",
    "program": lambda: photo() + b"MZ" + bytes(200),
    "jpeg and javascript": lambda: b"\xff\xd8\xff\xe0/*" + photo()[6:20].ljust(0x2F28, b"\0") + photo()[20:],
}


@pytest.mark.parametrize("name", TWO_THINGS)
def test_a_photo_that_is_also_something_else_is_refused(browser: Client, name: str) -> None:
    assert_refused(browser, TWO_THINGS[name](), "In dit bestand zit meer dan een foto")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (PDF + photo(), "Dit is een PDF."),
        (PAGE_WITH_CODE + photo(), "Dit is geen foto of geluid dat hier past."),
        (zipped() + photo(), "Dit is geen foto of geluid dat hier past."),
    ],
    ids=["pdf", "page", "zip"],
)
def test_something_else_before_the_photo_is_refused(browser: Client, data: bytes, sentence: str) -> None:
    assert_refused(browser, data, sentence)


def test_it_is_refused_in_pieces_too(browser: Client) -> None:
    data = photo() + zipped()

    response = sent(browser, data, 0, len(data), str(uuid4()))

    assert (response.status_code, AssignmentFile.objects.count()) == (422, 0)
    assert response.json()["message"].startswith("In dit bestand zit meer dan een foto")


def moving_picture() -> bytes:
    """What a telephone that films along puts behind its photo: an MP4 of which the film looks like chance."""
    film = struct.pack(">I", 8 + 2_000_000) + b"mdat" + os.urandom(2_000_000)
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + film


def two_pictures() -> bytes:
    output = io.BytesIO()
    Pixels.new("RGB", (640, 480), "#2a6").save(
        output, "MPO", save_all=True, append_images=[Pixels.new("RGB", (320, 240), "#26a")]
    )
    return output.getvalue()


XMP = (
    b'http://ns.adobe.com/xap/1.0/\0<?xpacket begin="" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta><?xpacket end="w"?>'
)
HONEST = {
    "filling": lambda: photo() + bytes(4096),
    "two pictures": two_pictures,
    "second picture behind filling": lambda: photo() + bytes(64) + photo((320, 240)),
    "moving picture": lambda: photo() + moving_picture(),
    "notes of the maker": lambda: (
        photo() + b"\0\0\1\n\x0e\0\0\0Image_UTC_Data1700000000000SEFHk\0\0\0\1\0\0\0\x24\0\0\0SEFT"
    ),
    "notes as xml": lambda: photo() + b'<?xml version="1.0"?><depth version="2"/>',
    "xmp": lambda: with_segments(segment(0xE1, XMP)),
    "rest of an older screenshot": lambda: (
        picture("PNG", (640, 480)) + os.urandom(3000) + chunk(b"IEND", b"")
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_what_telephones_leave_behind_a_photo_is_no_reason_to_refuse(browser: Client, name: str) -> None:
    response, _calls = handed(browser, HONEST[name]())

    assert response.status_code == 302
    with storages["private"].open(AssignmentFile.objects.get().stored) as stored, Pixels.open(stored) as kept:
        assert (kept.size, getattr(kept, "n_frames", 1)) == ((640, 480), 1)


@pytest.mark.parametrize(
    "data",
    [
        lambda: drawn_often(3000),
        lambda: drawn_often(3000, (64, 64)),
        lambda: b"\xff\xd8" + segment(0xEC, b"") * 2_000_000 + photo()[2:],
        lambda: png_with(chunk(b"prVt", b"") * 1_000_000),
    ],
    ids=["drawn 3000 times", "small and drawn 3000 times", "millions of parts", "a png of millions of parts"],
)
def test_a_photo_that_takes_too_long_to_open_is_refused(browser: Client, data: Any) -> None:
    assert_refused(browser, data(), "Deze foto is zo gemaakt dat openen te lang duurt.")


@pytest.mark.parametrize(
    "data",
    [
        lambda: with_segments(*[segment(0xE1, b"Exif\0\0" + exif(5000, 65_000))] * 300),
        lambda: png_with(chunk(b"eXIf", exif(65_535, 8_000_000))),
        lambda: with_segments(
            *[segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\0" * 5400)] * 300
        ),
    ],
    ids=["exif", "exif in a png", "blocks of photoshop"],
)
def test_metadata_that_asks_for_gigabytes_is_not_even_read(
    browser: Client, monkeypatch: pytest.MonkeyPatch, data: Any
) -> None:
    opened: list[int] = []

    def note(file: Any, *args: Any, **options: Any) -> Any:
        opened.append(len(file.getvalue()))
        return open_(file, *args, **options)

    open_ = Pixels.open
    monkeypatch.setattr(Pixels, "open", note)
    hostile = data()

    response, _calls = handed(browser, hostile)

    assert (response.status_code, AssignmentFile.objects.count()) == (302, 1)
    assert len(hostile) > 5_000_000
    assert [each < 20_000 for each in opened] == [True]
