"""M4A: what is said about the sound becomes empty room; only known boxes are let through (source: ISO/IEC 14496-12)."""

import struct
from collections.abc import Iterator
from typing import Final

from modules.uploads.trouble import Refused
from modules.uploads.wav import BROKEN
from modules.uploads.webm import FILM

BRANDS: Final = frozenset(
    {
        b"M4A ",
        b"M4B ",
        b"mp42",
        b"mp41",
        b"isom",
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"3gp4",
        b"3gp5",
        b"dash",
    }
)
TOP_LEVEL: Final = frozenset({b"ftyp", b"moov", b"mdat", b"moof", b"sidx", b"styp", b"mfra"})
TO_EMPTY: Final = frozenset({b"free", b"skip", b"wide", b"uuid", b"meta", b"udta", b"pdin"})
INSIDE: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex", b"edts", b"dinf"})
DATED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
CODECS: Final = frozenset({b"mp4a", b"Opus", b"alac", b"fLaC"})
DEEPEST: Final = 8
MOST_BOXES: Final = 100_000  # in the whole file: an hour in parts of a tenth of a second


def clean_mp4(data: bytes) -> bytes:
    """The same sound, box for box in its place, so that the sound is found where the file says it is."""
    if data[8:12] not in BRANDS:
        raise Refused(BROKEN)
    out = bytearray(data)
    found: dict[bytes, int] = {}
    kinds: set[bytes] = set()
    codecs: set[bytes] = set()
    boxes = _Boxes(data)
    for number, (name, start, head, end) in enumerate(boxes.between(0, len(data))):
        if (number == 0) != (name == b"ftyp"):
            raise Refused(BROKEN)
        found[name] = found.get(name, 0) + 1
        if name in TO_EMPTY:
            _empty(out, start, end)
        elif name == b"moov":
            _clean_inside(boxes, out, start + head, end, kinds, codecs, 0)
        elif name not in TOP_LEVEL:
            raise Refused(BROKEN)
    if found.get(b"moov") != 1 or not found.get(b"mdat"):
        raise Refused(BROKEN)
    if b"vide" in kinds:
        raise Refused(FILM)
    if kinds != {b"soun"} or not codecs or not codecs <= CODECS:
        raise Refused(BROKEN)
    return bytes(out)


class _Boxes:
    """The boxes of a file, counted over all levels."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.count = 0

    def between(self, at: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
        """Name, where it begins, the length of its head, and where it ends: one behind the other, without gaps."""
        data = self.data
        while at < end:
            self.count += 1
            if at + 8 > end or self.count > MOST_BOXES:
                raise Refused(BROKEN)
            size, head = struct.unpack_from(">I", data, at)[0], 8
            if size == 1:
                if at + 16 > end:
                    raise Refused(BROKEN)
                size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
            elif size == 0:
                size = end - at
            if size < head or at + size > end:
                raise Refused(BROKEN)
            yield data[at + 4 : at + 8], at, head, at + size
            at += size


def _clean_inside(
    boxes: _Boxes, out: bytearray, start: int, end: int, kinds: set[bytes], codecs: set[bytes], depth: int
) -> None:
    if depth > DEEPEST:
        raise Refused(BROKEN)
    data = boxes.data
    for name, begin, head, stop in boxes.between(start, end):
        if name in TO_EMPTY:
            _empty(out, begin, stop)
        elif name in INSIDE:
            _clean_inside(boxes, out, begin + head, stop, kinds, codecs, depth + 1)
        elif name in DATED:
            _undate(data, out, begin + head, stop)
        elif name == b"hdlr":
            kinds.add(data[begin + head + 8 : begin + head + 12])
            out[min(begin + head + 24, stop) : stop] = b"\x00" * max(stop - begin - head - 24, 0)
        elif name == b"stsd":
            codecs |= {each for each, _a, _b, _c in boxes.between(begin + head + 8, stop)}


def _empty(out: bytearray, start: int, end: int) -> None:
    """Make room of a box: its place stays, so nothing behind it moves."""
    head = 16 if bytes(out[start : start + 4]) == b"\x00\x00\x00\x01" else 8
    out[start + 4 : start + 8] = b"free"
    out[start + head : end] = b"\x00" * (end - start - head)


def _undate(data: bytes, out: bytearray, start: int, end: int) -> None:
    """Take away when it was made and changed."""
    length = 16 if data[start : start + 1] == b"\x01" else 8
    if start + 4 + length > end:
        raise Refused(BROKEN)
    out[start + 4 : start + 4 + length] = b"\x00" * length
