"""WAV: a RIFF file of which only the format and the samples stay (source: RIFF, Multimedia Programming Interface 1.0)."""

import struct
from typing import Final

from django.utils.translation import gettext_lazy as _

from modules.uploads.trouble import Refused

BROKEN: Final = _("Dit geluid is stuk of niet helemaal aangekomen. Probeer het nog een keer.")
FORMATS: Final = frozenset({1, 3, 6, 7, 0xFFFE})  # PCM, float, A-law, µ-law, extensible
MOST_CHUNKS: Final = 1000


def clean_wav(data: bytes) -> bytes:
    """The same sound, with the two chunks that make it."""
    if len(data) < 44 or struct.unpack_from("<I", data, 4)[0] + 8 not in (len(data), len(data) + 1):
        raise Refused(BROKEN)
    parts: dict[bytes, bytes] = {}
    at = 12
    for _number in range(MOST_CHUNKS):
        if at + 8 > len(data):
            break
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if at + 8 + size > len(data) or not name.isascii():
            raise Refused(BROKEN)
        if name in (b"fmt ", b"data"):
            if name in parts:
                raise Refused(BROKEN)
            parts[name] = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if at not in (len(data), len(data) + 1) or set(parts) != {b"fmt ", b"data"}:
        raise Refused(BROKEN)
    _check_format(parts[b"fmt "])
    body = b"WAVE" + b"".join(_chunk(name, parts[name]) for name in (b"fmt ", b"data"))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _check_format(format_: bytes) -> None:
    if len(format_) not in (16, 18, 40):
        raise Refused(BROKEN)
    kind, channels, rate, _per_second, align, bits = struct.unpack_from("<HHIIHH", format_)
    if (
        kind not in FORMATS
        or not 1 <= channels <= 8
        or not 4_000 <= rate <= 192_000
        or bits not in (8, 16, 24, 32, 64)
        or align != channels * bits // 8
    ):
        raise Refused(BROKEN)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)
