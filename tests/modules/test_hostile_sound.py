"""Sound and film that ask for more than listening takes: refused at the field before they are read to their end."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from modules.editing import sync_editor_permissions
from modules.models import AssignmentFile, HandIn, Recording
from organisations.enums import Role
from organisations.models import Organisation
from tests.counting import counting_calls
from tests.factories import make_member
from tests.modules.assignments import PAGE, TEXT, filled, page_of, words_of
from tests.modules.test_uploads import box, chunk, id3, mp3, ogg, ogg_page, sample, wav, zipped

MEGABYTE = 1024 * 1024
# What reads a box, a page or an element; the files here have millions of them.
PART_READERS = ("unpack", "unpack_from", "Struct.unpack_from", "_Reader.element")
MOST_PARTS_READ = 500_000
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42"
ADD = "/redactie/snippets/modules/recording/add/"
NO_RECORDING = "Dit is geen film in MP4 of WebM en geen geluid in M4A of MP3"


def m4a(inside: bytes) -> bytes:
    return M4A + box(b"moov", inside) + box(b"mdat", b"x")


def pages(page: bytes) -> bytes:
    """A whole Ogg with as many of this page as fit."""
    whole = ogg()
    return whole[: whole.rindex(b"OggS")] + page * (24 * MEGABYTE // len(page))


SOUND: dict[str, Callable[[], bytes]] = {
    "room in moov": lambda: m4a(box(b"free", b"") * (3 * MEGABYTE)),
    "tracks in moov": lambda: m4a(box(b"trak", box(b"hdlr", b"")) * (MEGABYTE + MEGABYTE // 2)),
    "descriptions": lambda: m4a(box(b"stsd", bytes(8) + box(b"mp4a", b"") * (3 * MEGABYTE))),
    "pages of a packet": lambda: pages(ogg_page(0, 0, 2, [b"x"])),
    "pages of nothing": lambda: pages(ogg_page(0, 0, 2, [])),
    "room in webm": lambda: sample("tone.webm") + b"\xec\x80" * (12 * MEGABYTE),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_of_millions_of_parts_is_refused(browser: Client, name: str) -> None:
    form = filled(browser, bestand=SimpleUploadedFile("memo.m4a", SOUND[name]()))

    with counting_calls(*PART_READERS) as calls:
        response = browser.post(PAGE, form)

    assert (response.status_code, "Dit geluid is stuk" in words_of(response)) == (422, True)
    assert page_of(response).find("textarea").text.strip() == TEXT
    assert (AssignmentFile.objects.count(), HandIn.objects.get().text) == (0, TEXT)
    assert 0 < calls.total() < MOST_PARTS_READ


TWO_THINGS: dict[str, Callable[[], bytes]] = {
    "zip in room of m4a": lambda: sample("tone.m4a") + box(b"free", zipped()),
    "zip in a remark of wav": lambda: wav(extra=chunk(b"LIST", b"INFO" + zipped())),
    "page in a tag": lambda: mp3(before=id3(b"<html><script>alert(1)</script></html>")),
    "php in a comment": lambda: ogg(b"ARTIST=<?php system($_GET['c']);"),
    "pdf in a tag": lambda: mp3(before=id3(b"%PDF-1.7 1 0 obj")),
}


@pytest.mark.parametrize("name", TWO_THINGS)
def test_sound_that_is_also_something_else_is_refused(browser: Client, name: str) -> None:
    form = filled(browser, bestand=SimpleUploadedFile("memo.mp3", TWO_THINGS[name]()))

    response = browser.post(PAGE, form)

    assert (response.status_code, "In dit bestand zit meer dan geluid" in words_of(response)) == (422, True)
    assert page_of(response).find("textarea").text.strip() == TEXT
    assert AssignmentFile.objects.count() == 0


def test_an_hour_of_sound_in_small_pages_is_kept(browser: Client) -> None:
    whole = ogg()
    page = ogg_page(0, 960, 2, [bytes([0xF8, 0xFF, 0xFE])] * 2)
    hour = whole[: whole.rindex(b"OggS")] + page * 180_000

    assert browser.post(PAGE, filled(browser, bestand=SimpleUploadedFile("m.ogg", hour))).status_code == 302


@pytest.fixture
def editor(region: Organisation, client_at: Callable[..., Client]) -> Client:
    """An editor's browser."""
    person = make_member(region, Role.EDITOR)
    sync_editor_permissions(person)
    return client_at(region, person)


def film(inside: bytes) -> bytes:
    return box(b"ftyp", b"isom\x00\x00\x02\x00isom") + box(b"moov", inside) + box(b"mdat", b"x")


def with_recording(data: bytes) -> dict[str, Any]:
    return {
        "title": "De eerste dag",
        "transcript": "",
        "poster": "",
        "file": SimpleUploadedFile("film.mp4", data),
    }


def faults_of(response: Any) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(each.get_text(" ", strip=True) for each in page.select(".error-message"))


FILMS: dict[str, Callable[[], bytes]] = {
    "many tracks": lambda: film(box(b"trak", box(b"abcd", b"") * 19_000) * 300),
    "many media": lambda: film(box(b"trak", box(b"mdia", box(b"abcd", b"") * 4000) * 200) * 4),
}


@pytest.mark.parametrize("name", FILMS)
def test_a_film_of_millions_of_parts_is_refused(editor: Client, name: str) -> None:
    form = with_recording(FILMS[name]())
    with counting_calls(*PART_READERS) as calls:
        response = editor.post(ADD, form)

    assert NO_RECORDING in faults_of(response)
    assert Recording.objects.count() == 0
    assert 0 < calls.total() < MOST_PARTS_READ


def test_sound_of_an_editor_in_millions_of_frames_is_refused(editor: Client) -> None:
    """Frame by frame it is a whole MP3: their number is what it is refused for with these words."""
    short_frames = (b"\xff\xf3\x14\xc0" + bytes(20)) * (2 * MEGABYTE)

    response = editor.post(ADD, with_recording(short_frames))

    assert NO_RECORDING in faults_of(response)
    assert Recording.objects.count() == 0
