"""Files that people bring in: what is kept is photo or sound and nothing else; what isn't is refused at once."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pixels

from modules.uploads import MAX_BYTES, Kind, Refused, clean, tidy_file_name

SAMPLES = Path(__file__).parent / "samples"
NAME = b"Stem van Kanarie"
MARK = b"<script>alert('Kanarie')</script>"


def picture(kind: str, size: tuple[int, int] = (1200, 800), **options: Any) -> bytes:
    output = io.BytesIO()
    Pixels.new("RGB", size, "#2a6").save(output, kind, **options)
    return output.getvalue()


def wav(*, extra: bytes = b"", samples: bytes = b"\x01\x02" * 4000) -> bytes:
    """One channel, 8 kHz, sixteen bits; `extra` are more chunks."""
    format_ = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16)
    body = b"WAVE" + format_ + extra + struct.pack("<4sI", b"data", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)


def mp3(frames: int = 20, *, before: bytes = b"", after: bytes = b"") -> bytes:
    """Silence: MPEG 1 layer III, 128 kbit/s, 44.1 kHz."""
    frame = b"\xff\xfb\x90\xc0" + b"\x00" * 413
    return before + frame * frames + after


def id3(content: bytes) -> bytes:
    size = bytes((len(content) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + size + content


def ogg_crc(data: bytes) -> int:
    """As RFC 3533 has it, bit by bit: slow, and not as the product does it."""
    value = 0
    for byte in data:
        value ^= byte << 24
        for _bit in range(8):
            value = ((value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


def ogg_page(flags: int, position: int, number: int, packets: list[bytes], serial: int = 7) -> bytes:
    lengths = b"".join(b"\xff" * (len(each) // 255) + bytes([len(each) % 255]) for each in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, serial, number, 0, len(lengths))
    page = head + lengths + b"".join(packets)
    return page[:22] + struct.pack("<I", ogg_crc(page)) + page[26:]


def ogg(tags: bytes = b"", serial: int = 7) -> bytes:
    head = b"OpusHead\x01\x01" + struct.pack("<HIHB", 312, 48000, 0, 0)
    comment = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 1)
    comment += struct.pack("<I", len(tags)) + tags
    sound = [bytes([0xF8, 0xFF, 0xFE])] * 10
    return (
        ogg_page(2, 0, 0, [head], serial)
        + ogg_page(0, 0, 1, [comment], serial)
        + ogg_page(4, 9600, 2, sound, serial)
    )


def sample(name: str) -> bytes:
    """A second of a tone, as a browser recorded it."""
    return (SAMPLES / name).read_bytes()


# Photos -------------------------------------------------------------------------------------------


def test_a_photo_is_drawn_anew_upright_and_without_what_a_camera_adds() -> None:
    exif = Pixels.Exif()
    exif[0x0112], exif[0x010F] = 6, "Kanarie"
    found = clean(picture("JPEG", exif=exif) + b"\x00" * 40 + b"Kanarie")

    with Pixels.open(io.BytesIO(found.content)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((800, 1200), {})
    assert (found.kind, found.content_type, found.ending) == (Kind.PHOTO, "image/jpeg", "jpg")
    assert (b"Kanarie" in found.content, found.content.endswith(b"\xff\xd9")) == (False, True)


@pytest.mark.parametrize(("kind", "content_type"), [("PNG", "image/png"), ("WEBP", "image/webp")])
def test_other_kinds_stay_what_they_are(kind: str, content_type: str) -> None:
    assert clean(picture(kind)).content_type == content_type


def test_a_telephones_photo_with_a_second_one_behind_it_is_a_jpeg() -> None:
    first, second = Pixels.new("RGB", (40, 30), "red"), Pixels.new("RGB", (40, 30), "blue")
    output = io.BytesIO()
    first.save(output, "MPO", save_all=True, append_images=[second])

    found = clean(output.getvalue())

    with Pixels.open(io.BytesIO(found.content)) as kept:
        assert (kept.format, getattr(kept, "n_frames", 1)) == ("JPEG", 1)
    assert (found.content_type, found.ending) == ("image/jpeg", "jpg")


def test_a_large_photo_is_made_smaller() -> None:
    with Pixels.open(io.BytesIO(clean(picture("JPEG", (4000, 3000))).content)) as kept:
        assert kept.size == (2400, 1800)


def png_of(width: int, height: int, data: bytes) -> bytes:
    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", data) + part(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "leeg"),
        (b"\x00" * (MAX_BYTES + 1), "te groot"),
        (picture("PNG", (13_000, 13_000)), "25 miljoen"),
        (png_of(60_000, 60_000, zlib.compress(b"\x00" * 1000)), "25 miljoen"),
        (picture("JPEG")[:300], "stuk"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1" + b"\x00" * 64, "HEIC"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"GIF89a" + b"\x00" * 40, "GIF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "past"),
        (b"MZ" + b"\x00" * 200, "past"),
        (MARK, "past"),
    ],
    ids=[
        "nothing",
        "too big",
        "bomb",
        "larger bomb",
        "cut off",
        "heic",
        "pdf",
        "gif",
        "svg",
        "program",
        "page",
    ],
)
def test_what_is_no_photo_or_sound_is_refused_with_a_reason(data: bytes, word: str) -> None:
    with pytest.raises(Refused) as refused:
        clean(data)
    assert word in str(refused.value)


# Sound --------------------------------------------------------------------------------------------


def zipped() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("kanarie.html", MARK)
    return output.getvalue()


CLEANED = {
    "wav": (wav(extra=chunk(b"LIST", b"INFO" + NAME)), "audio/wav", wav()),
    "mp3": (mp3(before=id3(NAME), after=b"TAG" + b"Kanarie".ljust(125, b"\x00")), "audio/mpeg", mp3()),
    "ogg": (ogg(b"ARTIST=Kanarie"), "audio/ogg", None),
}


@pytest.mark.parametrize("name", CLEANED)
def test_only_the_sound_stays(name: str) -> None:
    data, content_type, wanted = CLEANED[name]

    found = clean(data)

    assert (found.kind, found.content_type) == (Kind.AUDIO, content_type)
    assert b"Kanarie" not in found.content
    assert wanted is None or found.content == wanted
    assert clean(found.content).content == found.content


@pytest.mark.parametrize("name", ["tone.webm", "tone.m4a"])
def test_what_a_browser_records_is_kept(name: str) -> None:
    found = clean(sample(name))

    assert found.content_type == ("audio/webm" if name.endswith("webm") else "audio/mp4")
    assert clean(found.content).content == found.content


def test_pages_of_ogg_have_their_checksum() -> None:
    kept = clean(ogg(b"ARTIST=Kanarie")).content

    assert kept[:4] == b"OggS"
    first = kept[: kept.index(b"OggS", 4)]
    assert struct.unpack_from("<I", first, 22)[0] == ogg_crc(first[:22] + b"\x00" * 4 + first[26:])


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


@pytest.mark.parametrize(
    "data",
    [
        wav() + zipped(),
        wav()[:-10],
        wav(samples=b"")[:40],
        mp3() + zipped(),
        MARK + mp3(),
        mp3(2),
        mp3(10) + MARK + mp3(10),
        ogg() + zipped(),
        ogg() + ogg(serial=8),
        ogg()[:-3],
        ogg().replace(b"OpusHead", b"OpusHaed"),
        sample("tone.webm") + zipped(),
        sample("tone.webm").replace(b"A_OPUS", b"V_VP80", 1),
        sample("tone.m4a") + zipped(),
        sample("tone.m4a").replace(b"soun", b"vide"),
        b"\x1a\x45\xdf\xa3" + b"\xff" * 400,
        b"\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff" * 40,
        b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42" + box(b"moov", b"") * 5,
        b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42" + b"\x00\x00\x00\x00moov" * 100,
    ],
)
def test_sound_with_something_else_in_it_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        clean(data)


def test_deep_boxes_are_refused() -> None:
    inner = b""
    for _level in range(2000):
        inner = box(b"trak", inner)
    with pytest.raises(Refused):
        clean(b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42" + box(b"moov", inner) + box(b"mdat", b"x"))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("IMG_0042.HEIC", "IMG_0042.jpg"),
        ("C:\\foto's\\bord.png", "bord.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ('a"b\r\nSet-Cookie: x.jpg', "abSet-Cookie x.jpg"),
        ("\u202egnp.exe", "gnp.jpg"),
        ("x" * 300 + ".jpg", "x" * 80 + ".jpg"),
        ("", "bestand.jpg"),
        (".jpg", "bestand.jpg"),
    ],
)
def test_a_name_stays_on_one_line_and_says_what_it_is(name: str, wanted: str) -> None:
    assert tidy_file_name(name, "jpg") == wanted
