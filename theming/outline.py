"""What of a file draws its picture: read from its structure, before anything of it is decoded.

Pillow reads metadata of a stranger without a bound: sixty kilobytes can ask for gigabytes, and a JPEG may draw its pixels
anew a thousand times. So it gets only the parts that draw, and the callers refuse what asks for too much.
Sources: ITU-T T.81 annex B (JPEG), the PNG specification (third edition) 5, the RIFF container of WebP, Exif 2.3.
"""

import re
import struct
from dataclasses import dataclass
from typing import Final

MOST_PARTS: Final = 20_000  # a PNG of 25 MB in the smallest pieces that cameras write has half of it
MOST_PASSES: Final = 200  # encoders write ten, at most some sixty
MOST_REDRAWN: Final = 500_000_000  # pixels in all passes together: twenty times the largest picture

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_DRAW_PNG: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # restarts belong to the pixels
_SCAN, _END, _EXIF = 0xDA, 0xD9, 0xE1
_JFIF, _ADOBE = 0xE0, 0xEE  # these two say in which colours the pixels are
_TURN: Final = 0x0112


class OverAskedError(ValueError):
    """The picture is made so that opening it takes too long."""


@dataclass(frozen=True)
class Outline:
    """The bytes that draw, how the picture is turned (1 to 8, as Exif says), where it ends, and how often it is drawn over."""

    drawing: bytes
    turned: int
    end: int
    passes: int = 1

    def refuse_too_many_passes(self, pixels: int) -> None:
        """Raise OverAskedError when drawing this many pixels so often takes too long."""
        if self.passes > MOST_PASSES or self.passes * pixels > MOST_REDRAWN:
            raise OverAskedError


def outline_of(data: bytes) -> Outline:
    """Where the picture is in a JPEG, PNG or WebP; whatever else is all drawing. Raises OverAskedError for too many parts."""
    if data.startswith(b"\xff\xd8"):
        return _of_jpeg(data)
    if data.startswith(_PNG):
        return _of_png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _of_webp(data)
    return Outline(data, 1, len(data))


def _of_jpeg(data: bytes) -> Outline:
    kept, turned, passes, at = [data[:2]], 1, 0, 2
    for _number in range(MOST_PARTS):
        found = _MARKER.search(data, at)
        if found is None:
            # Cut off: whoever decodes it says so.
            return Outline(b"".join([*kept, data[at:]]), turned, len(data), passes)
        begin, kind = found.start(), data[found.start() + 1]
        if passes:
            kept.append(data[at:begin])
        if kind == _END:
            return Outline(b"".join([*kept, b"\xff\xd9"]), turned, begin + 2, passes)
        at = begin + 2 + max(2, int.from_bytes(data[begin + 2 : begin + 4], "big"))
        passes += kind == _SCAN
        if kind == _EXIF and data[begin + 4 : begin + 10] == b"Exif\0\0" and turned == 1:
            turned = _turn_in(data[begin + 10 : at])
        if (not 0xE0 <= kind <= 0xEF and kind != 0xFE) or kind in (_JFIF, _ADOBE):
            kept.append(data[begin:at])
    raise OverAskedError


def _of_png(data: bytes) -> Outline:
    kept, turned, at = [data[:8]], 1, 8
    for _number in range(MOST_PARTS):
        if at + 12 > len(data):
            return Outline(b"".join([*kept, data[at:]]), turned, len(data))
        length, kind = struct.unpack_from(">I4s", data, at)
        stop = at + 12 + length
        if kind in _DRAW_PNG:
            kept.append(data[at:stop])
        elif kind == b"eXIf":
            turned = _turn_in(data[at + 8 : stop - 4])
        if kind == b"IEND":
            return Outline(b"".join(kept), turned, stop)
        at = stop
    raise OverAskedError


def _of_webp(data: bytes) -> Outline:
    end = min(8 + int.from_bytes(data[4:8], "little"), len(data))
    at, turned = 12, 1
    for _number in range(MOST_PARTS):
        if at + 8 > end:
            return Outline(data[:end], turned, end)
        kind, length = struct.unpack_from("<4sI", data, at)
        if kind == b"EXIF":
            turned = _turn_in(data[at + 8 : at + 8 + length].removeprefix(b"Exif\0\0"))
        at += 8 + length + length % 2
    raise OverAskedError


def _turn_in(exif: bytes) -> int:
    """How Exif says that the picture is turned; 1, upright, when it says nothing that makes sense."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 10:
        return 1
    first = struct.unpack_from(f"{order}I", exif, 4)[0]
    rows = int.from_bytes(exif[first : first + 2], "little" if order == "<" else "big")
    for at in range(first + 2, min(first + 2 + 12 * rows, len(exif) - 11), 12):
        tag, kind, count, turned = struct.unpack_from(f"{order}HHIH", exif, at)
        if tag == _TURN:
            return turned if (kind, count) == (3, 1) and 1 <= turned <= 8 else 1
    return 1
